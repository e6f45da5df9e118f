//! What a handler is told about the call that it serves.

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::{OwnedSemaphorePermit, watch};

use crate::{
    TaskFailure,
    clock::{Clock, later, to_millisecond},
    engine::{self, Shared},
    json::{self, Unserialisable},
};

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
    /// Whether the engine was built anew since the attempt began.
    pub(crate) repeated: bool,
    pub(crate) deadline: Option<Timestamp>,
    pub(crate) clock: Arc<dyn Clock>,
    /// The engine, for tasks that start workflows of it: gone once it is shut down.
    pub(crate) engine: Weak<Shared>,
    pub(crate) said: Said,
}

/// What a handler tells the engine while it works.
#[derive(Default)]
pub(crate) struct Said {
    /// What its service answered when it took the job.
    pub(crate) submitted: Mutex<Option<Result<Submitted, Unserialisable>>>,
    /// It cannot end in this engine: the call is made again by another one.
    pub(crate) let_go: AtomicBool,
    /// Its place among the handlers that work at the same time, if they are counted.
    pub(crate) place: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Said {
    /// Gives the handler's place to others.
    pub(crate) fn make_room(&self) {
        drop(self.place.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// That a service took a job.
#[derive(Clone, Debug)]
pub(crate) struct Submitted {
    pub(crate) at: Timestamp,
    /// Its answer, as JSON text.
    pub(crate) text: String,
}

impl TaskContext {
    pub(crate) fn new(call: Arc<CallInfo>, cancelled: watch::Receiver<bool>) -> Self {
        Self { call, cancelled }
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

    /// Whether the engine was built anew since this attempt began: what the handler does may have been done
    /// already.
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.call.repeated
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

    /// Says that the service took the job whose end the handler now waits for, with the service's answer:
    /// for tasks with `.sync` and `.waitForTaskToken`. The history shows it as `TaskSubmitted` once the task
    /// has ended; a handler that does not say so has it shown without an answer. An answer that has no JSON
    /// form fails the task.
    pub fn submitted(&self, response: &impl Serialize) {
        let at = to_millisecond(self.now());
        let submitted = json::text(response).map(|text| Submitted { at, text });
        *self.call.said.submitted.lock().unwrap_or_else(PoisonError::into_inner) = Some(submitted);
    }

    /// Gives up a call that cannot end before the engine does; it is made again after a restart. To be
    /// awaited in the handler's own future.
    pub(crate) async fn let_go<T>(&self) -> T {
        self.call.said.let_go.store(true, Ordering::Relaxed);
        std::future::pending().await
    }

    /// Says that the handler does not work from now on, but waits for work that is counted elsewhere.
    pub(crate) fn make_room(&self) {
        self.call.said.make_room();
    }

    /// Serves `arn:aws:states:::states:startExecution`, with `.sync` and `.sync:2`: starts a workflow of the
    /// same engine. Generated code calls it where the handlers have no method for the resource.
    #[doc(hidden)]
    pub async fn start_execution(&self, parameters: Value) -> Result<Value, TaskFailure> {
        engine::start_nested(self, &self.call.engine, &parameters).await
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
