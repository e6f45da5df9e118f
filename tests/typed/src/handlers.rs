//! Handlers of all contracts: what they answer depends on the call alone.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use stepwright::{TaskContext, TaskFailure};

use crate::Subject;

/// What a task answers: a JSON value, or the name of an error.
pub type Answer = Result<Value, &'static str>;

/// How long a task takes, by a number as the answer has one.
pub type Pace = fn(&TaskContext, u64) -> Duration;

/// A time of its own for every call: no two that are in flight together end together.
pub(crate) fn apart(_: &TaskContext, roll: u64) -> Duration {
    Duration::from_millis(roll % 800_000_000 + 1)
}

/// Answers calls by a function of the method, its argument, and a number that is different for each seed,
/// call, attempt and argument.
#[derive(Clone, Debug)]
pub struct Handlers {
    pub(crate) seed: u64,
    answer: fn(method: &str, argument: &Value, roll: u64) -> Answer,
    pace: Pace,
    /// When calls end, by key and attempt: one that is repeated after a restart ends when it would have.
    ends: Arc<Mutex<HashMap<(String, u32), Timestamp>>>,
}

impl Handlers {
    /// The handlers of one run.
    pub(crate) fn new<I: Clone + std::fmt::Debug>(seed: u64, subject: &Subject<I>) -> Self {
        Self { seed, answer: subject.answer, pace: subject.pace, ends: Arc::default() }
    }

    /// Answers a call of the typed build.
    ///
    /// # Errors
    /// What the answer says.
    pub async fn typed<A: Serialize, R: DeserializeOwned>(
        &self,
        method: &str,
        cx: &TaskContext,
        argument: A,
    ) -> Result<R, TaskFailure> {
        let argument =
            serde_json::to_value(argument).map_err(|error| TaskFailure::new("Test.Argument", error.to_string()))?;
        let answer = self.value(method, cx, &argument).await?;
        serde_json::from_value(answer).map_err(|error| TaskFailure::new("Test.Answer", error.to_string()))
    }

    /// Answers a call of the untyped build, with the JSON form of what the typed one answers.
    ///
    /// # Errors
    /// What the answer says.
    pub async fn untyped<A: Serialize + DeserializeOwned, R: Serialize + DeserializeOwned>(
        &self,
        method: &str,
        cx: &TaskContext,
        argument: Value,
    ) -> Result<Value, TaskFailure> {
        let argument = normal::<A>(argument).map_err(|error| TaskFailure::new("Test.Argument", error))?;
        let answer = self.value(method, cx, &argument).await?;
        normal::<R>(answer).map_err(|error| TaskFailure::new("Test.Answer", error))
    }

    async fn value(&self, method: &str, cx: &TaskContext, argument: &Value) -> Result<Value, TaskFailure> {
        let mut hasher = DefaultHasher::new();
        let argument_text = crate::outcome::sorted(argument).to_string();
        (self.seed, cx.state_name(), cx.idempotency_key(), cx.attempt(), argument_text).hash(&mut hasher);
        let roll = hasher.finish();
        let end = {
            let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
            let call = (cx.idempotency_key().to_owned(), cx.attempt());
            *ends.entry(call).or_insert_with(|| cx.now() + (self.pace)(cx, roll))
        };
        if let Ok(rest) = Duration::try_from(end.duration_since(cx.now())) {
            cx.sleep(rest).await;
        }
        (self.answer)(method, argument, roll).map_err(|error| TaskFailure::new(error, format!("{method} failed")))
    }
}

/// A value as a type writes it that read it.
///
/// # Errors
/// The type does not read it.
pub(crate) fn normal<T: Serialize + DeserializeOwned>(value: Value) -> Result<Value, String> {
    let read: T = serde_json::from_value(value).map_err(|error| error.to_string())?;
    serde_json::to_value(read).map_err(|error| error.to_string())
}

/// What `lambda:invoke` hands to a function.
pub(crate) fn payload(parameters: &Value) -> Result<Value, TaskFailure> {
    match parameters.get("Payload") {
        None | Some(Value::Null) => Ok(json!({})),
        Some(Value::String(text)) => serde_json::from_str(text).map_err(|error| {
            let cause = format!("Could not parse request body into json: {error}");
            TaskFailure::new("Lambda.InvalidRequestContentException", cause)
        }),
        Some(payload) => Ok(payload.clone()),
    }
}

