//! Opening: from a path to connections that are set up, over a file that is known to be ours.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Mutex,
};

use rusqlite::{Connection, OpenFlags};

use super::{FileLock, Identity, Readers, SqliteOptions, SqliteStore, Trouble, schema};
use crate::store::{StoreError, StoreErrorKind};

/// How many prepared statements a connection keeps: more than there are.
const STATEMENTS: usize = 64;

/// How many symbolic links are followed to a file that is not there yet.
const MAX_LINKS: usize = 40;

pub(super) fn open(path: &Path, options: &SqliteOptions) -> Result<SqliteStore, StoreError> {
    check(options)?;
    let file = resolve(path)?;
    let lock = FileLock::take(&file)?;
    let writer = writer(&file, options).map_err(|trouble| trouble.at("open", &file))?;
    let identity = Identity::of(&file).map_err(|error| refuse(path, &error.to_string(), error))?;
    let readers = Readers::new(file.clone(), options.clone());
    Ok(SqliteStore { file, identity, writer: Mutex::new(writer), readers, _lock: lock })
}

/// A connection with what both reading and writing want.
pub(super) fn connect(file: &Path, flags: OpenFlags, options: &SqliteOptions) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.busy_timeout(options.busy_timeout)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

fn writer(file: &Path, options: &SqliteOptions) -> Result<Connection, Trouble> {
    let connection = connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, options)?;
    // What is not ours is not touched: the file is judged before anything that writes.
    let new = schema::is_new(&connection)?;
    if connection.is_readonly("main")? {
        return Err(Trouble::ReadOnly);
    }
    connection.pragma_update(None, "page_size", options.page_size)?;
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Trouble::NoLog);
    }
    connection.pragma_update(None, "synchronous", options.synchronous.as_pragma())?;
    connection.pragma_update(None, "cache_size", -i64::from(options.cache_bytes / 1_024))?;
    if new {
        schema::create(&connection)?;
    }
    let page_size: u32 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let pages = options.checkpoint_bytes / page_size.max(1);
    connection.pragma_update(None, "wal_autocheckpoint", pages.max(1))?;
    Ok(connection)
}

fn check(options: &SqliteOptions) -> Result<(), StoreError> {
    let size = options.page_size;
    if size.is_power_of_two() && (512..=65_536).contains(&size) {
        return Ok(());
    }
    let message = format!("a page size of {size} bytes is not possible: use a power of two between 512 and 65536");
    Err(StoreError::new(StoreErrorKind::Other, message))
}

/// The one path of the file: absolute, without links. The file itself is never opened here (closing it
/// would give up the locks of a connection that this process may have to it).
fn resolve(path: &Path) -> Result<PathBuf, StoreError> {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::canonicalize(&target) {
            Ok(file) => return one_name(path, file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(refuse(path, &error.to_string(), error)),
        }
        let folder = match target.parent() {
            Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
            Some(folder) => folder,
            None => Path::new("/"),
        };
        if let Ok(next) = fs::read_link(&target) {
            target = folder.join(next);
            continue;
        }
        let Some(name) = target.file_name() else {
            let error = io::Error::from(io::ErrorKind::InvalidInput);
            return Err(refuse(path, "the path does not name a file", error));
        };
        let folder = fs::canonicalize(folder)
            .map_err(|error| refuse(path, &format!("its folder `{}`: {error}", folder.display()), error))?;
        return Ok(folder.join(name));
    }
    let error = io::Error::other("too many symbolic links");
    Err(refuse(path, "too many symbolic links", error))
}

/// Refuses what is no file, and a file with several names: each name would have its own lock and its own
/// write-ahead log.
fn one_name(path: &Path, file: PathBuf) -> Result<PathBuf, StoreError> {
    let about = fs::metadata(&file).map_err(|error| refuse(path, &error.to_string(), error))?;
    if about.is_dir() {
        return Err(refuse(path, "it is a folder", io::Error::from(io::ErrorKind::IsADirectory)));
    }
    #[cfg(unix)]
    {
        let links = std::os::unix::fs::MetadataExt::nlink(&about);
        if links > 1 {
            let why = format!(
                "the file has {links} names (hard links), and engines that use different ones would \
                 destroy each other's work; remove the other names, or copy the file"
            );
            return Err(refuse(path, &why, io::Error::other("hard links")));
        }
    }
    Ok(file)
}

fn refuse(path: &Path, why: &str, error: io::Error) -> StoreError {
    let message = format!("the store `{}` cannot be opened: {why}", path.display());
    StoreError::new(StoreErrorKind::Unavailable, message).with_source(error)
}
