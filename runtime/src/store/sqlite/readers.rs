//! The connections that read: they see what is committed and wait for no writer.

use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use rusqlite::{Connection, OpenFlags};

use super::{SqliteOptions, Trouble, open};

/// How many idle connections are kept: more are opened when more threads read at once.
const KEPT: usize = 4;

pub(super) struct Readers {
    file: PathBuf,
    options: SqliteOptions,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(file: PathBuf, options: SqliteOptions) -> Self {
        Self { file, options, idle: Mutex::default() }
    }

    /// Reads with a connection that nobody else uses meanwhile.
    pub(super) fn with<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let idle = self.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open::connect(&self.file, OpenFlags::SQLITE_OPEN_READ_ONLY, &self.options)?,
        };
        let found = read(&connection);
        let mut idle = self.idle();
        if idle.len() < KEPT {
            idle.push(connection);
        }
        found
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
