//! A disk without room.

use super::{Folder, assert_refused, commit, key, start};
use crate::store::{Commit, Order, SqliteStore, Store, StoreErrorKind::Full};

#[test]
fn a_full_disk_takes_nothing_of_the_batch_and_the_store_goes_on() {
    let mut folder = Folder::new();
    let store = SqliteStore::open(folder.file()).unwrap();
    commit(&store, &[start(1, 10)]);
    limit(&store, 16);
    let batch: Vec<Commit> = (2..200).map(|number| start(number, 1_000)).collect();
    assert_refused(store.commit(&batch), Full, &["orders.db", "no room", "nothing was changed"]);
    let nothing_of_it = |store: &SqliteStore| {
        assert_eq!(store.next_execution().unwrap(), key(2));
        assert_eq!(store.in_flight(None, 10).unwrap().len(), 1);
        assert_eq!(store.history(key(2), 1, Order::Forward, 9).unwrap(), vec![]);
    };
    nothing_of_it(&store);
    // What fits is still taken.
    commit(&store, &[Commit { frames: start(1, 0).frames, ..Commit::new(key(1)) }]);
    drop(store);
    let store = crate::store::suite::Harness::open(&mut folder).unwrap();
    nothing_of_it(&store);
    // There is room again: the batch goes through as it is.
    commit(&store, &batch);
    assert_eq!(store.next_execution().unwrap(), key(200));
}

fn limit(store: &SqliteStore, pages: i64) {
    let writer = store.writer.lock().unwrap();
    let limit: i64 = writer.pragma_update_and_check(None, "max_page_count", pages, |row| row.get(0)).unwrap();
    assert_eq!(limit, pages);
}
