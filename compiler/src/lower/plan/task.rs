//! Tasks: their methods, what goes to them and comes back, and how their handlers are reached.

use crate::{ir::ResourceKind, types::contract::RustTy};

/// Who implements the tasks.
#[derive(Debug)]
pub enum Handlers {
    /// The contract's trait, by its path.
    Contract(String),
    /// A trait with one method a resource is generated.
    Generated,
}

/// One task that the definition calls.
#[derive(Debug)]
pub struct TaskPlan {
    /// `Resource` as written.
    pub resource: String,
    /// What it is.
    pub kind: ResourceKind,
    /// The method of the handlers.
    pub method: String,
    /// The variant of `Call` and `Reply`.
    pub variant: String,
    /// The type of the call's argument; a plain value, kept for the history only, if the method takes none.
    pub argument: RustTy,
    /// Whether the method takes an argument.
    pub takes_argument: bool,
    /// What it brings.
    pub result: RustTy,
    /// Whether the method takes a `TaskContext`.
    pub takes_context: bool,
    /// The result may hold what its JSON form does not: it is brought to what a checkpoint would give
    /// back before anything sees it.
    pub normalise: bool,
    /// How the handler is reached.
    pub via: Via,
}

/// How the handler of a task is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The call's argument is the handler's, and its result is the task's.
    Direct,
    /// `lambda:invoke`: the argument is `Payload` of the parameters, the result stands in an envelope.
    Invoke,
    /// The engine answers itself: `states:startExecution`.
    Engine,
    /// The handler only asks: what its token brings is the result, and no engine hands out tokens yet.
    Token {
        /// Behind `lambda:invoke`, where the argument is `Payload` of the parameters.
        is_invoked: bool,
    },
}
