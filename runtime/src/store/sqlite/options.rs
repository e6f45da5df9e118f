//! The options that a store is opened with.

use std::{path::Path, time::Duration};

use super::SqliteStore;
use crate::store::StoreError;

/// How a store in an SQLite file is opened.
///
/// ```no_run
/// use std::time::Duration;
/// use stepwright::store::SqliteStore;
///
/// let store = SqliteStore::options().busy_timeout(Duration::from_secs(30)).open("orders.db")?;
/// # Ok::<(), stepwright::store::StoreError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct SqliteOptions {
    pub(super) busy_timeout: Duration,
    pub(super) page_size: u32,
    pub(super) synchronous: Synchronous,
    pub(super) cache_bytes: u32,
    pub(super) checkpoint_bytes: u32,
}

/// When a commit counts as done. The end of the process, `kill -9` included, takes nothing away at any
/// level; they differ in what a crash of the operating system or a loss of power can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Synchronous {
    /// What was acknowledged is on disk: one fsync a batch. All guarantees of the engine hold.
    #[default]
    Full,
    /// The fsync is left to the moments when the write-ahead log is copied into the database. A crash of
    /// the system can take back the latest commits, though never a part of one: starts and results that
    /// were acknowledged may be gone, tasks that were called may be called again under the same
    /// idempotency key, and transitions may happen a second time. The file stays intact.
    Normal,
    /// Nothing waits for the disk. A crash of the system can damage the file beyond repair: for tests and
    /// for data that can be made again.
    Off,
}

impl Synchronous {
    pub(super) fn as_pragma(self) -> &'static str {
        match self {
            Self::Full => "FULL",
            Self::Normal => "NORMAL",
            Self::Off => "OFF",
        }
    }
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            busy_timeout: Duration::from_secs(5),
            page_size: 8_192,
            synchronous: Synchronous::Full,
            cache_bytes: 32 << 20,
            checkpoint_bytes: 8 << 20,
        }
    }
}

impl SqliteOptions {
    /// How long a commit waits for another program's write transaction (a shell's) to end before it
    /// fails; 5 seconds by default.
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.busy_timeout = timeout;
        self
    }

    /// The size of a page in a file that is new: a power of two between 512 and 65,536, 8,192 by default.
    /// A file that exists keeps the size that it has.
    pub fn page_size(mut self, bytes: u32) -> Self {
        self.page_size = bytes;
        self
    }

    /// When a commit counts as done; [`Synchronous::Full`] by default.
    pub fn synchronous(mut self, level: Synchronous) -> Self {
        self.synchronous = level;
        self
    }

    /// How much memory the writer's page cache may take; 32 MiB by default. Pages are cached as they are
    /// used.
    pub fn cache_size(mut self, bytes: u32) -> Self {
        self.cache_bytes = bytes;
        self
    }

    /// How long the write-ahead log grows before it is copied into the database; 8 MiB by default. A
    /// longer one means fewer copies, each of which holds up one commit for longer.
    pub fn checkpoint_size(mut self, bytes: u32) -> Self {
        self.checkpoint_bytes = bytes;
        self
    }

    /// Opens the store in that file, which is made if it is missing; its folder is not.
    ///
    /// # Errors
    /// The file is owned by another engine ([`Locked`](crate::store::StoreErrorKind::Locked)), was written
    /// by another version ([`Version`](crate::store::StoreErrorKind::Version)), is damaged
    /// ([`Corrupt`](crate::store::StoreErrorKind::Corrupt)), cannot be read and written
    /// ([`Unavailable`](crate::store::StoreErrorKind::Unavailable)), or is no store; or an option is out of
    /// range. The message names the file and says what to do.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<SqliteStore, StoreError> {
        super::open::open(path.as_ref(), self)
    }
}
