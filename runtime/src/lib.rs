//! Durable, typed workflows from the Amazon States Language, inside your own process.

mod arn;
pub mod clock;
mod cx;
mod engine;
mod failure;
mod flow;
mod history;
mod json;
pub mod store;
mod task;

pub use clock::{Clock, ManualClock, SystemClock};
pub use cx::Cx;
pub use engine::{
    Description, Engine, EngineBuilder, EngineError, Execution, ExecutionError, ExecutionQuery, ExecutionRef,
    HistoryQuery, Page, Parked, QueryError, Recovery, StartError, StopError,
};
pub use failure::{ErrorOutput, Failure, TaskError, TaskFailure};
pub use flow::{
    Catcher, Dispatch, Effect, Flow, FlowMeta, Retrier, StateIx, StateKind, StateMeta, TaskKind, TaskMeta, Turn, Wake,
};
pub use history::{EventType, HistoryEvent, HistoryLevel};
pub use store::{MemoryStore, Status, Store, StoreError, StoreErrorKind};
pub use task::TaskContext;

// The macros crate's `tasks` and `TaskError` derive, and the macros `workflow!` and `include_workflow!`,
// are re-exported here.

/// What generated code uses; no part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use {jiff, serde, serde_json};

    pub use crate::rfc3339;
}

/// A moment as the language writes it: RFC 3339 in UTC, with milliseconds.
#[doc(hidden)]
#[must_use]
pub fn rfc3339(moment: jiff::Timestamp) -> String {
    format!("{moment:.3}")
}
