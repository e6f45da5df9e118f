//! What goes wrong inside, and how it is told.

use std::{fmt, path::Path};

use rusqlite::ErrorCode;

use super::schema;
use crate::store::{ExecutionKey, FrameKey, MAX_SEQUENCE, StoreError, StoreErrorKind};

/// What went wrong, before the file is named.
#[derive(Debug)]
pub(super) enum Trouble {
    Sql(rusqlite::Error),
    /// What the record holds is not what was written.
    Damaged(Record),
    /// An SQLite database of something else.
    Foreign,
    /// A store with that version of the layout.
    Version(i32),
    /// The file or its folder is write-protected.
    ReadOnly,
    /// The file system has no write-ahead log.
    NoLog,
    /// The path no longer leads to the file that was opened.
    Gone,
    /// The execution's number belongs to one with another name.
    KeyTaken(ExecutionKey),
    /// An execution is to end as running.
    NoEnd(ExecutionKey),
    /// The number of a frame or an event is above [`MAX_SEQUENCE`].
    Beyond(Record),
}

/// A row, as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    Execution(i64),
    Frame(FrameKey),
    Chunk { execution: ExecutionKey, first_event: u32 },
    Row { table: &'static str, id: i64 },
}

impl Record {
    pub(super) fn frame(id: i64) -> Self {
        FrameKey::unpack(id).map_or(Self::Row { table: "frame", id }, Self::Frame)
    }

    pub(super) fn chunk(id: i64) -> Self {
        let chunk = |(execution, first_event)| Self::Chunk { execution, first_event };
        ExecutionKey::unpack(id).map_or(Self::Row { table: "history", id }, chunk)
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Execution(number) => write!(f, "execution {number}"),
            Self::Frame(key) => write!(f, "frame {} of execution {}", key.frame, key.execution.number()),
            Self::Chunk { execution, first_event } => {
                write!(f, "the history of execution {} from event {first_event}", execution.number())
            }
            Self::Row { table, id } => write!(f, "row {id} of table `{table}`"),
        }
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl Trouble {
    /// The error that says what was tried (`open`, `read`, `write to`) on which file.
    pub(super) fn at(self, tried: &str, file: &Path) -> StoreError {
        let (kind, why) = self.story();
        let error = StoreError::new(kind, format!("cannot {tried} the store `{}`: {why}", file.display()));
        match self {
            Self::Sql(source) => error.with_source(source),
            _ => error,
        }
    }

    fn story(&self) -> (StoreErrorKind, String) {
        match self {
            Self::Sql(error) => sql(error),
            Self::Damaged(record) => (
                StoreErrorKind::Corrupt,
                format!("{record} is damaged, its checksum does not match; restore the file from a backup"),
            ),
            Self::Foreign => (
                StoreErrorKind::Other,
                "it is an SQLite database, but no store of Stepwright; use another file".to_owned(),
            ),
            Self::Version(version) => {
                let cure =
                    if *version > schema::VERSION { "use the newer version of" } else { "use the older version of" };
                let why = format!(
                    "its layout has version {version}, and this program reads version {}; {cure} the program that wrote \
                     it, or another file",
                    schema::VERSION
                );
                (StoreErrorKind::Version, why)
            }
            Self::ReadOnly => {
                (StoreErrorKind::Unavailable, "it is write-protected; let this user write the file".to_owned())
            }
            Self::NoLog => (
                StoreErrorKind::Unavailable,
                "its file system does not support SQLite's write-ahead log; put it on a local disk".to_owned(),
            ),
            Self::Gone => (
                StoreErrorKind::Unavailable,
                "the file was removed or replaced while it was open; put it back in its place, or stop this program \
                 before it is removed"
                    .to_owned(),
            ),
            Self::KeyTaken(key) => {
                (StoreErrorKind::Other, format!("the number of execution {} is taken by another one", key.number()))
            }
            Self::NoEnd(key) => (StoreErrorKind::Other, format!("execution {} cannot end as running", key.number())),
            Self::Beyond(record) => {
                (StoreErrorKind::Other, format!("{record} is beyond the highest number, {MAX_SEQUENCE}"))
            }
        }
    }
}

fn sql(error: &rusqlite::Error) -> (StoreErrorKind, String) {
    use StoreErrorKind::{Corrupt, Full, Other, Unavailable};
    let with = |kind, why: &str| (kind, format!("{why} ({error})"));
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => with(Full, "there is no room left on its disk; nothing was changed"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            with(Unavailable, "another program, such as a database shell, has been writing to it for too long")
        }
        Some(ErrorCode::NotADatabase) => with(Other, "the file is no store and no SQLite database; use another file"),
        Some(ErrorCode::DatabaseCorrupt) => with(Corrupt, "the file is damaged; restore it from a backup"),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            with(Unavailable, "the file or its folder cannot be written; check their permissions")
        }
        Some(ErrorCode::SystemIoFailure) => with(Unavailable, "its disk reports an error"),
        _ => (Other, error.to_string()),
    }
}
