//! Findings on stderr and stdout. A closed pipe ends the output, never the program.

use std::io::{self, IsTerminal as _, Write as _};

use stepwright_compiler::{
    diag::{Diagnostic, Severity, human, json},
    source::Sources,
};

use crate::explain::page;

/// Says what went wrong outside of the definitions.
pub(crate) fn trouble(text: &str) {
    let _ = writeln!(io::stderr(), "error: {text}");
}

/// Says what else there is to know.
pub(crate) fn note(text: &str) {
    let _ = writeln!(io::stderr(), "note: {text}");
}

/// The findings for people, then a line that counts them, and one that says where to read more. Whether they could be written does not matter:
/// the exit code says the same.
pub(crate) fn human(found: &[Diagnostic], sources: &Sources, files: usize) -> bool {
    let color = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let mut out = io::stderr().lock();
    for diagnostic in found {
        if writeln!(out, "{}\n", human::render(diagnostic, sources, color)).is_err() {
            return true;
        }
    }
    let count = |severity| found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let _ = writeln!(out, "{}", summary(files, count(Severity::Error), count(Severity::Warning)));
    if let Some(hint) = page::hint(found.iter().map(|diagnostic| diagnostic.code)) {
        let _ = writeln!(out, "{hint}");
    }
    true
}

fn summary(files: usize, errors: usize, warnings: usize) -> String {
    let number = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    format!("checked {}: {}, {}", number(files, "file"), number(errors, "error"), number(warnings, "warning"))
}

/// The findings as one JSON array. `false` if it could not be written, other than to a closed pipe.
pub(crate) fn json(found: &[Diagnostic], sources: &Sources) -> bool {
    let mut out = io::stdout().lock();
    let written = writeln!(out, "{:#}", json::render(found, sources)).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            trouble(&format!("cannot write to stdout: {error}"));
            false
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary(1, 0, 1), "checked 1 file: 0 errors, 1 warning");
        assert_eq!(summary(2, 3, 0), "checked 2 files: 3 errors, 0 warnings");
    }
}
