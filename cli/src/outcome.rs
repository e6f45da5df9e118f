//! How a command ends, and the exit code that says so.

use std::{fmt, process::ExitCode};

use crate::terminal;

/// A command that did what it was asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is wrong.
    Fine,
    /// A definition or its contract has errors; they have been shown.
    Errors,
    /// Something could not be read or written; what it was has been said.
    Trouble,
}

/// Why a command could not go on: wrong usage, or a file that cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure(pub(crate) String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The exit code; a failure is said on stderr.
pub(crate) fn exit(outcome: Result<Outcome, Failure>) -> ExitCode {
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        Ok(Outcome::Trouble) => ExitCode::from(2),
        Err(failure) => {
            terminal::trouble(&failure.to_string());
            ExitCode::from(2)
        }
    }
}
