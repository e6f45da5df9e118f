//! How the tasks of workflows over plain values reach their handlers.

use std::{
    future::{Future, ready},
    sync::Arc,
};

use serde_json::Value;

use super::Made;
use crate::{Failure, FlowMeta, TaskContext, TaskFailure, TaskMap, Work};

/// A method of the handlers' trait, as what it brings and that it can be moved between threads.
pub trait Method<'h, H>: Send + 'static {
    /// The handler at work.
    type Work: Future<Output = Result<Value, TaskFailure>> + Send + 'h;

    /// Calls it.
    fn call(self, handlers: &'h H, cx: TaskContext, input: Value) -> Self::Work;
}

impl<'h, H: 'h, F, W> Method<'h, H> for F
where
    F: FnOnce(&'h H, TaskContext, Value) -> W + Send + 'static,
    W: Future<Output = Result<Value, TaskFailure>> + Send + 'h,
{
    type Work = W;

    fn call(self, handlers: &'h H, cx: TaskContext, input: Value) -> W {
        self(handlers, cx, input)
    }
}

/// Calls a method of the handlers. It is here, and not in each workflow, because a future is much work for rustc.
pub fn handled<H, M>(handlers: Arc<H>, cx: TaskContext, input: Value, method: M) -> Work<Value>
where
    H: Send + Sync + 'static,
    M: for<'h> Method<'h, H>,
{
    Box::pin(async move { answer(method.call(&handlers, cx, input).await) })
}

fn answer(result: Result<Value, TaskFailure>) -> Made {
    result.map_err(|failure| Failure::from_task_error(&failure))
}

/// The failure of a call of a task that there is not: the engine and the generated code disagree.
pub fn no_task(task: u32) -> Work<Value> {
    Box::pin(ready(Err(Failure::runtime(format!("There is no task {task}.")))))
}

/// Calls the handler of a task's resource.
pub fn by_resource(
    handlers: Arc<TaskMap>,
    meta: &'static FlowMeta,
    cx: TaskContext,
    task: u32,
    input: Value,
) -> Work<Value> {
    match usize::try_from(task).ok().and_then(|task| meta.tasks.get(task)) {
        Some(meta) => Box::pin(async move { answer(handlers.call(meta.resource, cx, input).await) }),
        None => no_task(task),
    }
}
