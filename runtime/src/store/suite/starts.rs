//! Checks of executions: how they begin and end, and that batches are atomic.

use super::{Harness, Verdict, close, commit, key, new_execution, put, same, start};
use crate::store::{Outcome, Status, Store};

/// A second start under the same workflow and name is left out and says who has the name, even after
/// the first has ended.
///
/// # Errors
/// The store does otherwise.
pub fn names_are_taken_once(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    commit(&store, &[start(1, "orders", "a")?])?;
    let taken = Outcome::AlreadyExists(key(1)?);
    same("a second start", store.commit(&[start(2, "orders", "a")?])?, vec![taken])?;
    same("the execution left out", store.execution(key(2)?)?, None)?;
    same("its frames", store.frames(key(2)?)?.len(), 0)?;
    commit(&store, &[close(1, Status::Aborted)?])?;
    same("a start after the end", store.commit(&[start(2, "orders", "a")?])?, vec![taken])?;
    let both = [start(3, "orders", "b")?, start(4, "orders", "b")?];
    let outcomes = vec![Outcome::Committed, Outcome::AlreadyExists(key(3)?)];
    same("two starts in one batch", store.commit(&both)?, outcomes)
}

/// A name is taken in its workflow only, and names differ by case.
///
/// # Errors
/// The store does otherwise.
pub fn names_are_free_in_other_workflows(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    commit(&store, &[start(1, "orders", "a")?, start(2, "refunds", "a")?, start(3, "orders", "A")?])?;
    same("the found key", store.find("refunds", "a")?.map(|record| record.key), Some(key(2)?))?;
    same("the other case", store.find("orders", "A")?.map(|record| record.key), Some(key(3)?))
}

/// A refused commit leaves the others of its batch alone.
///
/// # Errors
/// The store does otherwise.
pub fn a_batch_survives_a_refused_commit(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    commit(&store, &[start(1, "orders", "a")?])?;
    let batch = [
        start(2, "orders", "b")?,
        start(3, "orders", "a")?,
        close(9, Status::Failed)?,
        put(1, 0, None, &[7, 7])?,
        close(2, Status::Succeeded)?,
    ];
    let outcomes = vec![
        Outcome::Committed,
        Outcome::AlreadyExists(key(1)?),
        Outcome::NotOpen,
        Outcome::Committed,
        Outcome::Committed,
    ];
    same("the outcomes", store.commit(&batch)?, outcomes)?;
    drop(store);
    let store = harness.open()?;
    let status = store.execution(key(2)?)?.map(|record| record.status());
    same("the execution that began and ended", status, Some(Status::Succeeded))?;
    same("the one left out", store.execution(key(3)?)?, None)?;
    let checkpoints: Vec<_> = store.frames(key(1)?)?.into_iter().map(|frame| frame.checkpoint).collect();
    same("the checkpoint", checkpoints, vec![vec![7, 7]])
}

/// An execution ends once; the second end is left out and changes nothing.
///
/// # Errors
/// The store does otherwise.
pub fn an_execution_closes_once(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    commit(&store, &[start(1, "orders", "a")?, close(1, Status::Succeeded)?])?;
    let closed = store.execution(key(1)?)?;
    let mut again = close(1, Status::Aborted)?;
    again.frames = put(1, 0, None, &[9])?.frames;
    same("the second end", store.commit(&[again])?, vec![Outcome::NotOpen])?;
    same("the execution", store.execution(key(1)?)?, closed)?;
    same("its frames", store.frames(key(1)?)?.len(), 0)
}

/// An execution is found by key and by name, with all that it was started and closed with, after the
/// store was opened again too.
///
/// # Errors
/// The store does otherwise.
pub fn an_execution_is_found(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    commit(&store, &[start(1, "orders", "a")?, start(2, "orders", "b")?])?;
    commit(&store, &[close(1, Status::Succeeded)?, close(2, Status::Failed)?])?;
    drop(store);
    let store = harness.open()?;
    for (number, name, status) in [(1, "a", Status::Succeeded), (2, "b", Status::Failed)] {
        let record = store.execution(key(number)?)?;
        let expected = (key(number)?, new_execution("orders", name)?, close(number, status)?.close);
        let found = record.clone().map(|record| (record.key, record.start, record.closing));
        same("the execution", found, Some(expected))?;
        same("the execution by name", store.find("orders", name)?, record)?;
    }
    same("an unknown name", store.find("orders", "c")?, None)?;
    same("an unknown workflow", store.find("order", "a")?, None)?;
    same("an unknown key", store.execution(key(3)?)?, None)
}

/// New keys go on after the highest, after the store was opened again too.
///
/// # Errors
/// The store does otherwise.
pub fn keys_go_on_after_the_highest(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    same("the first key", store.next_execution()?, key(1)?)?;
    commit(&store, &[start(1, "orders", "a")?, start(41, "orders", "b")?, close(41, Status::Failed)?])?;
    drop(store);
    same("the next key", harness.open()?.next_execution()?, key(42)?)
}

/// A batch that is written again changes nothing but the answers to starts and ends.
///
/// # Errors
/// The store does otherwise.
pub fn commits_can_be_repeated(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    let first = [start(1, "orders", "a")?];
    commit(&store, &first)?;
    same("the repeated start", store.commit(&first)?, vec![Outcome::AlreadyExists(key(1)?)])?;
    let mut step = put(1, 0, Some(5), &[2])?;
    step.history = Some(crate::store::HistoryChunk { first_event: 3, events: vec![3] });
    commit(&store, &[step.clone()])?;
    commit(&store, &[step])?;
    same("the frames", store.frames(key(1)?)?.len(), 1)?;
    same("the history", store.history(key(1)?, 1, crate::store::Order::Forward, 10)?.len(), 2)
}

/// Texts come back byte for byte, whatever they hold.
///
/// # Errors
/// The store does otherwise.
pub fn texts_come_back_exactly(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    for (number, text) in (1..).zip(["", "\"\u{0}\"", "{ \"a\" : \"決済 \u{1F600} '--\" }", &"x".repeat(262_144)]) {
        let mut begin = start(number, "工作", &format!("n{number}"))?;
        if let Some(start) = &mut begin.start {
            start.input = text.to_owned();
        }
        let mut end = close(number, Status::Failed)?;
        if let Some(closing) = &mut end.close {
            closing.error = Some(text.to_owned());
            closing.cause = Some(text.to_owned());
        }
        commit(&store, &[begin, end])?;
        let record = store.find("工作", &format!("n{number}"))?;
        same("the input", record.as_ref().map(|record| record.start.input.as_str()), Some(text))?;
        let closing = record.as_ref().and_then(|record| record.closing.as_ref());
        same("the cause", closing.and_then(|closing| closing.cause.as_deref()), Some(text))?;
    }
    Ok(())
}
