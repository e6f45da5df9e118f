//! The lock that makes one engine the owner of a store's file.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
};

use crate::store::{StoreError, StoreErrorKind};

/// A held lock: the operating system gives it up when this is dropped or the process ends.
///
/// It is a file of its own, because closing any handle of the database file would give up the locks
/// that SQLite holds on it in this process.
#[derive(Debug)]
pub(super) struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes the lock of the database `file`, whose path must be the canonical one.
    pub(super) fn take(file: &Path) -> Result<Self, StoreError> {
        let path = beside(file);
        let mut lock = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| unavailable(file, &path, "opened for writing", error))?;
        match lock.try_lock() {
            Ok(()) => {
                // Only a help for whoever is refused: the lock holds without it.
                let _ = lock.set_len(0).and_then(|()| writeln!(lock, "{}", std::process::id()));
                Ok(Self { _file: lock })
            }
            Err(TryLockError::WouldBlock) => Err(owned(file, &mut lock)),
            Err(TryLockError::Error(error)) => Err(unavailable(file, &path, "locked", error)),
        }
    }
}

/// `orders.db-lock` for `orders.db`.
fn beside(file: &Path) -> PathBuf {
    let mut name = OsString::from(file);
    name.push("-lock");
    name.into()
}

fn owned(file: &Path, lock: &mut File) -> StoreError {
    let mut text = String::new();
    let read = lock.rewind().and_then(|()| lock.read_to_string(&mut text));
    let owner = match (read, text.trim().parse::<u32>()) {
        (Ok(_), Ok(process)) if process == std::process::id() => "in this process".to_owned(),
        (Ok(_), Ok(process)) => format!("in process {process}"),
        _ => "in another process".to_owned(),
    };
    let message = format!(
        "the store `{}` is owned by another engine, {owner}: stop that one first, or use another file",
        file.display()
    );
    StoreError::new(StoreErrorKind::Locked, message)
}

fn unavailable(file: &Path, path: &Path, what: &str, error: std::io::Error) -> StoreError {
    let message = format!(
        "the store `{}` cannot be opened: its lock file `{}` cannot be {what}: {error}",
        file.display(),
        path.display()
    );
    let kind = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreErrorKind::Full,
        _ => StoreErrorKind::Unavailable,
    };
    StoreError::new(kind, message).with_source(error)
}
