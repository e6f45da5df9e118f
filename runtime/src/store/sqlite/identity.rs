//! Whether the file under the store's path is still the one that was opened.

use std::{fs, io, path::Path};

/// Which file it is, however it is named.
///
/// SQLite goes on writing to a file that has lost its name, and all of it is gone with the process.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Identity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
}

impl Identity {
    /// The file that has this path now. It is not opened.
    pub(super) fn of(file: &Path) -> io::Result<Self> {
        #[cfg_attr(not(unix), expect(unused_variables, reason = "elsewhere an open file cannot be removed"))]
        let about = fs::metadata(file)?;
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Ok(Self {
            #[cfg(unix)]
            device: about.dev(),
            #[cfg(unix)]
            inode: about.ino(),
        })
    }

    /// Whether the path still leads to it.
    pub(super) fn is_at(&self, file: &Path) -> bool {
        Self::of(file).is_ok_and(|now| now == *self)
    }
}
