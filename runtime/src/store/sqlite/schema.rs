//! The layout of the file, and how a file is recognised.

use rusqlite::Connection;

use super::Trouble;

/// `swst` in the header of the file: `file` and other tools show it.
pub(super) const APPLICATION_ID: i32 = 0x7377_7374;

/// Goes up with every change of the layout.
pub(super) const VERSION: i32 = 1;

/// The payloads stand last in their rows, so that what is listed is read without them.
///
/// `frame_by_deadline` holds the frames in flight too, under NULL: recovery finds them without reading
/// those that sleep. A checkpoint that takes another's place does not touch it.
///
/// `history` grows at its end, whichever executions a batch is about: one page takes the events of many
/// commits, where rows kept together by execution would touch a page each. Its index is small.
const TABLES: &str = "
CREATE TABLE execution (
    id INTEGER PRIMARY KEY,
    workflow TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    stopped_at INTEGER,
    fingerprint TEXT NOT NULL,
    start_crc INTEGER NOT NULL,
    input_crc INTEGER NOT NULL,
    stop_crc INTEGER,
    result_crc INTEGER,
    error TEXT,
    cause TEXT,
    input TEXT NOT NULL,
    output TEXT
);
CREATE UNIQUE INDEX execution_by_name ON execution (workflow, name);
CREATE INDEX execution_by_status ON execution (status);

CREATE TABLE frame (
    id INTEGER PRIMARY KEY,
    deadline INTEGER,
    crc INTEGER NOT NULL,
    checkpoint BLOB NOT NULL
);
CREATE INDEX frame_by_deadline ON frame (deadline);

CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    chunk INTEGER NOT NULL,
    crc INTEGER NOT NULL,
    events BLOB NOT NULL
);
CREATE UNIQUE INDEX history_by_chunk ON history (chunk);
";

/// Whether the file is empty. One that is neither empty nor ours, or of another version, is refused.
pub(super) fn is_new(connection: &Connection) -> Result<bool, Trouble> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let (application, version) = (number("application_id")?, number("user_version")?);
    if application == APPLICATION_ID {
        return if version == VERSION { Ok(false) } else { Err(Trouble::Version(version)) };
    }
    let objects: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application == 0 && version == 0 && objects == 0 { Ok(true) } else { Err(Trouble::Foreign) }
}

/// Lays out an empty file.
pub(super) fn create(connection: &Connection) -> Result<(), Trouble> {
    let layout = format!(
        "BEGIN IMMEDIATE; {TABLES} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; COMMIT;"
    );
    connection.execute_batch(&layout)?;
    Ok(())
}
