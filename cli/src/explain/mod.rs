//! `stepwright explain`: what a code of a finding means.

pub(crate) mod page;

use std::{
    io::{self, IsTerminal as _, Write as _},
    process::ExitCode,
};

use crate::print;

/// What `stepwright explain` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The code of a finding, such as ASL0312. Without one, all codes are listed.
    code: Option<String>,
}

/// Prints the page of a code, or the list of all.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let color = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let text = match &arguments.code {
        None => Ok(page::list(color)),
        Some(code) => page::find(code).map(|found| page::render(found, color)),
    };
    match text.and_then(|text| write(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            print::trouble(&reason);
            ExitCode::from(2)
        }
    }
}

/// Writes to stdout. A closed pipe ends the output, and is no fault.
fn write(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(format!("cannot write to stdout: {error}")),
        _ => Ok(()),
    }
}
