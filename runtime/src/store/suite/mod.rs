//! The suite that every store passes: [`store_suite!`](crate::store_suite) makes a test of each check.

mod frames;
mod history;
mod listing;
mod starts;

use std::{error::Error, fmt};

use jiff::Timestamp;

use super::{
    Closing, Commit, ExecutionKey, FrameKey, FrameWrite, HistoryChunk, NewExecution, Outcome, Status, Store, StoreError,
};

pub use frames::{
    a_checkpoint_replaces_the_one_before, closing_removes_the_frames, deadlines_come_in_order,
    due_frames_come_in_pages, frames_in_flight_come_in_pages, frames_of_an_execution_are_its_own,
    ranges_of_frames_are_deleted, rescheduling_moves_a_frame,
};
pub use history::{
    chunks_come_back_as_they_were, histories_are_read_backward, histories_are_read_forward, histories_are_separate,
};
pub use listing::{lists_are_filtered, lists_come_in_pages, open_definitions_are_counted};
pub use starts::{
    a_batch_survives_a_refused_commit, an_execution_closes_once, an_execution_is_found, commits_can_be_repeated,
    keys_go_on_after_the_highest, names_are_free_in_other_workflows, names_are_taken_once, texts_come_back_exactly,
};

/// A place that a check can open a store in, as often as it wants: what one opening wrote, the next one
/// finds. The check drops a store before it opens the next.
pub trait Harness {
    /// The store under test.
    type Store: Store;

    /// Opens the store; the place is empty at first.
    ///
    /// # Errors
    /// It cannot be opened, which fails the check.
    fn open(&mut self) -> Result<Self::Store, StoreError>;
}

/// Why a check failed.
#[derive(Debug)]
pub struct Fault(String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Fault {}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self(format!("the store failed: {error}"))
    }
}

/// What a check comes to.
pub type Verdict = Result<(), Fault>;

fn same<T: PartialEq + fmt::Debug>(what: &str, is: T, should_be: T) -> Verdict {
    if is == should_be { Ok(()) } else { Err(Fault(format!("{what}: is {is:?}, should be {should_be:?}"))) }
}

fn key(number: u64) -> Result<ExecutionKey, Fault> {
    ExecutionKey::new(number).ok_or_else(|| Fault(format!("{number} is no key")))
}

fn frame_key(execution: u64, frame: u32) -> Result<FrameKey, Fault> {
    Ok(FrameKey { execution: key(execution)?, frame })
}

/// The moment so many milliseconds after the epoch.
fn at(millisecond: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_millisecond(millisecond).map_err(|error| Fault(error.to_string()))
}

fn new_execution(workflow: &str, name: &str) -> Result<NewExecution, Fault> {
    Ok(NewExecution {
        workflow: workflow.into(),
        name: name.into(),
        fingerprint: "00112233445566778899aabbccddeeff".into(),
        input: r#"{"total":12.5}"#.into(),
        started_at: at(1_700_000_000_123)?,
    })
}

fn start(number: u64, workflow: &str, name: &str) -> Result<Commit, Fault> {
    let put = FrameWrite::Put { frame: 0, deadline: None, checkpoint: vec![1] };
    let chunk = HistoryChunk { first_event: 1, events: vec![1, 2] };
    let start = Some(new_execution(workflow, name)?);
    Ok(Commit { start, frames: vec![put], history: Some(chunk), ..Commit::new(key(number)?) })
}

fn put(number: u64, frame: u32, deadline: Option<i64>, checkpoint: &[u8]) -> Result<Commit, Fault> {
    let deadline = deadline.map(at).transpose()?;
    let put = FrameWrite::Put { frame, deadline, checkpoint: checkpoint.to_vec() };
    Ok(Commit { frames: vec![put], ..Commit::new(key(number)?) })
}

fn close(number: u64, status: Status) -> Result<Commit, Fault> {
    let closing = Closing {
        status,
        stopped_at: at(1_700_000_009_999)?,
        output: (status == Status::Succeeded).then(|| "[1]".into()),
        error: (status == Status::Failed).then(|| "Card.Declined".into()),
        cause: None,
    };
    Ok(Commit { close: Some(closing), ..Commit::new(key(number)?) })
}

/// Commits a batch whose every commit must be taken.
fn commit(store: &impl Store, batch: &[Commit]) -> Verdict {
    let outcomes = store.commit(batch)?;
    same("the outcomes of a batch", outcomes, vec![Outcome::Committed; batch.len()])
}

/// Makes one test of each check of the store suite. The argument makes an empty [`Harness`].
///
/// ```
/// use stepwright::store::{MemoryStore, StoreError, suite::Harness};
///
/// struct InMemory(MemoryStore);
///
/// impl Harness for InMemory {
///     type Store = MemoryStore;
///
///     fn open(&mut self) -> Result<MemoryStore, StoreError> {
///         Ok(self.0.clone())
///     }
/// }
///
/// stepwright::store_suite!(InMemory(MemoryStore::new()));
/// ```
#[macro_export]
macro_rules! store_suite {
    ($harness:expr) => {
        $crate::store_suite! { @checks $harness;
            a_batch_survives_a_refused_commit
            a_checkpoint_replaces_the_one_before
            an_execution_closes_once
            an_execution_is_found
            chunks_come_back_as_they_were
            closing_removes_the_frames
            commits_can_be_repeated
            deadlines_come_in_order
            due_frames_come_in_pages
            frames_in_flight_come_in_pages
            frames_of_an_execution_are_its_own
            histories_are_read_backward
            histories_are_read_forward
            histories_are_separate
            keys_go_on_after_the_highest
            lists_are_filtered
            lists_come_in_pages
            names_are_free_in_other_workflows
            names_are_taken_once
            open_definitions_are_counted
            ranges_of_frames_are_deleted
            rescheduling_moves_a_frame
            texts_come_back_exactly
        }
    };
    (@checks $harness:expr; $($check:ident)*) => {
        $(
            #[test]
            fn $check() -> $crate::store::suite::Verdict {
                $crate::store::suite::$check(&mut $harness)
            }
        )*
    };
}
