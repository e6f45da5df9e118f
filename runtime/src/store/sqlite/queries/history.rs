//! Queries of histories.

use rusqlite::{Connection, OptionalExtension, Row};

use super::{
    super::{
        Trouble, checksum,
        fields::{Damage, bytes, verify},
        trouble::Record,
    },
    rows,
};
use crate::store::{ExecutionKey, HistoryChunk, MAX_SEQUENCE, Order};

pub(super) const HOLDER: &str = "SELECT max(chunk) FROM history WHERE chunk BETWEEN ?1 AND ?2";
pub(super) const FORWARD: &str =
    "SELECT chunk, crc, events FROM history WHERE chunk BETWEEN ?1 AND ?2 ORDER BY chunk LIMIT ?3";
pub(super) const BACKWARD: &str =
    "SELECT chunk, crc, events FROM history WHERE chunk BETWEEN ?1 AND ?2 ORDER BY chunk DESC LIMIT ?3";

pub(in super::super) fn page(
    connection: &Connection,
    execution: ExecutionKey,
    from: u32,
    order: Order,
    limit: usize,
) -> Result<Vec<HistoryChunk>, Trouble> {
    let (first, last) = (execution.packed(0), execution.packed(MAX_SEQUENCE));
    let from = execution.packed(from.min(MAX_SEQUENCE));
    let (sql, ends) = match order {
        Order::Forward => (FORWARD, [holder(connection, first, from)?.unwrap_or(from), last]),
        Order::Backward => (BACKWARD, [first, from]),
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([ends[0], ends[1], rows(limit)])?;
    let mut chunks = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        chunks.push(chunk(row, id).map_err(|Damage| Trouble::Damaged(Record::chunk(id)))?);
    }
    Ok(chunks)
}

/// The chunk that holds the event, or would hold it.
fn holder(connection: &Connection, first: i64, from: i64) -> Result<Option<i64>, Trouble> {
    let holder = connection.prepare_cached(HOLDER)?.query_row([first, from], |row| row.get(0)).optional()?;
    Ok(holder.flatten())
}

fn chunk(row: &Row<'_>, id: i64) -> Result<HistoryChunk, Damage> {
    let (_, first_event) = ExecutionKey::unpack(id).ok_or(Damage)?;
    let events = bytes(row, 2)?;
    verify(row, 1, checksum::blob(id, events))?;
    Ok(HistoryChunk { first_event, events: events.to_vec() })
}
