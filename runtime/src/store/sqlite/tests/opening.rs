//! Which files are opened, and how those that are not are refused.

use std::fs;

use super::{Folder, assert_refused, commit, shell, start};
use crate::store::{
    ExecutionRecord, SqliteStore, Store,
    StoreErrorKind::{Corrupt, Other, Unavailable, Version},
};

#[test]
fn a_new_file_is_a_log_of_pages_as_asked() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.file()).unwrap();
    let other = SqliteStore::options().page_size(4_096).open(folder.0.join("small.db")).unwrap();
    for (store, size) in [(&store, 8_192), (&other, 4_096)] {
        let shell = shell(store.path());
        let number = |pragma| shell.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!((number("page_size"), number("user_version")), (size, 1));
        let mode: String = shell.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }
}

#[test]
fn the_writer_syncs_as_asked() {
    let folder = Folder::new();
    for (level, number) in [(super::super::Synchronous::Full, 2), (super::super::Synchronous::Normal, 1)] {
        let store = SqliteStore::options().synchronous(level).open(folder.file()).unwrap();
        let writer = store.writer.lock().unwrap();
        let found: i64 = writer.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap();
        assert_eq!(found, number, "{level:?}");
    }
}

#[test]
fn a_page_size_that_cannot_be_is_refused() {
    let folder = Folder::new();
    for size in [0, 256, 5_000, 131_072] {
        let refused = SqliteStore::options().page_size(size).open(folder.file());
        assert_refused(refused, Other, &["page size", &size.to_string(), "power of two"]);
    }
    assert!(!folder.file().exists());
}

#[test]
fn another_version_is_refused_and_left_alone() {
    let folder = Folder::new();
    drop(SqliteStore::open(folder.file()).unwrap());
    for (version, cure) in [(2, "newer version"), (0, "older version")] {
        shell(&folder.file()).pragma_update(None, "user_version", version).unwrap();
        let words = ["orders.db", &format!("version {version}"), "reads version 1", cure];
        assert_refused(SqliteStore::open(folder.file()), Version, &words);
    }
    let version: i64 = shell(&folder.file()).pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 0);
}

#[test]
fn a_database_of_something_else_is_refused_and_left_alone() {
    let folder = Folder::new();
    shell(&folder.file()).execute_batch("CREATE TABLE customer (id)").unwrap();
    let before = fs::read(folder.file()).unwrap();
    assert_refused(SqliteStore::open(folder.file()), Other, &["orders.db", "no store of Stepwright", "another file"]);
    assert_eq!(fs::read(folder.file()).unwrap(), before);
}

#[test]
fn what_is_no_database_is_refused_and_left_alone() {
    let folder = Folder::new();
    let text = "Dear diary, ".repeat(500);
    fs::write(folder.file(), &text).unwrap();
    assert_refused(SqliteStore::open(folder.file()), Other, &["orders.db", "no SQLite database", "another file"]);
    assert_eq!(fs::read_to_string(folder.file()).unwrap(), text);
}

#[test]
fn a_file_cut_off_is_refused() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.file()).unwrap();
    commit(&store, &(1..100).map(|number| start(number, 3_000)).collect::<Vec<_>>());
    drop(store);
    let file = fs::OpenOptions::new().write(true).open(folder.file()).unwrap();
    file.set_len(3 * 8_192).unwrap();
    let read = SqliteStore::open(folder.file()).and_then(|store| store.execution(super::key(90)));
    assert_refused(read.map(|record: Option<ExecutionRecord>| record), Corrupt, &["orders.db", "damaged", "backup"]);
}

#[test]
fn an_empty_file_becomes_a_store() {
    let folder = Folder::new();
    fs::write(folder.file(), "").unwrap();
    let store = SqliteStore::open(folder.file()).unwrap();
    commit(&store, &[start(1, 10)]);
}

#[test]
fn paths_that_lead_to_no_file_are_refused() {
    let folder = Folder::new();
    fs::write(folder.0.join("plain"), "").unwrap();
    let missing = folder.0.join("missing").join("orders.db");
    assert_refused(SqliteStore::open(missing), Unavailable, &["orders.db", "its folder", "missing", "No such file"]);
    assert_refused(SqliteStore::open(&folder.0), Unavailable, &["it is a folder"]);
    assert_refused(SqliteStore::open(folder.0.join("plain").join("x.db")), Unavailable, &["x.db", "Not a directory"]);
    assert_refused(SqliteStore::open(""), Unavailable, &["does not name a file"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    // The kernel's own folder: write-protected for the superuser too.
    let path = "/proc/self/orders.db";
    if std::path::Path::new("/proc/self").is_dir() {
        assert_refused(SqliteStore::open(path), Unavailable, &["orders.db", "lock file", "orders.db-lock"]);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    drop(SqliteStore::open(folder.file()).unwrap());
    fs::set_permissions(folder.file(), fs::Permissions::from_mode(0o400)).unwrap();
    let superuser = fs::OpenOptions::new().write(true).open(folder.file()).is_ok();
    let opened = SqliteStore::open(folder.file());
    if superuser {
        opened.unwrap();
    } else {
        assert_refused(opened, Unavailable, &["orders.db", "write-protected"]);
    }
}

#[test]
fn a_closed_store_is_one_file() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.file()).unwrap();
    commit(&store, &[start(1, 10)]);
    // A reader that was used is a connection of its own, and it cannot copy the log.
    assert!(store.find("orders", "order-1").unwrap().is_some());
    drop(store);
    let mut left: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["orders.db", "orders.db-lock"]);
}
