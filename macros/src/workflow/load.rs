//! Files of the crate that is compiled, by paths from its manifest.

use std::{
    cell::RefCell,
    io,
    path::{Path, PathBuf},
};

use stepwright_compiler::types::import::Loader;

/// Reads files and remembers them, so that rustc can be told.
#[derive(Default)]
pub(super) struct Files {
    root: PathBuf,
    read: RefCell<Vec<PathBuf>>,
}

impl Files {
    /// The files of the crate that is compiled.
    pub(super) fn new() -> Self {
        let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
        Files { root, read: RefCell::new(Vec::new()) }
    }

    /// The full paths of the files that were read.
    pub(super) fn read(&self) -> Vec<String> {
        self.read.borrow().iter().map(|path| path.display().to_string()).collect()
    }
}

impl Loader for Files {
    fn load(&self, path: &Path) -> Result<String, String> {
        let full = self.root.join(path);
        let bytes = std::fs::read(&full).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => "no such file".to_owned(),
            _ => error.to_string(),
        })?;
        self.read.borrow_mut().push(full);
        String::from_utf8(bytes).map_err(|error| format!("it is not UTF-8 (byte {})", error.utf8_error().valid_up_to()))
    }
}
