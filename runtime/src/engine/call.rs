//! One call of a handler: its context, its time, and its panics.

use std::{
    any::Any,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use jiff::Timestamp;
use tokio::sync::watch;

use super::{
    activity::{Activity, Busy},
    machine::{Call, Reply, Work},
    shared::Shared,
};
use crate::{
    Failure, TaskContext,
    clock::later,
    cx::{Header, Info},
    task::CallInfo,
};

/// The error of a handler that panicked.
const PANICKED: &str = "Stepwright.HandlerPanicked";

/// How a call ended.
pub(crate) enum Ended {
    Replied(Result<Reply, Failure>),
    /// The execution's own time is up.
    ExecutionTimedOut,
}

/// Calls the handler and waits for it, for the task's time-out and for the execution's.
pub(crate) async fn perform(
    shared: &Shared,
    info: &Info<'_>,
    header: &Header,
    call: Call,
    execution_deadline: Option<Timestamp>,
    busy: &mut Busy,
) -> Ended {
    busy.pause();
    let _permit = match &shared.calls {
        Some(calls) => calls.clone().acquire_owned().await.ok(),
        None => None,
    };
    let window = call.timeout_seconds.map(|seconds| later(shared.now(), seconds.saturating_mul(1_000)));
    let deadline = [window, execution_deadline].into_iter().flatten().min();
    let (_cancel, cancelled) = watch::channel(false);
    let cx = TaskContext::new(call_info(shared, info, header, call.task, deadline), cancelled);
    let work = Watched { work: begin(call.make, cx), activity: shared.activity.clone() };
    let ended = match deadline {
        None => Ended::Replied(work.await),
        Some(deadline) => tokio::select! {
            biased;
            reply = work => Ended::Replied(reply),
            () = shared.clock.sleep_until(deadline) => {
                if window == Some(deadline) { Ended::Replied(Err(Failure::timed_out())) } else { Ended::ExecutionTimedOut }
            }
        },
    };
    busy.resume();
    ended
}

fn call_info(shared: &Shared, info: &Info<'_>, header: &Header, task: u32, deadline: Option<Timestamp>) -> CallInfo {
    let meta = info.meta();
    let state = usize::try_from(header.state.0).ok().and_then(|index| meta.states.get(index));
    let task = usize::try_from(task).ok().and_then(|index| meta.tasks.get(index));
    let execution_id = info.arn().clone();
    CallInfo {
        workflow: meta.name,
        state: state.map_or("", |state| state.name),
        resource: task.map_or("", |task| task.resource),
        // The top level is frame 0.
        idempotency_key: format!("{execution_id}/0/{}", header.visit),
        execution_id,
        execution_name: info.name().to_owned(),
        attempt: header.retry_count.saturating_add(1),
        deadline,
        clock: shared.clock.clone(),
    }
}

fn begin(make: Box<dyn FnOnce(TaskContext) -> Work + Send>, cx: TaskContext) -> Work {
    match catch_unwind(AssertUnwindSafe(|| make(cx))) {
        Ok(work) => work,
        Err(panic) => Box::pin(std::future::ready(Err(panicked(&*panic)))),
    }
}

fn panicked(panic: &(dyn Any + Send)) -> Failure {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Failure::new(PANICKED, format!("the handler panicked: {}", text.unwrap_or("without a text")))
}

/// A handler's future: a panic is an error of the task, and being polled is something that happens.
struct Watched {
    work: Work,
    activity: Arc<Activity>,
}

impl Future for Watched {
    type Output = Result<Reply, Failure>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let _busy = self.activity.busy();
        match catch_unwind(AssertUnwindSafe(|| self.work.as_mut().poll(cx))) {
            Ok(poll) => poll,
            Err(panic) => Poll::Ready(Err(panicked(&*panic))),
        }
    }
}

impl Drop for Watched {
    /// A call that is given up drops what the handler holds, and that may panic as well: the execution goes
    /// on all the same.
    fn drop(&mut self) {
        let work = std::mem::replace(&mut self.work, Box::pin(std::future::pending()));
        _ = catch_unwind(AssertUnwindSafe(|| drop(work)));
    }
}
