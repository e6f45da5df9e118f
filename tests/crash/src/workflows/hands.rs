//! Does the tasks: every call is written down before it works and before it returns.

use std::time::Duration;

use stepwright::TaskContext;

use crate::ledger::{Call, Entry, Scribe};

/// The handlers of all tasks. What they return depends on the argument and the attempt alone.
#[derive(Clone)]
pub struct Hands {
    scribe: Scribe,
    longest: Duration,
}

impl Hands {
    /// Hands that write there, and work for a random time up to `longest`.
    #[must_use]
    pub fn new(scribe: Scribe, longest: Duration) -> Self {
        Self { scribe, longest }
    }

    /// Serves one call. The round is what the data itself says about which visit of the state it is.
    pub(super) async fn work<T, E>(&self, cx: &TaskContext, round: u32, result: Result<T, E>) -> Result<T, E> {
        self.work_beside(cx, "", round, result).await
    }

    /// Serves one call of a branch or iteration.
    pub(super) async fn work_beside<T, E>(
        &self,
        cx: &TaskContext,
        lane: &str,
        round: u32,
        result: Result<T, E>,
    ) -> Result<T, E> {
        let call = Call {
            key: cx.idempotency_key().to_owned(),
            execution: cx.execution_name().to_owned(),
            state: cx.state_name().to_owned(),
            lane: lane.to_owned(),
            round,
            attempt: cx.attempt(),
        };
        self.scribe.note(Entry::Called(call.clone())).await;
        if !self.longest.is_zero() {
            tokio::time::sleep(self.longest.mul_f64(fastrand::f64())).await;
        }
        self.scribe.note(Entry::Returned(call)).await;
        result
    }
}
