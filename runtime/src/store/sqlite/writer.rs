//! Writing: a batch of commits in one transaction.

use jiff::Timestamp;
use rusqlite::{CachedStatement, Connection, ErrorCode, OptionalExtension, params};

use super::{
    Trouble, checksum,
    fields::{Damage, integer, optional_time},
    trouble::Record,
};
use crate::store::{
    Closing, Commit, ExecutionKey, FrameKey, FrameWrite, HistoryChunk, MAX_SEQUENCE, NewExecution, Outcome, Status,
};

const START: &str = "INSERT INTO execution
    (id, workflow, name, status, started_at, fingerprint, start_crc, input_crc, input)
    VALUES (?1, ?2, ?3, 'RUNNING', ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING";
const NAMED: &str = "SELECT id FROM execution WHERE workflow = ?1 AND name = ?2";
const CLOSE: &str = "UPDATE execution
    SET status = ?2, stopped_at = ?3, stop_crc = ?4, result_crc = ?5, error = ?6, cause = ?7, output = ?8
    WHERE id = ?1 AND status = 'RUNNING'";
// Leaves the deadline out of SET, and so the index alone: what most transitions need.
const OVERWRITE: &str = "UPDATE frame SET crc = ?2, checkpoint = ?3 WHERE id = ?1 AND deadline IS ?4";
const PUT: &str = "INSERT INTO frame (id, deadline, crc, checkpoint) VALUES (?1, ?4, ?2, ?3)
    ON CONFLICT (id) DO UPDATE SET deadline = ?4, crc = ?2, checkpoint = ?3";
const ASLEEP: &str = "SELECT deadline, crc FROM frame WHERE id = ?1";
const RESCHEDULE: &str = "UPDATE frame SET deadline = ?2, crc = ?3 WHERE id = ?1";
const DELETE: &str = "DELETE FROM frame WHERE id BETWEEN ?1 AND ?2";
const APPEND: &str = "INSERT OR REPLACE INTO history (chunk, crc, events) VALUES (?1, ?2, ?3)";

/// Applies the batch: all of it, or nothing.
pub(super) fn commit(connection: &Connection, batch: &[Commit]) -> Result<Vec<Outcome>, Trouble> {
    if batch.is_empty() {
        return Ok(Vec::new());
    }
    match transaction(connection, batch) {
        // The log itself may be what fills the disk: with it copied into the database there may be room.
        Err(Trouble::Sql(error)) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) && give_room(connection) => {
            transaction(connection, batch)
        }
        done => done,
    }
}

/// Copies the log into the database and cuts it off. Tells whether that could be done.
fn give_room(connection: &Connection) -> bool {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0)).is_ok_and(|busy| busy == 0)
}

fn transaction(connection: &Connection, batch: &[Commit]) -> Result<Vec<Outcome>, Trouble> {
    run(connection, "BEGIN IMMEDIATE")?;
    let applied = Writer::new(connection)
        .and_then(|mut writer| batch.iter().map(|commit| writer.apply(commit)).collect::<Result<Vec<_>, _>>());
    let done = applied.and_then(|outcomes| run(connection, "COMMIT").map(|()| outcomes));
    // SQLite has rolled back by itself after some errors, a full disk among them.
    if done.is_err() && !connection.is_autocommit() {
        // The first error is the one to tell; a transaction that stays open makes the next BEGIN fail.
        let _ = run(connection, "ROLLBACK");
    }
    done
}

fn run(connection: &Connection, sql: &str) -> Result<(), Trouble> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// A batch on its way. The statements of every transition are looked up once a batch.
struct Writer<'c> {
    connection: &'c Connection,
    overwrite: CachedStatement<'c>,
    append: CachedStatement<'c>,
}

impl<'c> Writer<'c> {
    fn new(connection: &'c Connection) -> Result<Self, Trouble> {
        let overwrite = connection.prepare_cached(OVERWRITE)?;
        let append = connection.prepare_cached(APPEND)?;
        Ok(Self { connection, overwrite, append })
    }

    /// What can be refused comes first: nothing has been written when it is.
    fn apply(&mut self, commit: &Commit) -> Result<Outcome, Trouble> {
        let connection = self.connection;
        let key = commit.execution;
        if let Some(new) = &commit.start
            && let Some(taken) = start(connection, key, new)?
        {
            return Ok(Outcome::AlreadyExists(taken));
        }
        match &commit.close {
            Some(closing) => {
                if !close(connection, key, closing)? {
                    return Ok(Outcome::NotOpen);
                }
                delete(connection, key, 0, MAX_SEQUENCE)?;
            }
            None => commit.frames.iter().try_for_each(|write| self.frame(key, write))?,
        }
        if let Some(chunk) = &commit.history {
            self.append(key, chunk)?;
        }
        Ok(Outcome::Committed)
    }

