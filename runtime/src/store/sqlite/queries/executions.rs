//! Queries of single executions.

use rusqlite::{Connection, Params, Row};

use super::super::{
    Trouble, checksum,
    fields::{Damage, integer, optional_text, optional_time, text, time, verify},
    trouble::Record,
};
use crate::store::{Closing, ExecutionKey, ExecutionRecord, NewExecution, Status};

const HIGHEST: &str = "SELECT max(id) FROM execution";
const BY_KEY: &str = "SELECT id, workflow, name, fingerprint, started_at, start_crc, status, stopped_at, stop_crc,
    input, input_crc, error, cause, output, result_crc FROM execution WHERE id = ?1";
const BY_NAME: &str = "SELECT id, workflow, name, fingerprint, started_at, start_crc, status, stopped_at, stop_crc,
    input, input_crc, error, cause, output, result_crc FROM execution WHERE workflow = ?1 AND name = ?2";

pub(in super::super) fn next(connection: &Connection) -> Result<ExecutionKey, Trouble> {
    let highest: Option<i64> = connection.prepare_cached(HIGHEST)?.query_row([], |row| row.get(0))?;
    match highest {
        None => Ok(ExecutionKey::FIRST),
        Some(number) => Ok(key(number)?.next().unwrap_or(ExecutionKey::MAX)),
    }
}

pub(in super::super) fn by_key(
    connection: &Connection,
    execution: ExecutionKey,
) -> Result<Option<ExecutionRecord>, Trouble> {
    one(connection, BY_KEY, [execution.number().cast_signed()])
}

pub(in super::super) fn by_name(
    connection: &Connection,
    workflow: &str,
    name: &str,
) -> Result<Option<ExecutionRecord>, Trouble> {
    one(connection, BY_NAME, [workflow, name])
}

fn one(connection: &Connection, sql: &str, params: impl Params) -> Result<Option<ExecutionRecord>, Trouble> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let number = row.get(0)?;
    let record = record(row, key(number)?).map_err(|Damage| Trouble::Damaged(Record::Execution(number)))?;
    Ok(Some(record))
}

fn record(row: &Row<'_>, key: ExecutionKey) -> Result<ExecutionRecord, Damage> {
    let head = head(row, key)?;
    let input = text(row, 9)?;
    verify(row, 10, checksum::input(key, input))?;
    let closing = match head.stopped {
        None => None,
        Some((status, stopped_at)) => {
            let owned = |column| -> Result<_, Damage> { Ok(optional_text(row, column)?.map(str::to_owned)) };
            let closing = Closing { status, stopped_at, error: owned(11)?, cause: owned(12)?, output: owned(13)? };
            verify(row, 14, checksum::result(key, &closing))?;
            Some(closing)
        }
    };
    let start = NewExecution {
        workflow: head.workflow.to_owned(),
        name: head.name.to_owned(),
        fingerprint: head.fingerprint.to_owned(),
        input: input.to_owned(),
        started_at: head.started_at,
    };
    Ok(ExecutionRecord { key, start, closing })
}

/// What the first nine columns of every query of executions hold.
pub(super) struct Head<'r> {
    pub(super) workflow: &'r str,
    pub(super) name: &'r str,
    pub(super) fingerprint: &'r str,
    pub(super) started_at: jiff::Timestamp,
    pub(super) stopped: Option<(Status, jiff::Timestamp)>,
}

pub(super) fn head<'r>(row: &'r Row<'_>, key: ExecutionKey) -> Result<Head<'r>, Damage> {
    let (workflow, name, fingerprint) = (text(row, 1)?, text(row, 2)?, text(row, 3)?);
    verify(row, 5, checksum::start(key, workflow, name, fingerprint, integer(row, 4)?))?;
    let status = Status::ALL.into_iter().find(|status| text(row, 6).is_ok_and(|text| text == status.as_str()));
    let stopped = match (status.ok_or(Damage)?, optional_time(row, 7)?) {
        (Status::Running, None) => None,
        (status, Some(stopped_at)) => {
            verify(row, 8, checksum::stop(key, status, stopped_at.as_millisecond()))?;
            Some((status, stopped_at))
        }
        _ => return Err(Damage),
    };
    Ok(Head { workflow, name, fingerprint, started_at: time(row, 4)?, stopped })
}

pub(super) fn key(number: i64) -> Result<ExecutionKey, Trouble> {
    let key = u64::try_from(number).ok().and_then(ExecutionKey::new);
    key.ok_or(Trouble::Damaged(Record::Execution(number)))
}
