//! Wakes sleeping executions from the store's index of deadlines.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::{sync::Notify, task::JoinHandle};

use super::{
    recovery::{self, Origin},
    shared::{Phase, Shared},
    tree::never,
};
use crate::store::{DueFrame, StoreError};

/// How many frames are woken at a time.
const BATCH: usize = 256;

/// How long a store that failed is left alone.
const PAUSE: std::time::Duration = std::time::Duration::from_secs(1);

/// What the timer service plans.
#[derive(Default)]
pub(crate) struct Timer {
    plan: Mutex<Plan>,
    bell: Notify,
    task: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Plan {
    next: Option<Timestamp>,
    /// A deadline has come that the plan may not know.
    stale: bool,
}

impl Timer {
    /// Waits until the service has ended, and with it its hold on the store.
    pub(crate) async fn ended(&self) {
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            // It has ended as well if it panicked or its runtime is gone.
            _ = task.await;
        }
    }

    /// An execution sleeps until then, and its commit is durable.
    pub(crate) fn note(&self, deadline: Timestamp) {
        let mut plan = self.plan();
        if !plan.stale && plan.next.is_none_or(|next| deadline < next) {
            plan.stale = true;
            drop(plan);
            self.bell.notify_one();
        }
    }

    /// Whether a deadline has come that the service has not looked at yet.
    pub(crate) fn is_stale(&self) -> bool {
        self.plan().stale
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Begins to serve.
pub(crate) fn start(shared: &Arc<Shared>) {
    let task = shared.runtime.spawn(serve(shared.clone()));
    *shared.timer.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
}

/// Serves until the engine shuts down.
async fn serve(shared: Arc<Shared>) {
    let mut busy = shared.activity.busy();
    // Declared later and so dropped before: whoever sees no activity knows that the store is let go.
    let shared = shared;
    let timer = &shared.timer;
    while !shared.is(Phase::Draining) {
        // With no plan, whatever is noted while the store is read makes it stale.
        *timer.plan() = Plan::default();
        let next = match wake_due(&shared).await {
            Ok(next) => next,
            Err(error) => {
                shared.set_trouble(Some(error));
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let sleep = next.map(|deadline| shared.clock.sleep_until(deadline));
        {
            let mut plan = timer.plan();
            plan.next = next;
            if plan.stale {
                continue;
            }
        }
        busy.pause();
        tokio::select! {
            () = async { match sleep { Some(sleep) => sleep.await, None => std::future::pending().await } } => {}
            () = timer.bell.notified() => {}
            () = shared.reaches(Phase::Draining) => {}
        }
        busy.resume();
    }
}

/// Wakes what is due; the earliest deadline that is not.
async fn wake_due(shared: &Arc<Shared>) -> Result<Option<Timestamp>, StoreError> {
    let now = shared.now();
    let mut after: Option<DueFrame> = None;
    loop {
        let page = shared.read(move |store| store.due(now, after, BATCH)).await?;
        let full = page.len() >= BATCH;
        after = page.last().copied();
        recovery::load_and_run(shared, page.into_iter().map(|due| due.key), Origin::Timer).await?;
        if !full {
            let next = shared.read(move |store| store.next_deadline(now)).await?;
            // Rows that wait for others have a deadline that never comes.
            return Ok(next.filter(|next| *next < never()));
        }
    }
}
