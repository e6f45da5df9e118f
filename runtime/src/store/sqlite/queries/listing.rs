//! Queries over many executions.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::{
    super::{Trouble, fields::Damage, trouble::Record},
    executions::{Head, head, key},
    rows,
};
use crate::store::{ExecutionKey, ExecutionSummary, ListQuery, OpenDefinition, Status};

const COLUMNS: &str = "SELECT id, workflow, name, fingerprint, started_at, start_crc, status, stopped_at, stop_crc
    FROM execution";

pub(in super::super) fn list(connection: &Connection, query: &ListQuery) -> Result<Vec<ExecutionSummary>, Trouble> {
    let sql = sql(query);
    let before = query.before.map_or(i64::MAX, |before| before.number().cast_signed());
    let mut statement = connection.prepare_cached(&sql)?;
    let status = query.status.map(Status::as_str);
    let mut found = statement.query(params![before, query.workflow, status, rows(query.limit)])?;
    let mut summaries = Vec::new();
    while let Some(row) = found.next()? {
        let number = row.get(0)?;
        let key = key(number)?;
        let head = head(row, key).map_err(|Damage| Trouble::Damaged(Record::Execution(number)))?;
        summaries.push(summary(key, &head));
    }
    Ok(summaries)
}

pub(super) fn sql(query: &ListQuery) -> String {
    let status = query.status.map_or("", |_| "AND status = ?3");
    // The plus keeps the index of names out: it would find all of the workflow's rows and sort them,
    // where the first few in the order of keys are wanted.
    let workflow = query.workflow.as_ref().map_or("", |_| "AND +workflow = ?2");
    format!("{COLUMNS} WHERE id < ?1 {workflow} {status} ORDER BY id DESC LIMIT ?4")
}

fn summary(key: ExecutionKey, head: &Head<'_>) -> ExecutionSummary {
    ExecutionSummary {
        key,
        workflow: head.workflow.to_owned(),
        name: head.name.to_owned(),
        fingerprint: head.fingerprint.to_owned(),
        status: head.stopped.map_or(Status::Running, |(status, _)| status),
        started_at: head.started_at,
        stopped_at: head.stopped.map(|(_, stopped_at)| stopped_at),
    }
}

/// Counted here and not by SQLite, so that every row's checksum is seen.
pub(in super::super) fn open_definitions(connection: &Connection) -> Result<Vec<OpenDefinition>, Trouble> {
    let mut statement = connection.prepare_cached(&format!("{COLUMNS} WHERE status = 'RUNNING'"))?;
    let mut found = statement.query([])?;
    let mut open = BTreeMap::<String, BTreeMap<String, u64>>::new();
    while let Some(row) = found.next()? {
        let number = row.get(0)?;
        let head = head(row, key(number)?).map_err(|Damage| Trouble::Damaged(Record::Execution(number)))?;
        match open.get_mut(head.workflow).and_then(|counts| counts.get_mut(head.fingerprint)) {
            Some(count) => *count += 1,
            None => {
                open.entry(head.workflow.to_owned()).or_default().insert(head.fingerprint.to_owned(), 1);
            }
        }
    }
    let definitions = open.into_iter().flat_map(|(workflow, counts)| {
        counts.into_iter().map(move |(fingerprint, executions)| OpenDefinition {
            workflow: workflow.clone(),
            fingerprint,
            executions,
        })
    });
    Ok(definitions.collect())
}
