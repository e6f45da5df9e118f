//! Columns of a row that is not trusted: a value of another type is damage, not an error of SQLite's.

use jiff::Timestamp;
use rusqlite::{Row, types::ValueRef};

/// A column that does not hold what it should.
#[derive(Debug)]
pub(super) struct Damage;

/// Whether the checksum of a row is the one that it should be.
pub(super) fn verify(row: &Row<'_>, column: usize, crc: u32) -> Result<(), Damage> {
    if integer(row, column)? == i64::from(crc) { Ok(()) } else { Err(Damage) }
}

pub(super) fn integer(row: &Row<'_>, column: usize) -> Result<i64, Damage> {
    optional_integer(row, column)?.ok_or(Damage)
}

pub(super) fn time(row: &Row<'_>, column: usize) -> Result<Timestamp, Damage> {
    optional_time(row, column)?.ok_or(Damage)
}

pub(super) fn optional_time(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>, Damage> {
    let millisecond = optional_integer(row, column)?;
    millisecond.map(Timestamp::from_millisecond).transpose().map_err(|_| Damage)
}

pub(super) fn text<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r str, Damage> {
    optional_text(row, column)?.ok_or(Damage)
}

pub(super) fn optional_text<'r>(row: &'r Row<'_>, column: usize) -> Result<Option<&'r str>, Damage> {
    match row.get_ref(column) {
        Ok(ValueRef::Text(bytes)) => std::str::from_utf8(bytes).map(Some).map_err(|_| Damage),
        Ok(ValueRef::Null) => Ok(None),
        _ => Err(Damage),
    }
}

pub(super) fn bytes<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r [u8], Damage> {
    match row.get_ref(column) {
        Ok(ValueRef::Blob(bytes)) => Ok(bytes),
        _ => Err(Damage),
    }
}

fn optional_integer(row: &Row<'_>, column: usize) -> Result<Option<i64>, Damage> {
    match row.get_ref(column) {
        Ok(ValueRef::Integer(number)) => Ok(Some(number)),
        Ok(ValueRef::Null) => Ok(None),
        _ => Err(Damage),
    }
}
