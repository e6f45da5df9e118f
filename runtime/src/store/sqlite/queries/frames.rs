//! Queries of frames.

use jiff::Timestamp;
use rusqlite::{Connection, Params, Row, params};

use super::{
    super::{
        Trouble, checksum,
        fields::{Damage, bytes, optional_time, time, verify},
        trouble::Record,
    },
    rows,
};
use crate::store::{DueFrame, ExecutionKey, FrameKey, FrameRecord, MAX_SEQUENCE};

pub(super) const OF: &str = "SELECT id, deadline, crc, checkpoint FROM frame WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
pub(super) const IN_FLIGHT: &str = "SELECT id FROM frame WHERE deadline IS NULL AND id > ?1 ORDER BY id LIMIT ?2";
pub(super) const DUE: &str = "SELECT id, deadline FROM frame WHERE deadline <= ?1 ORDER BY deadline, id LIMIT ?2";
pub(super) const DUE_TOGETHER: &str =
    "SELECT id, deadline FROM frame WHERE deadline = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
pub(super) const DUE_LATER: &str =
    "SELECT id, deadline FROM frame WHERE deadline > ?1 AND deadline <= ?2 ORDER BY deadline, id LIMIT ?3";
pub(super) const NEXT: &str = "SELECT id, deadline FROM frame WHERE deadline > ?1 ORDER BY deadline LIMIT 1";

pub(in super::super) fn of(connection: &Connection, execution: ExecutionKey) -> Result<Vec<FrameRecord>, Trouble> {
    let ends = [execution.packed(0), execution.packed(MAX_SEQUENCE)];
    records(connection, OF, ends, |row, key| {
        let (deadline, checkpoint) = (optional_time(row, 1)?, bytes(row, 3)?);
        verify(row, 2, checksum::frame(key.packed(), deadline, checkpoint))?;
        Ok(FrameRecord { key, deadline, checkpoint: checkpoint.to_vec() })
    })
}

pub(in super::super) fn in_flight(
    connection: &Connection,
    after: Option<FrameKey>,
    limit: usize,
) -> Result<Vec<FrameKey>, Trouble> {
    let after = after.map_or(0, FrameKey::packed);
    records(connection, IN_FLIGHT, [after, rows(limit)], |_, key| Ok(key))
}

/// The frames behind `after` are those of the same deadline and those of later ones: asked for one after
/// the other, each is a range of the index.
pub(in super::super) fn due(
    connection: &Connection,
    until: Timestamp,
    after: Option<DueFrame>,
    limit: usize,
) -> Result<Vec<DueFrame>, Trouble> {
    let until_millisecond = until.as_millisecond();
    let Some(after) = after else {
        return records(connection, DUE, params![until_millisecond, rows(limit)], due_frame);
    };
    if after.deadline > until {
        return Ok(Vec::new());
    }
    let deadline = after.deadline.as_millisecond();
    let mut found = records(connection, DUE_TOGETHER, params![deadline, after.key.packed(), rows(limit)], due_frame)?;
    let left = limit - found.len();
    if left > 0 {
        found.extend(records(connection, DUE_LATER, params![deadline, until_millisecond, rows(left)], due_frame)?);
    }
    Ok(found)
}

pub(in super::super) fn next_deadline(connection: &Connection, after: Timestamp) -> Result<Option<Timestamp>, Trouble> {
    let found = records(connection, NEXT, [after.as_millisecond()], due_frame)?;
    Ok(found.first().map(|due| due.deadline))
}

fn due_frame(row: &Row<'_>, key: FrameKey) -> Result<DueFrame, Damage> {
    Ok(DueFrame { deadline: time(row, 1)?, key })
}

fn records<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl Fn(&Row<'_>, FrameKey) -> Result<T, Damage>,
) -> Result<Vec<T>, Trouble> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let record = FrameKey::unpack(id).ok_or(Damage).and_then(|key| read(row, key));
        records.push(record.map_err(|Damage| Trouble::Damaged(Record::frame(id)))?);
    }
    Ok(records)
}
