//! The lines that cargo reads from a build script.

use std::{
    io::{self, Write as _},
    path::Path,
};

/// Runs the build script again if the file changes.
pub(crate) fn rerun(file: &Path) {
    line(&format!("cargo::rerun-if-changed={}", file.display()));
}

/// Shows an error; each line of its frame is one of cargo's.
pub(crate) fn error(text: &str) {
    frame("error", text);
}

/// Shows a warning.
pub(crate) fn warning(text: &str) {
    frame("warning", text);
}

fn frame(kind: &str, text: &str) {
    for part in text.lines() {
        line(&format!("cargo::{kind}={part}"));
    }
}

/// A closed pipe is cargo having gone: there is nobody left to tell.
fn line(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}
