//! Reading: the queries, and rows turned into records.

pub(super) mod executions;
pub(super) mod frames;
pub(super) mod history;
pub(super) mod listing;

/// A limit as SQLite takes it.
fn rows(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
