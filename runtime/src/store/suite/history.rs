//! Checks of histories: chunks keyed by their first event, read in pages and both ways.

use super::{Fault, Harness, Verdict, close, commit, key, same, start};
use crate::store::{Commit, HistoryChunk, Order, Status, Store};

fn chunk(number: u64, first_event: u32, events: &[u8]) -> Result<Commit, Fault> {
    let chunk = HistoryChunk { first_event, events: events.to_vec() };
    Ok(Commit { history: Some(chunk), ..Commit::new(key(number)?) })
}

/// Chunks with the first events 1, 3, 8 and 20 for execution 1.
fn four_chunks(store: &impl Store) -> Verdict {
    commit(store, &[start(1, "orders", "a")?, chunk(1, 3, &[3])?, chunk(1, 8, &[8])?, chunk(1, 20, &[20])?])
}

fn read(store: &impl Store, from: u32, order: Order, limit: usize) -> Result<Vec<u32>, Fault> {
    Ok(store.history(key(1)?, from, order, limit)?.into_iter().map(|chunk| chunk.first_event).collect())
}

/// Forward reading begins with the chunk that holds the event.
///
/// # Errors
/// The store does otherwise.
pub fn histories_are_read_forward(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    four_chunks(&store)?;
    same("all", read(&store, 1, Order::Forward, 9)?, vec![1, 3, 8, 20])?;
    same("from a first event", read(&store, 8, Order::Forward, 9)?, vec![8, 20])?;
    same("from within a chunk", read(&store, 7, Order::Forward, 9)?, vec![3, 8, 20])?;
    same("a page", read(&store, 7, Order::Forward, 2)?, vec![3, 8])?;
    same("from beyond the end", read(&store, 99, Order::Forward, 9)?, vec![20])
}

/// Backward reading begins with the chunk that holds the event.
///
/// # Errors
/// The store does otherwise.
pub fn histories_are_read_backward(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    four_chunks(&store)?;
    same("all", read(&store, u32::MAX, Order::Backward, 9)?, vec![20, 8, 3, 1])?;
    same("from within a chunk", read(&store, 9, Order::Backward, 9)?, vec![8, 3, 1])?;
    same("from a first event", read(&store, 3, Order::Backward, 9)?, vec![3, 1])?;
    same("a page", read(&store, 19, Order::Backward, 2)?, vec![8, 3])
}

/// Executions have their own histories, which outlive their ends.
///
/// # Errors
/// The store does otherwise.
pub fn histories_are_separate(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    four_chunks(&store)?;
    commit(&store, &[start(2, "orders", "b")?, chunk(2, 8, &[80])?, close(1, Status::Failed)?])?;
    let second = store.history(key(2)?, 1, Order::Forward, 9)?;
    same("the second's chunks", second.len(), 2)?;
    same("the second's last chunk", second.last().map(|chunk| chunk.events.clone()), Some(vec![80]))?;
    same("the first's", read(&store, 1, Order::Forward, 9)?, vec![1, 3, 8, 20])?;
    same("an unknown execution's", store.history(key(3)?, 1, Order::Forward, 9)?, vec![])
}

/// Chunks come back byte for byte after the store was opened again.
///
/// # Errors
/// The store does otherwise.
pub fn chunks_come_back_as_they_were(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    let large: Vec<u8> = (0..=255).cycle().take(600_000).collect();
    commit(&store, &[start(1, "orders", "a")?, chunk(1, 3, &large)?, chunk(1, 9, &[])?])?;
    drop(store);
    let chunks = harness.open()?.history(key(1)?, 3, Order::Forward, 9)?;
    let expected =
        vec![HistoryChunk { first_event: 3, events: large }, HistoryChunk { first_event: 9, events: vec![] }];
    same("the chunks are as they were", chunks == expected, true)
}
