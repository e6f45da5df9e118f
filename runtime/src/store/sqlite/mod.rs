//! The store in one file on disk: an SQLite database.

mod checksum;
mod fields;
mod identity;
mod lock;
mod open;
mod options;
mod queries;
mod readers;
mod schema;
#[cfg(test)]
mod tests;
mod trouble;
mod writer;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use rusqlite::Connection;

use super::{
    Commit, DueFrame, ExecutionKey, ExecutionRecord, ExecutionSummary, FrameKey, FrameRecord, HistoryChunk, ListQuery,
    OpenDefinition, Order, Outcome, Store, StoreError,
};
use identity::Identity;
use lock::FileLock;
use readers::Readers;
use trouble::Trouble;

pub use options::{SqliteOptions, Synchronous};

/// Keeps executions in one file, an SQLite database.
///
/// ```no_run
/// use stepwright::store::SqliteStore;
///
/// let store = SqliteStore::open("orders.db")?;
/// # Ok::<(), stepwright::store::StoreError>(())
/// ```
///
/// # What is on disk
/// Beside `orders.db` stand `orders.db-wal` and `orders.db-shm`, which belong to SQLite and are part of
/// the database: a running store is copied with the shell's `.backup`, not file by file. A store that was
/// closed is `orders.db` alone. `orders.db-lock` holds the owner's process id and stays where it is.
///
/// | table | one row is | key |
/// |---|---|---|
/// | `execution` | an execution: its workflow, name, fingerprint and input, then its status, output, error and cause | its number |
/// | `frame` | a frame of an open execution: its checkpoint, and when it is to be woken, if it sleeps | `execution << 24 \| frame` |
/// | `history` | the events of one commit | its place in the order of commits; `chunk` is `execution << 24 \| id of the first event` |
///
/// Times are milliseconds since 1970 in UTC. Every row carries a CRC-32 of what it holds, which is
/// checked whenever what it covers is read: a damaged row is an error that names it, of the kind
/// [`Corrupt`](super::StoreErrorKind::Corrupt).
///
/// # Looking into it
/// The file can be opened with the `sqlite3` shell while the engine runs, best with
/// `sqlite3 -readonly orders.db`. Readers and the engine do not wait for each other. A transaction that
/// writes holds the engine up, and after [`SqliteOptions::busy_timeout`] its commits fail; and a row
/// changed by hand no longer has the checksum that it should have.
///
/// ```sql
/// SELECT id, workflow, name, status, datetime(started_at / 1000, 'unixepoch') FROM execution;
/// SELECT id >> 24 AS execution, id & 0xffffff AS frame, length(checkpoint) FROM frame;
/// ```
///
/// # One owner
/// One engine at a time owns the file. A lock of the operating system on `orders.db-lock` says so: it
/// ends with the process, however that ends. A second open, by the same or another process and by
/// whatever path, fails with [`Locked`](super::StoreErrorKind::Locked). Network file systems that do not
/// lock are no place for a store.
///
/// A file that is removed or replaced while its store is open takes no more commits: they fail with
/// [`Unavailable`](super::StoreErrorKind::Unavailable) until it is back in its place.
///
/// # What survives
/// With [`Synchronous::Full`], the default, a batch that [`Store::commit`] acknowledged survives the end
/// of the process, a crash of the operating system and the loss of power. [`Synchronous`] says what the
/// other levels give up.
pub struct SqliteStore {
    file: PathBuf,
    identity: Identity,
    // Fields are dropped in this order: the writer is the last connection, for only one that may write
    // copies the log into the database and takes it away; then the lock is given up.
    readers: Readers,
    writer: Mutex<Connection>,
    _lock: FileLock,
}

impl SqliteStore {
    /// Opens the store in that file, which is made if it is missing.
    ///
    /// # Errors
    /// As [`SqliteOptions::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::options().open(path)
    }

    /// The options to open a store with.
    pub fn options() -> SqliteOptions {
        SqliteOptions::default()
    }

    /// The file, as an absolute path without symbolic links.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.file
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Trouble>) -> Result<T, StoreError> {
        self.readers.with(read).map_err(|trouble| trouble.at("read", &self.file))
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Store for SqliteStore {
    fn commit(&self, batch: &[Commit]) -> Result<Vec<Outcome>, StoreError> {
        let connection = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let there = if self.identity.is_at(&self.file) { Ok(()) } else { Err(Trouble::Gone) };
        there.and_then(|()| writer::commit(&connection, batch)).map_err(|trouble| trouble.at("write to", &self.file))
    }

    fn next_execution(&self) -> Result<ExecutionKey, StoreError> {
        self.read(queries::executions::next)
    }

    fn execution(&self, execution: ExecutionKey) -> Result<Option<ExecutionRecord>, StoreError> {
        self.read(|connection| queries::executions::by_key(connection, execution))
    }

    fn find(&self, workflow: &str, name: &str) -> Result<Option<ExecutionRecord>, StoreError> {
        self.read(|connection| queries::executions::by_name(connection, workflow, name))
    }

    fn list(&self, query: &ListQuery) -> Result<Vec<ExecutionSummary>, StoreError> {
        self.read(|connection| queries::listing::list(connection, query))
    }

    fn open_definitions(&self) -> Result<Vec<OpenDefinition>, StoreError> {
        self.read(queries::listing::open_definitions)
    }

    fn frames(&self, execution: ExecutionKey) -> Result<Vec<FrameRecord>, StoreError> {
        self.read(|connection| queries::frames::of(connection, execution))
    }

    fn in_flight(&self, after: Option<FrameKey>, limit: usize) -> Result<Vec<FrameKey>, StoreError> {
        self.read(|connection| queries::frames::in_flight(connection, after, limit))
    }

    fn due(&self, until: Timestamp, after: Option<DueFrame>, limit: usize) -> Result<Vec<DueFrame>, StoreError> {
        self.read(|connection| queries::frames::due(connection, until, after, limit))
    }

    fn next_deadline(&self, after: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| queries::frames::next_deadline(connection, after))
    }

    fn history(
        &self,
        execution: ExecutionKey,
        from: u32,
        order: Order,
        limit: usize,
    ) -> Result<Vec<HistoryChunk>, StoreError> {
        self.read(|connection| queries::history::page(connection, execution, from, order, limit))
    }
}
