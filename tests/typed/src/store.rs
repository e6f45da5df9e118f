//! Stores that take so many commits and then no more, so that an engine stops there.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use stepwright::{MemoryStore, Store, StoreError, StoreErrorKind, store::Gated};

/// What becomes of an engine's last commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// It is taken, and the next one is refused.
    BeforeTheNext,
    /// It is taken, but the engine is told that it was not: it never does what it asked for.
    Unheard,
}

/// When an engine has to stop.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limit {
    left: Arc<AtomicUsize>,
    refused: Arc<AtomicBool>,
}

impl Limit {
    /// So many commits are taken.
    pub(crate) fn new(commits: usize) -> Self {
        Self { left: Arc::new(AtomicUsize::new(commits)), refused: Arc::default() }
    }

    /// A store that refuses what is over the limit. A batch is one commit: it is written whole or not at all.
    pub(crate) fn on<S: Store>(&self, store: S) -> Gated<S> {
        let Limit { left, refused } = self.clone();
        Gated::new(store).on_commit(move |_| {
            let taken = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
            if taken.is_err() {
                refused.store(true, Ordering::SeqCst);
                return Err(no_more());
            }
            Ok(())
        })
    }

    /// A store that takes what is within the limit, and says that it did not.
    pub(crate) fn unheard_on(&self, store: MemoryStore) -> Gated<MemoryStore> {
        let Limit { left, refused } = self.clone();
        let inner = store.clone();
        Gated::new(store).on_commit(move |batch| {
            if left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok() {
                inner.commit(batch)?;
            }
            refused.store(true, Ordering::SeqCst);
            Err(no_more())
        })
    }

    /// Ends once a commit was refused.
    pub(crate) async fn is_reached(&self) {
        while !self.refused.load(Ordering::SeqCst) {
            tokio::task::yield_now().await;
        }
    }
}

fn no_more() -> StoreError {
    StoreError::new(StoreErrorKind::Full, "no more commits")
}
