//! Handlers of all contracts: what they answer depends on the call alone.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use stepwright::{TaskContext, TaskFailure};

/// What a task answers: a JSON value, or the name of an error.
pub type Answer = Result<Value, &'static str>;

/// Answers calls by a function of the method, its argument, and a number that is different for each seed,
/// state, attempt and argument.
#[derive(Clone, Debug)]
pub struct Handlers {
    /// Where the numbers come from.
    pub seed: u64,
    /// The answers.
    pub answer: fn(method: &str, argument: &Value, roll: u64) -> Answer,
}

impl Handlers {
    /// Answers a call of the typed build.
    ///
    /// # Errors
    /// What the answer says.
    pub fn typed<A: Serialize, R: DeserializeOwned>(
        &self,
        method: &str,
        cx: &TaskContext,
        argument: &A,
    ) -> Result<R, TaskFailure> {
        let argument =
            serde_json::to_value(argument).map_err(|error| TaskFailure::new("Test.Argument", error.to_string()))?;
        let answer = self.value(method, cx, &argument)?;
        serde_json::from_value(answer).map_err(|error| TaskFailure::new("Test.Answer", error.to_string()))
    }

    /// Answers a call of the untyped build, with the JSON form of what the typed one answers.
    ///
    /// # Errors
    /// What the answer says.
    pub fn untyped<A: Serialize + DeserializeOwned, R: Serialize + DeserializeOwned>(
        &self,
        method: &str,
        cx: &TaskContext,
        argument: Value,
    ) -> Result<Value, TaskFailure> {
        let argument = normal::<A>(argument).map_err(|error| TaskFailure::new("Test.Argument", error))?;
        let answer = self.value(method, cx, &argument)?;
        normal::<R>(answer).map_err(|error| TaskFailure::new("Test.Answer", error))
    }

    fn value(&self, method: &str, cx: &TaskContext, argument: &Value) -> Result<Value, TaskFailure> {
        let mut hasher = DefaultHasher::new();
        (self.seed, cx.state_name(), cx.attempt(), crate::outcome::sorted(argument).to_string()).hash(&mut hasher);
        (self.answer)(method, argument, hasher.finish())
            .map_err(|error| TaskFailure::new(error, format!("{method} failed")))
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

/// Implements a contract's trait for [`Handlers`], and makes the handlers of the untyped build.
macro_rules! handlers {
    ($tasks:ident { $($method:ident($argument:ty) -> $result:ty;)* }) => {
        impl $tasks for crate::Handlers {
            $(async fn $method(
                &self,
                cx: stepwright::TaskContext,
                argument: $argument,
            ) -> Result<$result, stepwright::TaskFailure> {
                self.typed(stringify!($method), &cx, &argument)
            })*
        }

        fn untyped_tasks(handlers: crate::Handlers) -> stepwright::TaskMap {
            let tasks = stepwright::TaskMap::new();
            $(let tasks = {
                let handlers = handlers.clone();
                let resource = concat!("arn:aws:lambda:us-east-1:123456789012:function:", stringify!($method));
                tasks.task(resource, move |cx, argument| {
                    let answer = handlers.untyped::<$argument, $result>(stringify!($method), &cx, argument);
                    async { answer }
                })
            };)*
            _ = handlers;
            tasks
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

/// The subject of a module: its two builds and its answers.
macro_rules! subject {
    ($name:ident) => {
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
                in_order: true,
                inputs: inputs(),
            }
        }
    };
}
pub(crate) use subject;
