//! What all parts of an engine share.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::Timestamp;
use tokio::sync::{Semaphore, watch};

use super::{
    activity::Activity, machine::Machine, recovery::Recovery, registry::Registry, timer::Timer, writer::Writer,
};
use crate::{
    clock::{Clock, to_millisecond},
    cx::Settings,
    store::{ExecutionKey, NewExecution, Store, StoreError},
};

/// How far the engine's end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Running,
    /// Calls that are made end; nothing new begins.
    Draining,
    /// Everything lets go.
    Stopped,
}

/// A workflow as it was registered.
pub(crate) struct Registered {
    pub(crate) machine: Arc<dyn Machine>,
    pub(crate) express: bool,
}

/// What all parts of an engine share.
pub(crate) struct Shared {
    pub(crate) settings: Arc<Settings>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) machines: HashMap<&'static str, Registered>,
    pub(crate) registry: Registry,
    pub(crate) writer: Writer,
    pub(crate) timer: Timer,
    pub(crate) activity: Arc<Activity>,
    pub(crate) phase: watch::Sender<Phase>,
    pub(crate) runtime: tokio::runtime::Handle,
    pub(crate) calls: Option<Arc<Semaphore>>,
    pub(crate) recovery: Mutex<Recovery>,
    pub(crate) next_execution: AtomicU64,
    pub(crate) trouble: Mutex<Option<StoreError>>,
}

impl Shared {
    /// The present moment as a store can keep it.
    pub(crate) fn now(&self) -> Timestamp {
        to_millisecond(self.clock.now())
    }

    pub(crate) fn is(&self, phase: Phase) -> bool {
        *self.phase.borrow() >= phase
    }

    /// Ends once the engine's end has come that far.
    pub(crate) async fn reaches(&self, phase: Phase) {
        // The sender is our own field, so there is no error.
        _ = self.phase.subscribe().wait_for(|now| *now >= phase).await;
    }

    /// The workflow that has this definition, or why an execution pinned to it cannot go on.
    pub(crate) fn machine(&self, workflow: &str, fingerprint: &str) -> Result<&Registered, String> {
        let Some(registered) = self.machines.get(workflow) else {
            return Err(format!("no workflow is registered as `{workflow}`"));
        };
        let known = registered.machine.meta().fingerprint;
        if registered.express {
            return Err(format!("`{workflow}` is registered as an express workflow"));
        }
        if known != fingerprint {
            return Err(format!(
                "it is pinned to definition {fingerprint} of `{workflow}`, and this binary has {known}; a program \
                 with that definition goes on with it"
            ));
        }
        Ok(registered)
    }

    /// Why an open execution does not go on, if so.
    pub(crate) fn parked(&self, key: ExecutionKey, start: &NewExecution) -> Option<String> {
        let unknown = || self.machine(&start.workflow, &start.fingerprint).err();
        self.registry.parked(key).or_else(unknown)
    }

    pub(crate) fn new_key(&self) -> ExecutionKey {
        ExecutionKey::new(self.next_execution.fetch_add(1, Ordering::Relaxed)).unwrap_or(ExecutionKey::MAX)
    }

    /// Reads from the store where it may block.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        if self.store.is_quick() {
            return read(&*self.store);
        }
        // Whoever asked may go away: until the store is let go, something happens.
        let (busy, store) = (self.activity.busy(), self.store.clone());
        let reading = move || {
            let _busy = busy;
            let store = store;
            read(&*store)
        };
        self.runtime.spawn_blocking(reading).await.unwrap_or_else(|error| {
            Err(StoreError::new(crate::StoreErrorKind::Other, "reading from the store was cut off").with_source(error))
        })
    }

    /// Remembers what the store's trouble is; `None` if it is over.
    pub(crate) fn set_trouble(&self, trouble: Option<StoreError>) {
        let mut place = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        if trouble.is_some() || place.is_some() {
            *place = trouble;
        }
    }
}
