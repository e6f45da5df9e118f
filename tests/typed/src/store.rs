//! A store that takes so many commits and then no more, so that an engine stops there.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use stepwright::{MemoryStore, Store, StoreError, StoreErrorKind, store::Gated};

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

    /// The store that an engine is given.
    pub(crate) fn store(&self) -> impl Store + use<> {
        let (left, refused) = (Arc::clone(&self.left), Arc::clone(&self.refused));
        Gated::new(self.inner.clone()).on_commit(move |batch| {
            let take = |left: usize| left.checked_sub(batch.len());
            if left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).is_err() {
                refused.fetch_add(1, Ordering::SeqCst);
                return Err(StoreError::new(StoreErrorKind::Full, "no more commits"));
            }
            Ok(())
        })
    }

    /// Ends once a commit was refused.
    pub(crate) async fn is_full(&self) {
        while self.refused.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
    }
}
