//! Rows that do not hold what was written.

use super::{Folder, assert_refused, commit, key, shell, start};
use crate::store::{
    Closing, Commit, FrameWrite, HistoryChunk, ListQuery, Order, SqliteStore, Status, Store, StoreError,
    StoreErrorKind::{Corrupt, Other},
};

/// A store with execution 1 running and execution 2 ended, changed past it by the statement.
fn changed(statement: &str) -> (Folder, SqliteStore) {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.file()).unwrap();
    let deadline = Some(jiff::Timestamp::from_millisecond(1_000).unwrap());
    let reschedule = FrameWrite::Reschedule { frame: 0, deadline };
    let closing = Closing {
        status: Status::Failed,
        stopped_at: jiff::Timestamp::UNIX_EPOCH,
        output: None,
        error: Some("Card.Declined".into()),
        cause: Some("no money".into()),
    };
    commit(&store, &[start(1, 10), start(2, 10), Commit { frames: vec![reschedule], ..Commit::new(key(1)) }]);
    commit(&store, &[Commit { close: Some(closing), ..Commit::new(key(2)) }]);
    read_all(&store).unwrap();
    let changes = shell(&folder.file()).execute(statement, []).unwrap();
    assert_eq!(changes, 1, "{statement}");
    (folder, store)
}

fn read_all(store: &SqliteStore) -> Result<(), StoreError> {
    store.list(&ListQuery { limit: 9, ..ListQuery::default() })?;
    for number in [1, 2] {
        store.execution(key(number))?;
        store.frames(key(number))?;
        store.history(key(number), 1, Order::Forward, 9)?;
    }
    Ok(())
}

#[test]
fn every_damaged_column_is_found_and_its_record_named() {
    let cases = [
        ("UPDATE execution SET name = 'other' WHERE id = 1", "execution 1 is damaged"),
        ("UPDATE execution SET fingerprint = 'ff' WHERE id = 2", "execution 2 is damaged"),
        ("UPDATE execution SET started_at = 7 WHERE id = 1", "execution 1 is damaged"),
        ("UPDATE execution SET input = '{}' WHERE id = 1", "execution 1 is damaged"),
        ("UPDATE execution SET input = x'00ff' WHERE id = 1", "execution 1 is damaged"),
        ("UPDATE execution SET status = 'SUCCEEDED' WHERE id = 1", "execution 1 is damaged"),
        ("UPDATE execution SET status = 'SUCCEEDED' WHERE id = 2", "execution 2 is damaged"),
        ("UPDATE execution SET status = 'RUNNING' WHERE id = 2", "execution 2 is damaged"),
        ("UPDATE execution SET status = 'DONE' WHERE id = 2", "execution 2 is damaged"),
        ("UPDATE execution SET stopped_at = 9 WHERE id = 2", "execution 2 is damaged"),
        ("UPDATE execution SET error = NULL WHERE id = 2", "execution 2 is damaged"),
        ("UPDATE execution SET output = '1' WHERE id = 2", "execution 2 is damaged"),
        ("UPDATE execution SET id = 3 WHERE id = 2", "execution 3 is damaged"),
        ("UPDATE frame SET checkpoint = x'00'", "frame 0 of execution 1 is damaged"),
        ("UPDATE frame SET deadline = 2000", "frame 0 of execution 1 is damaged"),
        ("UPDATE frame SET deadline = NULL", "frame 0 of execution 1 is damaged"),
        ("UPDATE frame SET crc = crc + 4294967296", "frame 0 of execution 1 is damaged"),
        ("UPDATE history SET events = x'00' WHERE id = 1", "history of execution 1 from event 1 is damaged"),
        ("UPDATE history SET chunk = 16777220 WHERE id = 1", "history of execution 1 from event 4 is damaged"),
    ];
    for (statement, words) in cases {
        let (_folder, store) = changed(statement);
        let read = read_all(&store);
        assert!(read.is_err(), "{statement}");
        assert_refused(read, Corrupt, &["orders.db", words, "backup"]);
    }
}

#[test]
fn a_damaged_deadline_is_found_when_its_index_is_read() {
    let (_folder, store) = changed("UPDATE frame SET deadline = 'soon'");
    let after = jiff::Timestamp::UNIX_EPOCH;
    assert_refused(store.next_deadline(after), Corrupt, &["frame 0 of execution 1 is damaged"]);
}

#[test]
fn numbers_that_cannot_be_packed_are_refused() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.file()).unwrap();
    commit(&store, &[start(1, 10)]);
    let put = FrameWrite::Put { frame: 1 << 24, deadline: None, checkpoint: vec![] };
    let frame = Commit { frames: vec![put], ..Commit::new(key(1)) };
    assert_refused(store.commit(&[frame]), Other, &["frame 16777216 of execution 1", "16777215"]);
    let chunk = HistoryChunk { first_event: 1 << 24, events: vec![] };
    let history = Commit { history: Some(chunk), ..Commit::new(key(1)) };
    assert_refused(store.commit(&[start(2, 10), history]), Other, &["event 16777216", "16777215"]);
    assert_eq!(store.execution(key(2)).unwrap(), None);
}

#[test]
fn a_start_under_a_key_that_is_taken_is_refused() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.file()).unwrap();
    commit(&store, &[start(1, 10)]);
    let mut other = start(1, 10);
    other.start.as_mut().unwrap().name = "order-2".into();
    assert_refused(store.commit(&[other]), Other, &["execution 1 is taken"]);
}
