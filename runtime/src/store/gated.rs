//! A store behind a gate, for tests: what passes, and what fails, is up to a function.

use std::fmt;

use jiff::Timestamp;

use super::{
    Commit, DueFrame, ExecutionKey, ExecutionRecord, ExecutionSummary, FrameKey, FrameRecord, HistoryChunk, ListQuery,
    OpenDefinition, Order, Outcome, Store, StoreError,
};

type CommitGate = Box<dyn Fn(&[Commit]) -> Result<(), StoreError> + Send + Sync>;
type FramesGate = Box<dyn Fn(ExecutionKey) -> Result<(), StoreError> + Send + Sync>;

/// A store that asks a function before each batch of commits: to count what is written, or to refuse it
/// as a full disk would. Everything else goes to the store behind it.
///
/// ```
/// use stepwright::store::{Gated, MemoryStore, StoreError, StoreErrorKind};
///
/// let full = Gated::new(MemoryStore::new()).on_commit(|batch| match batch.len() {
///     0 => Ok(()),
///     _ => Err(StoreError::new(StoreErrorKind::Full, "no room in this test")),
/// });
/// ```
pub struct Gated<S> {
    inner: S,
    commits: Option<CommitGate>,
    frames: Option<FramesGate>,
    quick: Option<bool>,
}

impl<S: Store> Gated<S> {
    /// A gate that lets everything pass.
    pub fn new(inner: S) -> Self {
        Self { inner, commits: None, frames: None, quick: None }
    }

    /// Asks this function before each batch; nothing of a batch that it refuses is written.
    #[must_use]
    pub fn on_commit(mut self, gate: impl Fn(&[Commit]) -> Result<(), StoreError> + Send + Sync + 'static) -> Self {
        self.commits = Some(Box::new(gate));
        self
    }

    /// Asks this function before the frames of an execution are read.
    #[must_use]
    pub fn on_frames(mut self, gate: impl Fn(ExecutionKey) -> Result<(), StoreError> + Send + Sync + 'static) -> Self {
        self.frames = Some(Box::new(gate));
        self
    }

    /// Says whether it [is quick](Store::is_quick), whatever the store behind it says.
    #[must_use]
    pub fn quick(mut self, quick: bool) -> Self {
        self.quick = Some(quick);
        self
    }
}

impl<S: fmt::Debug> fmt::Debug for Gated<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gated").field("inner", &self.inner).finish_non_exhaustive()
    }
}

impl<S: Store> Store for Gated<S> {
    fn commit(&self, batch: &[Commit]) -> Result<Vec<Outcome>, StoreError> {
        self.commits.as_ref().map_or(Ok(()), |gate| gate(batch))?;
        self.inner.commit(batch)
    }

    fn next_execution(&self) -> Result<ExecutionKey, StoreError> {
        self.inner.next_execution()
    }

    fn execution(&self, execution: ExecutionKey) -> Result<Option<ExecutionRecord>, StoreError> {
        self.inner.execution(execution)
    }

    fn find(&self, workflow: &str, name: &str) -> Result<Option<ExecutionRecord>, StoreError> {
        self.inner.find(workflow, name)
    }

    fn list(&self, query: &ListQuery) -> Result<Vec<ExecutionSummary>, StoreError> {
        self.inner.list(query)
    }

    fn open_definitions(&self) -> Result<Vec<OpenDefinition>, StoreError> {
        self.inner.open_definitions()
    }

    fn frames(&self, execution: ExecutionKey) -> Result<Vec<FrameRecord>, StoreError> {
        self.frames.as_ref().map_or(Ok(()), |gate| gate(execution))?;
        self.inner.frames(execution)
    }

    fn in_flight(&self, after: Option<FrameKey>, limit: usize) -> Result<Vec<FrameKey>, StoreError> {
        self.inner.in_flight(after, limit)
    }

    fn due(&self, until: Timestamp, after: Option<DueFrame>, limit: usize) -> Result<Vec<DueFrame>, StoreError> {
        self.inner.due(until, after, limit)
    }

    fn next_deadline(&self, after: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        self.inner.next_deadline(after)
    }

    fn history(
        &self,
        execution: ExecutionKey,
        from: u32,
        order: Order,
        limit: usize,
    ) -> Result<Vec<HistoryChunk>, StoreError> {
        self.inner.history(execution, from, order, limit)
    }

    fn is_quick(&self) -> bool {
        self.quick.unwrap_or_else(|| self.inner.is_quick())
    }
}
