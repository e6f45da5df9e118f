//! The engine: it drives pure transitions, keeps what they come to, and calls the tasks they ask for.

mod activity;
mod builder;
mod call;
mod checkpoint;
mod driver;
mod ending;
mod error;
mod execution;
mod express;
mod machine;
mod nested;
mod read;
mod recovery;
mod registry;
mod settle;
mod shared;
mod start;
mod stop;
mod timer;
mod tree;
mod turn;
mod writer;

use std::{
    fmt,
    sync::{Arc, PoisonError},
    time::Duration,
};

pub use builder::EngineBuilder;
pub use error::{EngineError, ExecutionError, QueryError, StartError, StopError};
pub use execution::{Execution, ExecutionRef};
pub use read::{Description, ExecutionQuery, HistoryQuery, Page};
pub use recovery::{Parked, Recovery};

pub(crate) use nested::{RESOURCE as START_EXECUTION, start as start_nested};
pub(crate) use shared::Shared;
pub(crate) use tree::TURN_BUDGET;

use crate::store::StoreError;
use shared::Phase;

/// Runs workflows. Clones are the same engine; it stops when the last of them is dropped, and every
/// standard execution stays in the store as its last commit has it.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
    /// Counts the clones.
    #[allow(dead_code)]
    alive: Arc<Alive>,
    grace: Duration,
}

/// Ends the engine with its last handle.
struct Alive(Arc<Shared>);

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.phase.send_replace(Phase::Stopped);
    }
}

impl Engine {
    /// An engine to be put together.
    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }

    /// What was found in the store when the engine was built.
    #[must_use]
    pub fn recovery(&self) -> Recovery {
        self.shared.recovery.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The trouble that the store is in, if its last answer was an error. The engine goes on trying:
    /// executions stay at their last commits until it succeeds.
    #[must_use]
    pub fn store_trouble(&self) -> Option<StoreError> {
        self.shared.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many executions are in memory: those that sleep are not.
    #[must_use]
    pub fn in_memory(&self) -> usize {
        self.shared.registry.in_memory()
    }

    /// Shuts the engine down: nothing new begins, handlers that work are waited for (10 seconds, unless
    /// the builder said otherwise), and what they bring is committed. Open executions go on when an
    /// engine is built over the store again.
    pub async fn shutdown(&self) {
        let shared = &self.shared;
        shared
            .phase
            .send_if_modified(|phase| std::mem::replace(phase, (*phase).max(Phase::Draining)) < Phase::Draining);
        tokio::select! {
            () = emptied(shared) => {}
            () = tokio::time::sleep(self.grace) => {}
        }
        shared.phase.send_replace(Phase::Stopped);
        emptied(shared).await;
        let writer = shared.clone();
        // The thread is joined where that may block; a panic there changes nothing.
        _ = shared.runtime.spawn_blocking(move || writer.writer.close()).await;
        // Tasks that have let go of their executions let go of the store a moment later, so that it can be
        // opened again once the last handle of this engine is gone.
        _ = tokio::time::timeout(Duration::from_secs(1), shared.timer.ended()).await;
        for _ in 0..100 {
            tokio::task::yield_now().await;
            if shared.activity.quiet_since().is_some() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

async fn emptied(shared: &Shared) {
    loop {
        let released = shared.registry.released.notified();
        if shared.registry.in_memory() == 0 {
            return;
        }
        released.await;
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("in_memory", &self.in_memory()).finish_non_exhaustive()
    }
}
