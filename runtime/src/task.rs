//! What a handler is told about the call that it serves.

use std::{fmt, sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::sync::watch;

use crate::clock::{Clock, later};

/// The call that a handler serves. Clones are about the same call.
#[derive(Clone)]
pub struct TaskContext {
    call: Arc<CallInfo>,
    cancelled: watch::Receiver<bool>,
}

pub(crate) struct CallInfo {
    pub(crate) workflow: &'static str,
    pub(crate) state: &'static str,
    pub(crate) resource: &'static str,
    pub(crate) execution_id: Arc<str>,
    pub(crate) execution_name: String,
    pub(crate) idempotency_key: String,
    pub(crate) attempt: u32,
    pub(crate) deadline: Option<Timestamp>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl TaskContext {
    pub(crate) fn new(call: CallInfo, cancelled: watch::Receiver<bool>) -> Self {
        Self { call: Arc::new(call), cancelled }
    }

    /// Names the visit of the state that asks: the same for every attempt and for every repetition
    /// after a crash, and never for anything else.
    #[must_use]
    pub fn idempotency_key(&self) -> &str {
        &self.call.idempotency_key
    }

    /// Which attempt it is, from 1. A repetition after a crash is the same attempt.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.call.attempt
    }

    /// When the task runs out of time, if the state or the machine says so.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        self.call.deadline
    }

    /// The name its workflow is registered under.
    #[must_use]
    pub fn workflow(&self) -> &'static str {
        self.call.workflow
    }

    /// The state that asks.
    #[must_use]
    pub fn state_name(&self) -> &'static str {
        self.call.state
    }

    /// `Resource` as the definition writes it.
    #[must_use]
    pub fn resource(&self) -> &'static str {
        self.call.resource
    }

    /// The execution's ARN.
    #[must_use]
    pub fn execution_id(&self) -> &str {
        &self.call.execution_id
    }

    /// The execution's name.
    #[must_use]
    pub fn execution_name(&self) -> &str {
        &self.call.execution_name
    }

    /// The present moment on the engine's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.call.clock.now()
    }

    /// Sleeps on the engine's clock.
    pub async fn sleep(&self, duration: Duration) {
        let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        self.call.clock.sleep_until(later(self.now(), milliseconds)).await;
    }

    /// Whether nobody waits for the result any more: the call is over, ran out of time or was stopped.
    /// The engine drops the handler's own future then; this is for what the handler has set going
    /// elsewhere.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        *self.cancelled.borrow() || self.cancelled.has_changed().is_err()
    }

    /// Ends once nobody waits for the result any more.
    pub async fn cancelled(&self) {
        let mut cancelled = self.cancelled.clone();
        // An error says that the engine's side is gone, which is the same.
        _ = cancelled.wait_for(|cancelled| *cancelled).await;
    }
}

impl fmt::Debug for TaskContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskContext")
            .field("idempotency_key", &self.idempotency_key())
            .field("attempt", &self.attempt())
            .finish_non_exhaustive()
    }
}