    fn frame(&mut self, execution: ExecutionKey, write: &FrameWrite) -> Result<(), Trouble> {
        match write {
            FrameWrite::Put { frame, deadline, checkpoint } => {
                let id = frame_id(execution, *frame)?;
                let crc = checksum::frame(id, *deadline, checkpoint);
                let row = params![id, crc, checkpoint, deadline.map(Timestamp::as_millisecond)];
                if self.overwrite.execute(row)? == 0 {
                    self.connection.prepare_cached(PUT)?.execute(row)?;
                }
                Ok(())
            }
            FrameWrite::Reschedule { frame, deadline } => {
                reschedule(self.connection, frame_id(execution, *frame)?, *deadline)
            }
            FrameWrite::Delete { first, last } => delete(self.connection, execution, *first, *last),
        }
    }

    fn append(&mut self, execution: ExecutionKey, chunk: &HistoryChunk) -> Result<(), Trouble> {
        let first_event = chunk.first_event;
        if first_event > MAX_SEQUENCE {
            return Err(Trouble::Beyond(Record::Chunk { execution, first_event }));
        }
        let id = execution.packed(first_event);
        let row = params![id, checksum::blob(id, &chunk.events), chunk.events];
        self.append.execute(row)?;
        Ok(())
    }
}

/// Gives the execution that has the name already.
fn start(connection: &Connection, key: ExecutionKey, new: &NewExecution) -> Result<Option<ExecutionKey>, Trouble> {
    let started_at = new.started_at.as_millisecond();
    let start_crc = checksum::start(key, &new.workflow, &new.name, &new.fingerprint, started_at);
    let inserted = connection.prepare_cached(START)?.execute(params![
        key.number().cast_signed(),
        new.workflow,
        new.name,
        started_at,
        new.fingerprint,
        start_crc,
        checksum::input(key, &new.input),
        new.input,
    ])?;
    if inserted == 1 {
        return Ok(None);
    }
    let mut named = connection.prepare_cached(NAMED)?;
    let taken: Option<i64> = named.query_row([&new.workflow, &new.name], |row| row.get(0)).optional()?;
    let number = taken.ok_or(Trouble::KeyTaken(key))?;
    let taken = u64::try_from(number).ok().and_then(ExecutionKey::new);
    taken.map(Some).ok_or(Trouble::Damaged(Record::Execution(number)))
}

/// Whether the execution was open.
fn close(connection: &Connection, key: ExecutionKey, closing: &Closing) -> Result<bool, Trouble> {
    if closing.status == Status::Running {
        return Err(Trouble::NoEnd(key));
    }
    let stopped_at = closing.stopped_at.as_millisecond();
    let closed = connection.prepare_cached(CLOSE)?.execute(params![
        key.number().cast_signed(),
        closing.status.as_str(),
        stopped_at,
        checksum::stop(key, closing.status, stopped_at),
        checksum::result(key, closing),
        closing.error,
        closing.cause,
        closing.output,
    ])?;
    Ok(closed == 1)
}

fn reschedule(connection: &Connection, id: i64, deadline: Option<Timestamp>) -> Result<(), Trouble> {
    let mut asleep = connection.prepare_cached(ASLEEP)?;
    let mut rows = asleep.query([id])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let damaged = |Damage| Trouble::Damaged(Record::frame(id));
    let from = optional_time(row, 0).map_err(damaged)?;
    let crc = checksum::rescheduled(integer(row, 1).map_err(damaged)?, from, deadline);
    drop(rows);
    let deadline = deadline.map(Timestamp::as_millisecond);
    connection.prepare_cached(RESCHEDULE)?.execute(params![id, deadline, crc])?;
    Ok(())
}

fn delete(connection: &Connection, execution: ExecutionKey, first: u32, last: u32) -> Result<(), Trouble> {
    let ids = [frame_id(execution, first)?, frame_id(execution, last)?];
    connection.prepare_cached(DELETE)?.execute(ids)?;
    Ok(())
}

/// A number that does not fit would be packed as another frame's.
fn frame_id(execution: ExecutionKey, frame: u32) -> Result<i64, Trouble> {
    let key = FrameKey { execution, frame };
    if frame > MAX_SEQUENCE { Err(Trouble::Beyond(Record::Frame(key))) } else { Ok(key.packed()) }
}
