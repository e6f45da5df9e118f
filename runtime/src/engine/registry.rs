//! Which executions are in memory, who waits for their ends, and which are parked.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use tokio::sync::{Notify, oneshot};

use crate::store::{Closing, ExecutionKey};

use super::error::StopError;

/// The executions that the engine has in hand.
#[derive(Default)]
pub(crate) struct Registry {
    entries: Mutex<Entries>,
    /// Rings whenever an execution leaves memory.
    pub(crate) released: Notify,
}

#[derive(Default)]
struct Entries {
    active: HashMap<ExecutionKey, Arc<Active>>,
    waiting: HashMap<ExecutionKey, Vec<oneshot::Sender<Arc<Closing>>>>,
    parked: HashMap<ExecutionKey, String>,
}

/// An execution that one driver owns.
#[derive(Default)]
pub(crate) struct Active {
    stops: Mutex<Vec<StopRequest>>,
    /// Rings when a stop is asked for.
    pub(crate) bell: Notify,
}

/// Somebody asks for an execution's end.
pub(crate) struct StopRequest {
    pub(crate) error: Option<String>,
    pub(crate) cause: Option<String>,
    pub(crate) done: oneshot::Sender<Result<Timestamp, StopError>>,
}

impl Active {
    pub(crate) fn take_stops(&self) -> Vec<StopRequest> {
        std::mem::take(&mut *self.stops.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn is_stopped(&self) -> bool {
        !self.stops.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

impl Registry {
    /// Takes the execution in hand, unless somebody has it.
    pub(crate) fn claim(&self, key: ExecutionKey) -> Option<Arc<Active>> {
        let mut entries = self.entries();
        if entries.active.contains_key(&key) {
            return None;
        }
        let active = Arc::new(Active::default());
        entries.active.insert(key, active.clone());
        Some(active)
    }

    /// Gives the execution back; `false` if a stop came in before, which is to be done first.
    pub(crate) fn release(&self, key: ExecutionKey) -> bool {
        let mut entries = self.entries();
        let stopped = entries.active.get(&key).is_some_and(|active| active.is_stopped());
        if !stopped {
            entries.active.remove(&key);
            drop(entries);
            self.released.notify_waiters();
        }
        !stopped
    }

    /// Lets go of an execution whose driver ends, whatever was asked of it: whoever waits is to ask again.
    pub(crate) fn abandon(&self, key: ExecutionKey) {
        let mut entries = self.entries();
        let active = entries.active.remove(&key);
        let waiting = entries.waiting.remove(&key);
        drop(entries);
        drop((active, waiting));
        self.released.notify_waiters();
    }

    /// Lets go of an execution whose driver is gone without a word, unless somebody else has it by now.
    pub(crate) fn let_go(&self, key: ExecutionKey, of: &Arc<Active>) {
        if self.entries().active.get(&key).is_some_and(|active| Arc::ptr_eq(active, of)) {
            self.abandon(key);
        }
    }

    /// The execution has ended: whoever waits is told.
    pub(crate) fn finish(&self, key: ExecutionKey, closing: &Arc<Closing>) {
        let (active, waiting) = {
            let mut entries = self.entries();
            (entries.active.remove(&key), entries.waiting.remove(&key))
        };
        for waiter in waiting.into_iter().flatten() {
            _ = waiter.send(closing.clone());
        }
        for stop in active.map(|active| active.take_stops()).unwrap_or_default() {
            _ = stop.done.send(Ok(closing.stopped_at));
        }
        self.released.notify_waiters();
    }

    /// Asks the driver that has the execution for its end; gives the request back if none has it.
    pub(crate) fn stop(&self, key: ExecutionKey, request: StopRequest) -> Result<(), StopRequest> {
        let entries = self.entries();
        let Some(active) = entries.active.get(&key) else { return Err(request) };
        active.stops.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        active.bell.notify_one();
        Ok(())
    }

    /// Waits for the execution's end from now on; also whether a driver has it.
    pub(crate) fn wait(&self, key: ExecutionKey) -> (oneshot::Receiver<Arc<Closing>>, bool) {
        let (sender, receiver) = oneshot::channel();
        let mut entries = self.entries();
        let waiting = entries.waiting.entry(key).or_default();
        waiting.retain(|waiter| !waiter.is_closed());
        waiting.push(sender);
        (receiver, entries.active.contains_key(&key))
    }

    /// Forgets those who have stopped waiting for this execution.
    pub(crate) fn tidy(&self, key: ExecutionKey) {
        let mut entries = self.entries();
        if let Some(waiting) = entries.waiting.get_mut(&key) {
            waiting.retain(|waiter| !waiter.is_closed());
            if waiting.is_empty() {
                entries.waiting.remove(&key);
            }
        }
    }

    /// Lets go of an execution that stays where it is, and remembers why: whoever waits is to ask again.
    pub(crate) fn park(&self, key: ExecutionKey, reason: String) {
        let mut entries = self.entries();
        entries.parked.insert(key, reason);
        let active = entries.active.remove(&key);
        let waiting = entries.waiting.remove(&key);
        drop(entries);
        drop((active, waiting));
        self.released.notify_waiters();
    }

    pub(crate) fn unpark(&self, key: ExecutionKey) {
        self.entries().parked.remove(&key);
    }

    pub(crate) fn parked(&self, key: ExecutionKey) -> Option<String> {
        self.entries().parked.get(&key).cloned()
    }

    /// How many executions are in memory.
    pub(crate) fn in_memory(&self) -> usize {
        self.entries().active.len()
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::Future,
        pin::pin,
        task::{Context, Waker},
    };

    use super::*;

    #[test]
    fn whoever_waits_for_memory_to_empty_hears_of_the_parked() {
        let (registry, key) = (Registry::default(), ExecutionKey::new(1).unwrap());
        assert!(registry.claim(key).is_some());
        let mut released = pin!(registry.released.notified());
        let mut cx = Context::from_waker(Waker::noop());
        assert!(released.as_mut().poll(&mut cx).is_pending());
        registry.park(key, "it has no checkpoint".into());
        assert!(released.poll(&mut cx).is_ready());
        assert_eq!(registry.in_memory(), 0);
    }
}
