//! Files from the disk.

use std::{io, path::Path};

use stepwright_compiler::types::import::Loader;

/// Reads files by paths from the working directory.
pub(crate) struct Disk;

impl Loader for Disk {
    fn load(&self, path: &Path) -> Result<String, String> {
        text(path)
    }
}

/// The text of a file, or why it cannot be read.
pub(crate) fn text(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => error.to_string(),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        format!("it is not UTF-8: line {line}, byte {at}")
    })
}
