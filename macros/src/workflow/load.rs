//! Files of the crate that is compiled, by paths from its manifest.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
};

use stepwright_compiler::{source::text_of, types::import::Loader};

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
        let file = std::fs::read(&full);
        if file.is_ok() {
            self.read.borrow_mut().push(full);
        }
        text_of(file)
    }
}
