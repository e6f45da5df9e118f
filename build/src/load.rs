//! Files by paths from the crate's manifest, remembered for `rerun-if-changed`.

use std::{
    cell::RefCell,
    io,
    path::{Path, PathBuf},
};

use stepwright_compiler::{source::text_of, types::import::Loader};

/// Reads files and remembers which.
#[derive(Debug)]
pub(crate) struct Files {
    root: PathBuf,
    read: RefCell<Vec<PathBuf>>,
}

impl Files {
    pub(crate) fn new(root: PathBuf) -> Self {
        Files { root, read: RefCell::new(Vec::new()) }
    }

    /// The full paths of the files that were asked for and are there, in order.
    pub(crate) fn read(&self) -> Vec<PathBuf> {
        self.read.borrow().clone()
    }
}

impl Loader for Files {
    fn load(&self, path: &Path) -> Result<String, String> {
        let full = self.root.join(path);
        let bytes = std::fs::read(&full);
        // A file that is not there is no reason to run again on every build, which is what cargo would do.
        if !matches!(&bytes, Err(error) if error.kind() == io::ErrorKind::NotFound) {
            let mut read = self.read.borrow_mut();
            if !read.contains(&full) {
                read.push(full);
            }
        }
        text_of(bytes)
    }
}
