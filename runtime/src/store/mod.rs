//! What the engine needs of a place that keeps executions: one trait, its records, and the suite that
//! judges an implementation.

mod error;
mod gated;
mod key;
mod memory;
mod record;
#[cfg(feature = "sqlite")]
mod sqlite;
pub mod suite;

use jiff::Timestamp;

pub use error::{StoreError, StoreErrorKind};
pub use gated::Gated;
pub use key::{ExecutionKey, FrameKey, MAX_SEQUENCE};
pub use memory::MemoryStore;
pub use record::{
    Closing, Commit, DueFrame, ExecutionRecord, ExecutionSummary, FrameRecord, FrameWrite, HistoryChunk, ListQuery,
    NewExecution, OpenDefinition, Order, Outcome, Status,
};
#[cfg(feature = "sqlite")]
pub use sqlite::{SqliteOptions, SqliteStore, Synchronous};

/// A place that keeps executions.
///
/// One engine owns a store at a time. It writes from one thread, a batch at a time, and reads from
/// several. All calls block; the engine never makes them on a thread that polls futures, but for a
/// store that says that it is [quick](Store::is_quick).
///
/// An implementation is right if it passes the [suite].
pub trait Store: Send + Sync + 'static {
    /// Applies a batch of commits in order, in one transaction, and returns once it is durable.
    ///
    /// Either the whole batch is on disk or none of it. The outcomes stand in the order of the commits.
    /// A commit that starts an execution whose workflow and name are taken is left out and answered with
    /// [`Outcome::AlreadyExists`]; one that closes an execution that is not open is left out and answered
    /// with [`Outcome::NotOpen`]. Both leave the others of the batch alone. An applied commit that is
    /// applied again changes nothing, so that a batch whose fate is unknown can be retried, but for
    /// those two answers.
    ///
    /// # Errors
    /// Nothing was written.
    fn commit(&self, batch: &[Commit]) -> Result<Vec<Outcome>, StoreError>;

    /// The key that no execution has had yet: one above the highest.
    ///
    /// # Errors
    /// The store cannot be read.
    fn next_execution(&self) -> Result<ExecutionKey, StoreError>;

    /// One execution.
    ///
    /// # Errors
    /// The store cannot be read.
    fn execution(&self, execution: ExecutionKey) -> Result<Option<ExecutionRecord>, StoreError>;

    /// The execution that has this name in this workflow.
    ///
    /// # Errors
    /// The store cannot be read.
    fn find(&self, workflow: &str, name: &str) -> Result<Option<ExecutionRecord>, StoreError>;

    /// Executions that match, the latest first, without their payloads.
    ///
    /// # Errors
    /// The store cannot be read.
    fn list(&self, query: &ListQuery) -> Result<Vec<ExecutionSummary>, StoreError>;

    /// How many executions are open under each definition.
    ///
    /// # Errors
    /// The store cannot be read.
    fn open_definitions(&self) -> Result<Vec<OpenDefinition>, StoreError>;

    /// All frames of one execution, in the order of their numbers.
    ///
    /// # Errors
    /// The store cannot be read.
    fn frames(&self, execution: ExecutionKey) -> Result<Vec<FrameRecord>, StoreError>;

    /// Frames without a deadline, in the order of their keys, at most `limit` of those after `after`.
    ///
    /// # Errors
    /// The store cannot be read.
    fn in_flight(&self, after: Option<FrameKey>, limit: usize) -> Result<Vec<FrameKey>, StoreError>;

    /// Frames whose deadline is `until` or earlier, in the order of deadline and key, at most `limit` of
    /// those after `after`.
    ///
    /// # Errors
    /// The store cannot be read.
    fn due(&self, until: Timestamp, after: Option<DueFrame>, limit: usize) -> Result<Vec<DueFrame>, StoreError>;

    /// The earliest deadline later than `after`.
    ///
    /// # Errors
    /// The store cannot be read.
    fn next_deadline(&self, after: Timestamp) -> Result<Option<Timestamp>, StoreError>;

    /// Chunks of an execution's history, at most `limit`: forward from the chunk that holds the event
    /// `from` (or would hold it), or backward from that chunk to the first.
    ///
    /// # Errors
    /// The store cannot be read.
    fn history(
        &self,
        execution: ExecutionKey,
        from: u32,
        order: Order,
        limit: usize,
    ) -> Result<Vec<HistoryChunk>, StoreError>;

    /// Whether calls return so fast that they may be made where futures are polled.
    fn is_quick(&self) -> bool {
        false
    }
}
