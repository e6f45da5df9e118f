//! The Rust that will be written, as data: what `lower` decides and `emit` prints.

mod change;
mod condition;
mod expr;
mod layout;
mod query;
mod read;
mod state;
mod task;
mod work;

use crate::types::contract::RustTy;
pub use change::{Change, Put};
pub use condition::{Condition, Operand};
pub use expr::Expr;
pub use layout::{ArmId, ArmPlan, SlotPlan};
pub use query::{Gather, Pick, QueryPlan};
pub use read::{
    Access, ContextPart, Missing, MissingKind, Op, Read, ReadSource, RootPlace, Scope, ScopeDocument, ValueStep,
};
pub use state::{Body, Cell, Exit, Goto, NewData, Output, StatePlan, UntilPlan};
pub use task::{Handlers, TaskPlan, Via};
pub use work::{After, CatchPlan, CountPlan, ForkBody, ForkPlan, TaskBody, TimeoutPlan};

/// A whole generated module.
#[derive(Debug)]
pub struct Plan {
    /// The layouts that state data has.
    pub arms: Vec<ArmPlan>,
    /// The states in the order of the definition; those that are never reached are left out.
    pub states: Vec<StatePlan>,
    /// The layouts an execution can end with.
    pub outputs: Vec<ArmId>,
    /// Where an execution begins: its variant, and how the input becomes state data.
    pub start: Goto,
    /// One entry for each distinct `Resource`.
    pub tasks: Vec<TaskPlan>,
    /// The type of the input.
    pub input: RustTy,
    /// The type of the output.
    pub output: RustTy,
    /// The handlers' trait: that of the contract, or one to be generated.
    pub handlers: Handlers,
    /// Names the definition's meaning and the layouts.
    pub fingerprint: String,
}

impl Plan {
    /// Whether all data are plain values, so that nothing in the module has a type of its own: there is no contract.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        matches!(self.handlers, Handlers::Generated)
    }
}
