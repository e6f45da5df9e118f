//! Decides which Rust there will be: layouts, states over them, and which code is native.
//!
//! A state's data is a base that is never written to, and slots laid over it by `ResultPath`. Every
//! layout that can arrive at a state makes one [`Cell`](plan::Cell). Layouts and cells depend on each
//! other through the whole graph, so they are found together, to a fixed point.

mod analysis;
mod assemble;
pub mod build;
pub mod cells;
pub mod condition;
pub mod failing;
pub mod fingerprint;
mod gather;
pub mod layout;
pub mod lossy;
pub mod made;
pub mod names;
pub mod order;
pub mod plan;
pub mod repr;
pub mod resolve;
mod tail;
pub mod tasks;
pub mod view;

use crate::{
    ir::{Machine, StateId},
    json,
    types::Contract,
};
use analysis::Analysis;
use made::Values;
use plan::Plan;

/// Where a document can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A state.
    State(StateId),
    /// The end of the execution.
    End,
}

/// Lowers a definition in which no error was found.
#[must_use]
pub fn lower(definition: &json::Node, machine: &Machine, contract: Option<&Contract>) -> Plan {
    let tasks = tasks::collect(machine, contract);
    let values = if contract.is_some() { Values::Suited } else { Values::Plain };
    let empty = Contract::default();
    let contract = contract.unwrap_or(&empty);
    let mut analysis = Analysis::new(machine, contract, &tasks, values);
    let (start, arrivals) = analysis.settle();
    let mut plan = analysis.plan(start, &arrivals);
    plan.fingerprint = fingerprint::of(definition, &plan, contract);
    plan.tasks = tasks.list;
    plan
}
