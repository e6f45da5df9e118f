//! Tests of what is this store's own; the suite holds what all stores have in common.

mod damage;
mod full;
mod opening;
mod owner;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use super::SqliteStore;
use crate::store::{
    Commit, ExecutionKey, FrameWrite, HistoryChunk, NewExecution, Outcome, Store, StoreError, StoreErrorKind,
    suite::Harness,
};

/// A folder that is removed with what is in it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("stepwright-sqlite-{}-{number}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("orders.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Harness for Folder {
    type Store = SqliteStore;

    fn open(&mut self) -> Result<SqliteStore, StoreError> {
        SqliteStore::open(self.file())
    }
}

crate::store_suite!(Folder::new());

fn key(number: u64) -> ExecutionKey {
    ExecutionKey::new(number).unwrap()
}

/// A start with a frame and a first chunk, the input as long as asked.
fn start(number: u64, input: usize) -> Commit {
    let start = NewExecution {
        workflow: "orders".into(),
        name: format!("order-{number}"),
        fingerprint: "00112233445566778899aabbccddeeff".into(),
        input: "i".repeat(input),
        started_at: jiff::Timestamp::UNIX_EPOCH,
    };
    let put = FrameWrite::Put { frame: 0, deadline: None, checkpoint: b"checkpoint".to_vec() };
    let chunk = HistoryChunk { first_event: 1, events: b"events".to_vec() };
    Commit { start: Some(start), frames: vec![put], history: Some(chunk), ..Commit::new(key(number)) }
}

fn commit(store: &SqliteStore, batch: &[Commit]) {
    assert_eq!(store.commit(batch).unwrap(), vec![Outcome::Committed; batch.len()]);
}

/// Holds an error to its kind, and its message to the words that it must have.
fn assert_refused<T>(result: Result<T, StoreError>, kind: StoreErrorKind, words: &[&str]) {
    let Err(error) = result else { panic!("not refused") };
    let message = error.to_string();
    assert_eq!(error.kind(), kind, "{message}");
    for word in words {
        assert!(message.contains(word), "`{word}` is not in: {message}");
    }
}

/// The file, opened past the store.
fn shell(file: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(file).unwrap()
}
