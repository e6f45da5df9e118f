//! Handlers by resource, for workflows without a contract.

use std::{collections::HashMap, fmt, future::Future, pin::Pin, sync::Arc};

use serde_json::Value;

use crate::{TaskContext, TaskFailure, engine::START_EXECUTION};

type Answer = Pin<Box<dyn Future<Output = Result<Value, TaskFailure>> + Send>>;
type Handler = Arc<dyn Fn(TaskContext, Value) -> Answer + Send + Sync>;

/// Handlers over plain values, one for each `Resource` of a definition.
///
/// Every workflow that was compiled without a contract takes one in place of an implementation of its
/// own trait. `arn:aws:states:::states:startExecution`, with `.sync` and `.sync:2`, needs no handler: it
/// starts the workflow of the same engine that has the ARN `StateMachineArn`.
///
/// ```
/// # use stepwright::TaskMap;
/// # use serde_json::json;
/// let tasks = TaskMap::new()
///     .task("arn:aws:lambda:us-east-1:123456789012:function:greet", |_cx, input| async move {
///         Ok(json!({ "greeting": format!("hello, {}", input["name"]) }))
///     });
/// ```
#[derive(Clone, Default)]
pub struct TaskMap {
    handlers: HashMap<String, Handler>,
    otherwise: Option<Handler>,
}

impl TaskMap {
    /// No handlers yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The handler of one resource, named by the whole text of `Resource`.
    #[must_use]
    pub fn task<F, A>(mut self, resource: impl Into<String>, handler: F) -> Self
    where
        F: Fn(TaskContext, Value) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Value, TaskFailure>> + Send + 'static,
    {
        self.handlers.insert(resource.into(), erase(handler));
        self
    }

    /// The handler of every resource that has none of its own.
    #[must_use]
    pub fn otherwise<F, A>(mut self, handler: F) -> Self
    where
        F: Fn(TaskContext, Value) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Value, TaskFailure>> + Send + 'static,
    {
        self.otherwise = Some(erase(handler));
        self
    }

    /// Calls the handler of a resource; generated code does.
    #[doc(hidden)]
    pub fn call(
        &self,
        resource: &str,
        cx: TaskContext,
        input: Value,
    ) -> impl Future<Output = Result<Value, TaskFailure>> + Send + use<> {
        match self.handlers.get(resource).or(self.otherwise.as_ref()) {
            Some(handler) => handler(cx, input),
            None if resource.starts_with(START_EXECUTION) => Box::pin(async move { cx.start_execution(input).await }),
            None => {
                let cause = format!("no handler is given for the resource {resource}");
                Box::pin(std::future::ready(Err(TaskFailure::new("Stepwright.NoHandler", cause))))
            }
        }
    }
}

fn erase<F, A>(handler: F) -> Handler
where
    F: Fn(TaskContext, Value) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Value, TaskFailure>> + Send + 'static,
{
    Arc::new(move |cx, input| Box::pin(handler(cx, input)))
}

impl fmt::Debug for TaskMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskMap").field("resources", &self.handlers.keys()).finish_non_exhaustive()
    }
}
