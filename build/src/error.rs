//! What came of a compilation.

use std::{fmt, path::PathBuf};

/// A compilation without errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The generated file.
    pub output: PathBuf,
    /// Every file that was read, in order: a build that depends on them is up to date while none changes.
    pub files: Vec<PathBuf>,
    /// Warnings, each with its code frame.
    pub warnings: Vec<String>,
}

/// A compilation with errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The errors, each with its code frame.
    pub errors: Vec<String>,
    /// Warnings beside them.
    pub warnings: Vec<String>,
    /// Every file that was read or asked for.
    pub files: Vec<PathBuf>,
}

impl Error {
    pub(crate) fn one(text: impl Into<String>, files: Vec<PathBuf>) -> Self {
        Error { errors: vec![text.into()], warnings: Vec::new(), files }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.errors.join("\n\n"))
    }
}

impl std::error::Error for Error {}
