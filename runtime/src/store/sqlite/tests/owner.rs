//! One engine owns a file.

use std::{env, fs, process::Command};

use super::{Folder, assert_refused, commit, shell, start};
use crate::store::{
    SqliteStore, Store,
    StoreErrorKind::{Locked, Unavailable},
};

#[test]
fn a_second_open_is_refused_until_the_first_ends() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.file()).unwrap();
    assert_refused(SqliteStore::open(folder.file()), Locked, &["orders.db", "another engine", "in this process"]);
    commit(&store, &[start(1, 10)]);
    drop(store);
    assert!(folder.0.join("orders.db-lock").exists());
    let store = SqliteStore::open(folder.file()).unwrap();
    assert!(store.execution(super::key(1)).unwrap().is_some());
}

#[cfg(unix)]
#[test]
fn another_path_to_the_file_is_refused() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    let link = folder.0.join("link.db");
    symlink("orders.db", &link).unwrap();
    fs::create_dir(folder.0.join("inner")).unwrap();
    symlink(&folder.0, folder.0.join("inner").join("outer")).unwrap();
    // By way of a link to a file that is not there yet.
    let store = SqliteStore::open(&link).unwrap();
    assert_eq!(store.path(), fs::canonicalize(folder.file()).unwrap());
    let paths = [
        folder.file(),
        link,
        folder.0.join("inner").join("..").join("orders.db"),
        folder.0.join("inner").join("outer").join("orders.db"),
    ];
    for path in paths {
        assert_refused(SqliteStore::open(path), Locked, &["orders.db"]);
    }
    assert!(folder.0.join("orders.db-lock").exists());
    assert!(!folder.0.join("link.db-lock").exists());
}

#[cfg(unix)]
#[test]
fn a_file_with_two_names_is_refused() {
    let folder = Folder::new();
    drop(SqliteStore::open(folder.file()).unwrap());
    fs::hard_link(folder.file(), folder.0.join("other.db")).unwrap();
    assert_refused(SqliteStore::open(folder.file()), Unavailable, &["orders.db", "2 names", "hard links"]);
}

#[cfg(unix)]
#[test]
fn links_that_go_in_circles_are_refused() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("orders.db", folder.file()).unwrap();
    assert_refused(SqliteStore::open(folder.file()), Unavailable, &["orders.db"]);
}

/// The other process is this test again, told by a variable what to open.
#[test]
fn another_process_is_refused() {
    const FILE: &str = "STEPWRIGHT_TEST_OTHER_PROCESS";
    if let Some(file) = env::var_os(FILE) {
        let owner = env::var("STEPWRIGHT_TEST_OWNER").unwrap();
        assert_refused(SqliteStore::open(file), Locked, &["orders.db", &format!("in process {owner}")]);
        return;
    }
    let folder = Folder::new();
    let _store = SqliteStore::open(folder.file()).unwrap();
    let output = Command::new(env::current_exe().unwrap())
        .args(["another_process_is_refused", "--nocapture"])
        .env(FILE, folder.file())
        .env("STEPWRIGHT_TEST_OWNER", std::process::id().to_string())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

#[test]
fn a_shell_reads_beside_the_engine_and_its_writing_is_waited_for() {
    let folder = Folder::new();
    let store = SqliteStore::options().busy_timeout(std::time::Duration::from_millis(50)).open(folder.file()).unwrap();
    commit(&store, &[start(1, 10)]);
    let shell = shell(&folder.file());
    shell.execute_batch("BEGIN").unwrap();
    let count = || shell.query_row("SELECT count(*) FROM execution", [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count(), 1);
    commit(&store, &[start(2, 10)]);
    assert_eq!(count(), 1);
    shell.execute_batch("COMMIT").unwrap();
    assert_eq!(count(), 2);
    shell.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_refused(store.commit(&[start(3, 10)]), Unavailable, &["orders.db", "another program"]);
    assert!(store.execution(super::key(2)).unwrap().is_some());
    shell.execute_batch("COMMIT").unwrap();
    commit(&store, &[start(3, 10)]);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_taken_away_takes_no_more_commits_until_it_is_back() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.file()).unwrap();
    commit(&store, &[start(1, 10)]);
    let aside = folder.0.join("aside.db");
    fs::rename(folder.file(), &aside).unwrap();
    let words = ["orders.db", "removed or replaced", "put it back"];
    assert_refused(store.commit(&[start(2, 10)]), Unavailable, &words);
    fs::write(folder.file(), "another one").unwrap();
    assert_refused(store.commit(&[start(2, 10)]), Unavailable, &words);
    fs::rename(&aside, folder.file()).unwrap();
    commit(&store, &[start(2, 10)]);
    drop(store);
    let store = SqliteStore::open(folder.file()).unwrap();
    assert_eq!(store.next_execution().unwrap(), super::key(3));
}
