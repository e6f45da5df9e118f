//! Reading: the queries, and rows turned into records.

pub(super) mod executions;
pub(super) mod frames;
pub(super) mod history;
pub(super) mod listing;

/// A limit as SQLite takes it.
fn rows(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{super::schema, frames, history, listing};
    use crate::store::{ListQuery, Status};

    fn plan(connection: &Connection, sql: &str) -> String {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
        let steps = statement.query_map(rusqlite::params_from_iter(nulls), |row| row.get::<_, String>("detail"));
        steps.unwrap().collect::<Result<Vec<_>, _>>().unwrap().join("; ")
    }

    #[test]
    fn every_query_is_a_range_in_its_order() {
        let connection = Connection::open_in_memory().unwrap();
        schema::create(&connection).unwrap();
        let by_deadline = "INDEX frame_by_deadline";
        let by_chunk = "INDEX history_by_chunk";
        let query = |workflow: Option<&str>, status| {
            listing::sql(&ListQuery { workflow: workflow.map(Into::into), status, ..ListQuery::default() })
        };
        let listings = [query(None, None), query(Some("w"), None), query(None, Some(Status::Failed))];
        let [all, of_workflow, of_status] = listings.each_ref().map(String::as_str);
        let of_both = query(Some("w"), Some(Status::Failed));
        let cases = [
            (frames::OF, "PRIMARY KEY (rowid>? AND rowid<?)"),
            (frames::IN_FLIGHT, by_deadline),
            (frames::DUE, by_deadline),
            (frames::DUE_TOGETHER, by_deadline),
            (frames::DUE_LATER, by_deadline),
            (frames::NEXT, by_deadline),
            (history::HOLDER, by_chunk),
            (history::FORWARD, by_chunk),
            (history::BACKWARD, by_chunk),
            (all, "PRIMARY KEY (rowid<?)"),
            (of_workflow, "PRIMARY KEY (rowid<?)"),
            (of_status, "INDEX execution_by_status (status=? AND rowid<?)"),
            (&of_both, "INDEX execution_by_status (status=? AND rowid<?)"),
        ];
        for (sql, way) in cases {
            let plan = plan(&connection, sql);
            let direct = !plan.contains("SCAN") && !plan.contains("TEMP B-TREE");
            assert!(direct && plan.contains(way), "{sql}\n{plan}");
        }
    }
}
