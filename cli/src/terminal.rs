//! What is written: data to stdout, all else to stderr. A closed pipe ends the output, never the program.

use std::io::{self, Write as _};

use anstream::{AutoStream, ColorChoice};

use crate::outcome::Failure;

/// Writes data to stdout, whole and as it is.
///
/// # Errors
/// It could not be written, other than to a closed pipe.
pub(crate) fn data(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure(format!("cannot write to stdout: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes text for people to stderr. Whether they read it does not matter: the exit code says the same.
pub(crate) fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Why a file cannot be written.
pub(crate) fn unwritten(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such folder".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Says what went wrong outside of the definitions.
pub(crate) fn trouble(text: &str) {
    say(&format!("error: {}\n", printable(text)));
}

/// Whether stderr takes colours: by `--color`, `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE`, and whether it is a terminal.
pub(crate) fn color() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// The same for stdout.
pub(crate) fn data_color() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// A text with nothing in it that a terminal would obey, nor anything that turns its direction; lines stay lines.
pub(crate) fn printable(text: &str) -> String {
    text.split('\n').map(safe).collect::<Vec<_>>().join("\n")
}

/// The same for a name, which is shown on one line: names of files and states may hold anything.
pub(crate) fn safe(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        let escaped = c.escape_debug();
        if matches!(c, '"' | '\'' | '\\') || escaped.len() == 1 {
            out.push(c);
        } else {
            out.extend(escaped);
        }
    }
    out
}

/// A count for people: `1 error`, `2 errors`.
pub(crate) fn number(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{printable, safe};

    #[test]
    fn control_characters_are_written_out() {
        assert_eq!(printable("a\u{1b}[31m\tb\né"), "a\\u{1b}[31m\\tb\né");
    }

    #[test]
    fn names_are_escaped() {
        assert_eq!(safe("Don't \"x\" \u{1b}[31m\n\u{202e} é 注文"), "Don't \"x\" \\u{1b}[31m\\n\\u{202e} é 注文");
    }
}
