//! A store that takes so many commits and then no more, so that an engine stops there.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use jiff::Timestamp;
use stepwright::{
    MemoryStore, Store, StoreError, StoreErrorKind,
    store::{
        Commit, DueFrame, ExecutionKey, ExecutionRecord, ExecutionSummary, FrameKey, FrameRecord, HistoryChunk,
        ListQuery, OpenDefinition, Order, Outcome,
    },
};

/// A view of a memory store that is full after so many commits.
#[derive(Clone, Debug)]
pub(crate) struct Limited {
    inner: MemoryStore,
    left: Arc<AtomicUsize>,
    refused: Arc<AtomicUsize>,
}

impl Limited {
    pub(crate) fn new(inner: &MemoryStore, commits: usize) -> Self {
        Self { inner: inner.clone(), left: Arc::new(AtomicUsize::new(commits)), refused: Arc::default() }
    }

    /// Ends once a commit was refused.
    pub(crate) async fn is_full(&self) {
        while self.refused.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
    }
}

impl Store for Limited {
    fn commit(&self, batch: &[Commit]) -> Result<Vec<Outcome>, StoreError> {
        let take = |left: usize| left.checked_sub(batch.len());
        if self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).is_err() {
            self.refused.fetch_add(1, Ordering::SeqCst);
            return Err(StoreError::new(StoreErrorKind::Full, "no more commits"));
        }
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
        key: ExecutionKey,
        from: u32,
        order: Order,
        limit: usize,
    ) -> Result<Vec<HistoryChunk>, StoreError> {
        self.inner.history(key, from, order, limit)
    }
    fn is_quick(&self) -> bool {
        self.inner.is_quick()
    }
}
