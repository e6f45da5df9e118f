//! Checks of frames: checkpoints, deadlines and their order.

use super::{Harness, Verdict, at, close, commit, frame_key, key, put, same, start};
use crate::store::{Commit, DueFrame, FrameWrite, MAX_SEQUENCE, Status, Store};

/// A checkpoint takes the place of the one before, after the store was opened again too.
///
/// # Errors
/// The store does otherwise.
pub fn a_checkpoint_replaces_the_one_before(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    commit(&store, &[start(1, "orders", "a")?])?;
    commit(&store, &[put(1, 0, Some(2_000), &[0, 255, 10])?, put(1, 0, Some(3_000), &[3; 9_000])?])?;
    drop(store);
    let frames = harness.open()?.frames(key(1)?)?;
    let found: Vec<_> = frames.into_iter().map(|frame| (frame.key, frame.deadline, frame.checkpoint)).collect();
    same("the frame", found, vec![(frame_key(1, 0)?, Some(at(3_000)?), vec![3; 9_000])])
}

/// An execution's frames are its own, in the order of their numbers, each written and deleted alone.
///
/// # Errors
/// The store does otherwise.
pub fn frames_of_an_execution_are_its_own(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    commit(&store, &[start(1, "orders", "a")?, start(2, "orders", "b")?, start(3, "orders", "c")?])?;
    for frame in [MAX_SEQUENCE, 2, 1] {
        commit(&store, &[put(2, frame, None, &[9])?])?;
    }
    let numbers = |execution: u64| -> Result<Vec<u32>, super::Fault> {
        Ok(store.frames(key(execution)?)?.into_iter().map(|frame| frame.key.frame).collect())
    };
    same("the frames", numbers(2)?, vec![0, 1, 2, MAX_SEQUENCE])?;
    let delete = |frame| FrameWrite::Delete { first: frame, last: frame };
    commit(&store, &[Commit { frames: vec![delete(1), delete(77)], ..Commit::new(key(2)?) }])?;
    same("the frames that are left", numbers(2)?, vec![0, 2, MAX_SEQUENCE])?;
    same("the neighbours' frames", (numbers(1)?, numbers(3)?), (vec![0], vec![0]))
}

/// A range of frames is deleted at once, both ends included, and nothing beside it.
///
/// # Errors
/// The store does otherwise.
pub fn ranges_of_frames_are_deleted(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    commit(&store, &[start(1, "orders", "a")?, start(2, "orders", "b")?, start(3, "orders", "c")?])?;
    for frame in [1, 2, 3, 4, 5, MAX_SEQUENCE] {
        let deadline = if frame % 2 == 0 { Some(7) } else { None };
        commit(&store, &[put(2, frame, deadline, &[1])?, put(3, frame, deadline, &[1])?])?;
    }
    let delete = |first, last| -> Result<Commit, super::Fault> {
        Ok(Commit { frames: vec![FrameWrite::Delete { first, last }], ..Commit::new(key(2)?) })
    };
    let numbers = |execution: u64| -> Result<Vec<u32>, super::Fault> {
        Ok(store.frames(key(execution)?)?.into_iter().map(|frame| frame.key.frame).collect())
    };
    commit(&store, &[delete(2, 4)?, delete(4, 3)?, delete(6, 90)?])?;
    same("the frames that are left", numbers(2)?, vec![0, 1, 5, MAX_SEQUENCE])?;
    same("the neighbours' frames", (numbers(1)?, numbers(3)?.len()), (vec![0], 7))?;
    let due: Vec<_> = store.due(at(99)?, None, 99)?.into_iter().map(|due| due.key).collect();
    same("the deadlines that are left", due, vec![frame_key(3, 2)?, frame_key(3, 4)?])?;
    commit(&store, &[delete(1, MAX_SEQUENCE)?])?;
    same("the frames that are left then", numbers(2)?, vec![0])
}

/// The end of an execution removes its frames, whatever the commit itself wrote, and no others.
///
/// # Errors
/// The store does otherwise.
pub fn closing_removes_the_frames(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    commit(&store, &[start(1, "orders", "a")?, start(2, "orders", "b")?, put(1, 4, Some(10), &[1])?])?;
    let mut end = close(1, Status::Succeeded)?;
    end.frames = put(1, 5, Some(11), &[1])?.frames;
    commit(&store, &[end])?;
    same("the frames", store.frames(key(1)?)?.len(), 0)?;
    same("the deadlines", store.due(at(100)?, None, 10)?.len(), 0)?;
    same("the frames in flight", store.in_flight(None, 10)?, vec![frame_key(2, 0)?])
}

