//! Looks into a database between lives, without touching it: the next life is to find it as it was left.

use std::{fs, path::Path};

use rusqlite::{Connection, OpenFlags};

/// Checks a copy of the database and its write-ahead log, as the kill left them.
pub(crate) fn check(database: &Path) {
    let copy = database.with_extension("copy");
    let log = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push("-wal");
        std::path::PathBuf::from(name)
    };
    fs::copy(database, &copy).unwrap();
    // A process that ended by itself leaves no log; one of an earlier copy would be taken for its own.
    if fs::copy(log(database), log(&copy)).is_err() {
        _ = fs::remove_file(log(&copy));
    }
    let connection = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let mut statement = connection.prepare("PRAGMA integrity_check").unwrap();
    let answers: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(answers, ["ok"], "integrity of {}", copy.display());
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}
