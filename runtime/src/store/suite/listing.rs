//! Checks of lists: order, filters, pages and counts.

use super::{Fault, Harness, Verdict, close, commit, key, same, start};
use crate::store::{ListQuery, OpenDefinition, Status, Store};

/// Six executions in two workflows: 2 and 5 ended, 3 and 6 are of the second.
fn six(store: &impl Store) -> Verdict {
    for number in 1..=6 {
        let workflow = if number % 3 == 0 { "refunds" } else { "orders" };
        commit(store, &[start(number, workflow, &format!("n{number}"))?])?;
    }
    commit(store, &[close(2, Status::Succeeded)?, close(5, Status::TimedOut)?])
}

fn numbers(store: &impl Store, query: &ListQuery) -> Result<Vec<u64>, Fault> {
    Ok(store.list(query)?.into_iter().map(|summary| summary.key.number()).collect())
}

/// Lists are the latest first, by workflow and by status.
///
/// # Errors
/// The store does otherwise.
pub fn lists_are_filtered(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    six(&store)?;
    let all = ListQuery { limit: 100, ..ListQuery::default() };
    let orders = ListQuery { workflow: Some("orders".into()), ..all.clone() };
    let running = ListQuery { status: Some(Status::Running), ..all.clone() };
    let timed_out = ListQuery { status: Some(Status::TimedOut), ..orders.clone() };
    same("all", numbers(&store, &all)?, vec![6, 5, 4, 3, 2, 1])?;
    same("the orders", numbers(&store, &orders)?, vec![5, 4, 2, 1])?;
    same("the running", numbers(&store, &running)?, vec![6, 4, 3, 1])?;
    same("the orders that timed out", numbers(&store, &timed_out)?, vec![5])?;
    let summary = store.list(&timed_out)?.pop().map(|found| (found.name, found.status, found.stopped_at.is_some()));
    same("the summary", summary, Some(("n5".to_owned(), Status::TimedOut, true)))
}

/// Lists come in pages.
///
/// # Errors
/// The store does otherwise.
pub fn lists_come_in_pages(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    six(&store)?;
    let page = |before: Option<u64>| -> Result<Vec<u64>, Fault> {
        let before = before.map(key).transpose()?;
        numbers(&store, &ListQuery { workflow: Some("orders".into()), before, limit: 3, ..ListQuery::default() })
    };
    same("the first page", page(None)?, vec![5, 4, 2])?;
    same("the second page", page(Some(2))?, vec![1])?;
    same("the third page", page(Some(1))?, vec![])
}

/// Open executions are counted by definition, in the order of workflow and fingerprint.
///
/// # Errors
/// The store does otherwise.
pub fn open_definitions_are_counted(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    same("at first", store.open_definitions()?, vec![])?;
    six(&store)?;
    let mut other = start(7, "orders", "n7")?;
    if let Some(start) = &mut other.start {
        start.fingerprint = "ff".repeat(16);
    }
    commit(&store, &[other])?;
    drop(store);
    let open = |workflow: &str, fingerprint: &str, executions| OpenDefinition {
        workflow: workflow.into(),
        fingerprint: fingerprint.into(),
        executions,
    };
    let one = "00112233445566778899aabbccddeeff";
    let expected = vec![open("orders", one, 2), open("orders", &"ff".repeat(16), 1), open("refunds", one, 2)];
    same("the open ones", harness.open()?.open_definitions()?, expected)
}
