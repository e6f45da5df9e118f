//! Calls of handlers: their contexts, their time, and their panics.

use std::{
    any::Any,
    collections::HashMap,
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
    task::{Context, Poll},
};

use futures_util::{
    FutureExt, StreamExt,
    future::{AbortHandle, abortable},
    stream::FuturesUnordered,
};
use jiff::Timestamp;
use tokio::sync::watch;

use super::{
    activity::Activity,
    machine::{Call, Reply, Work},
    shared::Shared,
    tree::{Answer, Asking},
};
use crate::{
    Failure, TaskContext,
    clock::later,
    cx::{Header, Info},
    task::{CallInfo, Said},
};

/// The error of a handler that panicked.
const PANICKED: &str = "Stepwright.HandlerPanicked";

/// A call that is being made; nothing comes of one that was given up.
type Running = Pin<Box<dyn Future<Output = Option<Answer>> + Send>>;

/// The calls of one execution that are being made.
#[derive(Default)]
pub(crate) struct Calls {
    /// The top level's: there are no others beside it, and it ends with the execution.
    root: Option<Running>,
    others: Option<FuturesUnordered<Running>>,
    /// Those of `others` may be dropped alone.
    handles: HashMap<u32, AbortHandle>,
}

impl Calls {
    pub(crate) fn is_empty(&self) -> bool {
        self.root.is_none() && self.others.as_ref().is_none_or(FuturesUnordered::is_empty)
    }

    /// Makes a call.
    pub(crate) fn make(
        &mut self,
        shared: &Arc<Shared>,
        info: &Info<'_>,
        header: &Header,
        asking: Asking,
        until: Option<Timestamp>,
    ) {
        let facts = Facts::new(info, header, &asking);
        let Asking { frame, call, .. } = asking;
        let work = perform(shared.clone(), facts, call, until);
        if frame == 0 {
            self.root = Some(Box::pin(work));
        } else {
            let (work, handle) = abortable(work);
            self.handles.insert(frame, handle);
            self.others.get_or_insert_default().push(Box::pin(async { work.await.ok().flatten() }));
        }
    }

    /// Gives up the call of a frame that is gone, if it made one.
    pub(crate) fn drop_call(&mut self, frame: u32) {
        if let Some(handle) = self.handles.remove(&frame) {
            handle.abort();
        }
    }

    /// Waits until a call has ended; its answer, unless it was given up. Never ends if no call is being made.
    pub(crate) async fn next(&mut self) -> Option<Answer> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Answer>> {
        if let Some(root) = &mut self.root
            && let Poll::Ready(answer) = root.as_mut().poll(cx)
        {
            self.root = None;
            return Poll::Ready(answer);
        }
        let Some(others) = self.others.as_mut().filter(|others| !others.is_empty()) else { return Poll::Pending };
        others.poll_next_unpin(cx).map(|ended| {
            let answer = ended.flatten()?;
            self.handles.remove(&answer.frame);
            Some(answer)
        })
    }

    /// The answers that are there.
    pub(crate) fn ready(&mut self) -> Vec<Answer> {
        let mut answers = Vec::new();
        while let Some(ended) = self.next().now_or_never() {
            answers.extend(ended);
        }
        answers
    }
}

/// What a handler is told, but for what is known when it is called.
struct Facts {
    workflow: &'static str,
    state: &'static str,
    resource: &'static str,
    execution_id: Arc<str>,
    execution_name: String,
    frame: u32,
    visit: u64,
    attempt: u32,
    repeated: bool,
}

impl Facts {
    fn new(info: &Info<'_>, header: &Header, asking: &Asking) -> Self {
        let meta = info.meta();
        let state = usize::try_from(header.state.0).ok().and_then(|index| meta.states.get(index));
        let task = usize::try_from(asking.call.task).ok().and_then(|index| meta.tasks.get(index));
        Self {
            workflow: meta.name,
            state: state.map_or("", |state| state.name),
            resource: task.map_or("", |task| task.resource),
            execution_id: info.arn().clone(),
            execution_name: info.name().to_owned(),
            frame: asking.frame,
            visit: header.visit,
            attempt: header.retry_count.saturating_add(1),
            repeated: asking.repeated,
        }
    }
}

/// Calls the handler and waits for it and for the task's time-out. The execution's own time is its
/// driver's matter.
async fn perform(shared: Arc<Shared>, facts: Facts, call: Call, until: Option<Timestamp>) -> Option<Answer> {
    let permit = match &shared.calls {
        Some(calls) => calls.clone().acquire_owned().await.ok(),
        None => None,
    };
    let frame = facts.frame;
    let window = call.timeout_seconds.map(|seconds| later(shared.now(), seconds.saturating_mul(1_000)));
    let (_cancel, cancelled) = watch::channel(false);
    let info = Arc::new(CallInfo {
        workflow: facts.workflow,
        state: facts.state,
        resource: facts.resource,
        idempotency_key: format!("{}/{frame}/{}", facts.execution_id, facts.visit),
        execution_id: facts.execution_id,
        execution_name: facts.execution_name,
        attempt: facts.attempt,
        repeated: facts.repeated,
        deadline: [window, until].into_iter().flatten().min(),
        clock: shared.clock.clone(),
        engine: Arc::downgrade(&shared),
        said: Said { place: Mutex::new(permit), ..Said::default() },
    });
    // The handler's context may outlive the call; its place does not.
    let _working = Working(info.clone());
    let work = begin(call.make, TaskContext::new(info.clone(), cancelled));
    let work = Watched { work, call: info.clone(), activity: shared.activity.clone() };
    let reply: Result<Reply, Failure> = match window {
        None => work.await?,
        Some(window) => tokio::select! {
            biased;
            reply = work => reply?,
            () = shared.clock.sleep_until(window) => Err(Failure::timed_out()),
        },
    };
    let reply = reply.map_err(Failure::shortened);
    let submitted = info.said.submitted.lock().unwrap_or_else(PoisonError::into_inner).take().transpose();
    Some(match submitted {
        Ok(submitted) => Answer { frame, reply, submitted },
        Err(error) => {
            let cause = format!("what the service answered when it took the job cannot be written as JSON: {error}");
            let reply = reply.and(Err(Failure::new("Stepwright.InvalidResult", cause)));
            Answer { frame, reply, submitted: None }
        }
    })
}

/// A handler that counts among those that work at the same time.
struct Working(Arc<CallInfo>);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.said.make_room();
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

/// A handler's future: a panic is an error of the task, and being polled is something that happens. Nothing
/// comes of one that lets go.
struct Watched {
    work: Work,
    call: Arc<CallInfo>,
    activity: Arc<Activity>,
}

impl Future for Watched {
    type Output = Option<Result<Reply, Failure>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let _busy = self.activity.busy();
        match catch_unwind(AssertUnwindSafe(|| self.work.as_mut().poll(cx))) {
            Ok(Poll::Pending) if self.call.said.let_go.load(Ordering::Relaxed) => Poll::Ready(None),
            Ok(poll) => poll.map(Some),
            Err(panic) => Poll::Ready(Some(Err(panicked(&*panic)))),
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
