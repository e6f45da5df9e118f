//! Writes to the terminal: a reader that has gone is no reason to stop.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
};

/// Prints a line, or several, to stdout.
pub(crate) fn say(text: impl Display) -> io::Result<()> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Prints a line to stderr. Where it cannot be printed there is nobody to tell.
pub(crate) fn complain(text: impl Display) {
    _ = writeln!(io::stderr(), "{text}");
}