/// What `lambda:invoke` makes of a function's result.
pub(crate) fn envelope(payload: Value) -> Value {
    json!({
        "ExecutedVersion": "$LATEST",
        "Payload": payload,
        "SdkHttpMetadata": { "AllHttpHeaders": {}, "HttpHeaders": {}, "HttpStatusCode": 200 },
        "SdkResponseMetadata": { "RequestId": null },
        "StatusCode": 200,
    })
}

/// The name of the function that an ARN or a name means.
pub(crate) fn function(name: &str) -> &str {
    let name = name.rsplit_once(":function:").map_or(name, |(_, name)| name);
    name.split(':').next().unwrap_or(name)
}

/// Implements a contract's trait for [`Handlers`], and makes the handlers of the untyped build.
macro_rules! handlers {
    ($tasks:ident { $($method:ident($argument:ty) -> $result:ty $(= $resource:literal)?;)* }) => {
        impl $tasks for crate::Handlers {
            $(async fn $method(
                &self,
                cx: stepwright::TaskContext,
                argument: $argument,
            ) -> Result<$result, stepwright::TaskFailure> {
                self.typed(stringify!($method), &cx, argument).await
            })*
        }

        fn untyped_tasks(handlers: crate::Handlers) -> stepwright::TaskMap {
            let tasks = stepwright::TaskMap::new();
            $(let tasks = {
                let handlers = handlers.clone();
                let resource = concat!("arn:aws:lambda:us-east-1:123456789012:function:", stringify!($method));
                $(let resource = { let _ = resource; $resource };)?
                tasks.task(resource, move |cx, argument| {
                    let handlers = handlers.clone();
                    async move { handlers.untyped::<$argument, $result>(stringify!($method), &cx, argument).await }
                })
            };)*
            tasks.task("arn:aws:states:::lambda:invoke", move |cx, parameters| {
                let handlers = handlers.clone();
                async move {
                    _ = (&handlers, &cx);
                    let name = parameters.get("FunctionName").and_then(serde_json::Value::as_str).unwrap_or_default();
                    let brought = match (crate::handlers::function(name), crate::handlers::payload(&parameters)?) {
                        $((stringify!($method), payload) => {
                            handlers.untyped::<$argument, $result>(stringify!($method), &cx, payload).await
                        })*
                        (name, _) => Err(stepwright::TaskFailure::new("Test.Function", name)),
                    };
                    brought.map(crate::handlers::envelope)
                }
            })
        }

        /// An argument as its type writes it: the untyped build has it as the definition made it.
        fn normal_argument(resource: &str, argument: serde_json::Value) -> serde_json::Value {
            match resource.rsplit(':').next() {
                $(Some(stringify!($method)) => {
                    crate::handlers::normal::<$argument>(argument.clone()).unwrap_or(argument)
                })*
                _ => argument,
            }
        }
    };
}
pub(crate) use handlers;

/// The subject of a module: its two builds, its answers, and, if tasks run out of time, how long they take.
macro_rules! subject {
    ($name:ident) => {
        crate::handlers::subject!($name, crate::handlers::apart, keeps_time: true, in_order: true);
    };
    ($name:ident, in_any_order) => {
        crate::handlers::subject!($name, crate::handlers::apart, keeps_time: true, in_order: false);
    };
    ($name:ident, pace: $pace:expr) => {
        crate::handlers::subject!($name, $pace, keeps_time: false, in_order: true);
    };
    ($name:ident, $pace:expr, keeps_time: $keeps_time:literal, in_order: $in_order:literal) => {
        #[allow(clippy::all, clippy::pedantic, missing_docs, unreachable_pub)]
        mod typed_build {
            use super::*;
            include!(concat!(env!("OUT_DIR"), "/typed/", stringify!($name), ".rs"));
        }
        #[allow(clippy::all, clippy::pedantic, missing_docs, unreachable_pub)]
        mod untyped_build {
            include!(concat!(env!("OUT_DIR"), "/untyped/", stringify!($name), ".rs"));
        }

        /// Both builds of the definition.
        #[must_use]
        pub fn subject() -> crate::Subject<Input> {
            crate::Subject {
                name: stringify!($name),
                typed: |builder, handlers| builder.register(typed_build::$name::Workflow, handlers),
                untyped: |builder, handlers| builder.register(untyped_build::$name::Workflow, untyped_tasks(handlers)),
                normal_argument,
                answer,
                pace: $pace,
                keeps_time: $keeps_time,
                in_order: $in_order,
                inputs: inputs(),
            }
        }
    };
}
pub(crate) use subject;