/// Frames are due in the order of deadline and key, each at the millisecond of its deadline.
///
/// # Errors
/// The store does otherwise.
pub fn deadlines_come_in_order(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    for (number, deadline) in [(1, Some(-5)), (2, Some(30)), (3, Some(10)), (4, Some(10)), (5, None)] {
        let mut begin = start(number, "orders", &number.to_string())?;
        begin.frames = put(number, 0, deadline, &[1])?.frames;
        commit(&store, &[begin])?;
    }
    drop(store);
    let store = harness.open()?;
    let due = |until| -> Result<Vec<u64>, super::Fault> {
        Ok(store.due(at(until)?, None, 10)?.into_iter().map(|due| due.key.execution.number()).collect())
    };
    same("what is due before the first", due(-6)?, vec![])?;
    same("what is due at 9", due(9)?, vec![1])?;
    same("what is due at 10", due(10)?, vec![1, 3, 4])?;
    same("what is due at 31", due(31)?, vec![1, 3, 4, 2])?;
    let next = |after| -> Result<Option<i64>, super::Fault> {
        Ok(store.next_deadline(at(after)?)?.map(jiff::Timestamp::as_millisecond))
    };
    same("the deadline after -6", next(-6)?, Some(-5))?;
    same("the deadline after -5", next(-5)?, Some(10))?;
    same("the deadline after 10", next(10)?, Some(30))?;
    same("the deadline after 30", next(30)?, None)
}

/// Frames that are due come in pages, equal deadlines included.
///
/// # Errors
/// The store does otherwise.
pub fn due_frames_come_in_pages(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    for number in 1..=7 {
        let mut begin = start(number, "orders", &number.to_string())?;
        begin.frames = put(number, 0, Some(if number < 6 { 20 } else { 10 }), &[1])?.frames;
        commit(&store, &[begin])?;
    }
    let mut after: Option<DueFrame> = None;
    let mut seen = Vec::new();
    loop {
        let page = store.due(at(20)?, after, 3)?;
        let Some(last) = page.last() else { break };
        same("the page fits", page.len() <= 3, true)?;
        after = Some(*last);
        seen.extend(page.iter().map(|due| due.key.execution.number()));
    }
    same("all pages", seen, vec![6, 7, 1, 2, 3, 4, 5])
}

/// Frames without a deadline come in pages, in the order of their keys.
///
/// # Errors
/// The store does otherwise.
pub fn frames_in_flight_come_in_pages(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    for number in 1..=5 {
        commit(&store, &[start(number, "orders", &number.to_string())?])?;
    }
    commit(&store, &[put(2, 0, Some(50), &[1])?, put(3, 1, None, &[1])?])?;
    let first = store.in_flight(None, 3)?;
    same("the first page", first.clone(), vec![frame_key(1, 0)?, frame_key(3, 0)?, frame_key(3, 1)?])?;
    let second = store.in_flight(first.last().copied(), 3)?;
    same("the second page", second.clone(), vec![frame_key(4, 0)?, frame_key(5, 0)?])?;
    same("the third page", store.in_flight(second.last().copied(), 3)?, vec![])
}

/// Rescheduling moves a frame between sleeping and in flight and keeps its checkpoint.
///
/// # Errors
/// The store does otherwise.
pub fn rescheduling_moves_a_frame(harness: &mut impl Harness) -> Verdict {
    let store = harness.open()?;
    commit(&store, &[start(1, "orders", "a")?, put(1, 0, Some(50), &[4, 5])?])?;
    let reschedule = |frame, deadline| -> Result<Commit, super::Fault> {
        let frames = vec![FrameWrite::Reschedule { frame, deadline }];
        Ok(Commit { frames, ..Commit::new(key(1)?) })
    };
    commit(&store, &[reschedule(0, None)?, reschedule(3, Some(at(1)?))?])?;
    same("what is due", store.due(at(99)?, None, 9)?.len(), 0)?;
    same("what is in flight", store.in_flight(None, 9)?, vec![frame_key(1, 0)?])?;
    commit(&store, &[reschedule(0, Some(at(60)?))?])?;
    same("what is in flight then", store.in_flight(None, 9)?, vec![])?;
    let due = vec![DueFrame { deadline: at(60)?, key: frame_key(1, 0)? }];
    same("what is due then", store.due(at(60)?, None, 9)?, due)?;
    let checkpoints: Vec<_> = store.frames(key(1)?)?.into_iter().map(|frame| frame.checkpoint).collect();
    same("the checkpoint", checkpoints, vec![vec![4, 5]])
}
