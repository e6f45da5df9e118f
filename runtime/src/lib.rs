//! Durable, typed workflows from the Amazon States Language, inside your own process.

mod arn;
pub mod clock;
mod cx;
mod engine;
mod failure;
mod flow;
#[doc(hidden)]
pub mod generated;
mod history;
mod json;
pub mod store;
mod task;
mod task_map;

pub use clock::{Clock, ManualClock, SystemClock};
pub use cx::Cx;
pub use engine::{
    Description, Engine, EngineBuilder, EngineError, Execution, ExecutionError, ExecutionQuery, ExecutionRef,
    HistoryQuery, Page, Parked, QueryError, Recovery, StartError, StopError,
};
pub use failure::{ErrorOutput, Failure, TaskError, TaskFailure};
pub use flow::{
    Catcher, Checkpoint, Code, Dispatch, Effect, Flow, FlowMeta, Pattern, Retrier, StateIx, StateKind, StateMeta,
    TaskKind, TaskMeta, Terms, Turn, Unsupported, Wake, Work,
};
pub use history::{EventType, HistoryEvent, HistoryLevel};
pub use json::Unserialisable;
pub use store::{MemoryStore, Status, Store, StoreError, StoreErrorKind};
pub use task::TaskContext;

pub use stepwright_macros::{JsonForm, TaskError, tasks};
pub use task_map::TaskMap;

#[doc(hidden)]
pub use generated as __private;

/// Compiles a definition to a typed workflow, in place.
///
/// ```text
/// stepwright::workflow! {
///     /// Documentation of the generated module.
///     pub mod greeting;
///
///     // The contract: the types, and one trait of async functions. Without one, every value is a
///     // `serde_json::Value`.
///     #[derive(Clone, Debug, Serialize, Deserialize)]
///     pub struct Name { pub name: String }
///
///     #[stepwright::tasks(input = Name, output = String)]
///     pub trait GreetingTasks {
///         async fn greet(&self, name: Name) -> Result<String, Infallible>;
///     }
///
///     // The definition: inline, or the path of a file, from the folder of Cargo.toml.
///     definition = {
///         "StartAt": "Greet",
///         "States": {
///             "Greet": {
///                 "Type": "Task",
///                 "Resource": "arn:aws:lambda:us-east-1:123456789012:function:greet",
///                 "End": true
///             }
///         }
///     }
/// }
/// ```
///
/// The items of the contract stay where they are; the module holds `Workflow`, to be registered with an
/// [`Engine`], and the state enum. A definition that does not fit is a compile error at its token.
///
/// The module's documentation shows a picture of the workflow (default feature `pictures`).
///
/// rustc reads inline definitions as Rust tokens, so the JSON escapes `\/`, `\b`, `\f` and `\uXXXX` cannot
/// stand there; a definition that needs them goes into a file.
#[macro_export]
macro_rules! workflow {
    ($($tokens:tt)*) => { $crate::__private::workflow! { ($crate) $($tokens)* } };
}

/// Includes a module that `stepwright-build` wrote, by its name: that of the definition's file in snake case,
/// unless the build script gives another one. It stands in the module of the tasks trait, or, without a
/// contract, wherever the workflow is wanted.
#[macro_export]
macro_rules! include_workflow {
    ($name:literal) => {
        include!(concat!(
            env!(
                "OUT_DIR",
                "the crate has no build script: add a `build.rs` that compiles the definition with `stepwright-build`"
            ),
            "/",
            $name,
            ".rs"
        ));
    };
}

/// A moment as the language writes it: RFC 3339 in UTC, with milliseconds.
#[doc(hidden)]
#[must_use]
pub fn rfc3339(moment: jiff::Timestamp) -> String {
    format!("{moment:.3}")
}
