//! Runs an engine on a manual clock: time moves when nothing else does.

use std::{future::Future, time::Duration};

use super::Engine;
use crate::ManualClock;

/// How often others get the thread before stillness is believed.
const ROUNDS: usize = 4;

impl Engine {
    /// Waits until nothing happens: every execution has ended, sleeps, or waits for a handler that
    /// itself waits. For tests with a [`ManualClock`].
    pub async fn idle(&self) {
        self.still(None).await;
    }

    async fn still(&self, clock: Option<&ManualClock>) {
        let shared = &self.shared;
        let quiet = || {
            let waking = clock.is_some_and(ManualClock::is_waking) || shared.timer.is_stale();
            if waking { None } else { shared.activity.quiet_since() }
        };
        let mut attempts = 0_u32;
        loop {
            let before = quiet();
            for _ in 0..ROUNDS {
                tokio::task::yield_now().await;
            }
            if before.is_some() && before == quiet() {
                return;
            }
            attempts += 1;
            if attempts > 16 {
                tokio::time::sleep(Duration::from_micros(200)).await;
            }
        }
    }
}

impl ManualClock {
    /// Runs a future to its end, moving this clock on to the next deadline whenever the engine, which
    /// runs on this clock, is idle.
    pub async fn run<T>(&self, engine: &Engine, future: impl Future<Output = T>) -> T {
        let mut future = std::pin::pin!(future);
        loop {
            tokio::select! {
                biased;
                output = &mut future => return output,
                () = engine.still(Some(self)) => {}
            }
            if !self.advance_to_next() {
                // Whatever the future waits for is not a matter of time.
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    }
}
