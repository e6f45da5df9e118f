//! One state over one layout: what it does and what leaves it.

mod exit;
mod input;
mod result;
mod steps;
mod work;

use std::collections::BTreeSet;

use crate::{
    ir::{self, Kind, ScopeId},
    lower::{
        Target,
        layout::{Layouts, Presence},
        made::{Made, Values},
        plan::{ArmId, Body, Expr},
        resolve::Resolver,
        tasks::Tasks,
        view::View,
    },
    types::Contract,
};

/// A document that leaves a state.
#[expect(clippy::large_enum_variant, reason = "few live at a time, and none is kept in a list")]
pub enum Leaving {
    /// The state's data, with what is laid over it by now.
    Same(Presence),
    /// Another value.
    New(Made),
}

/// Lowers cells, and collects where they lead.
pub struct Cells<'a> {
    /// The definition.
    pub machine: &'a ir::Machine,
    /// The contract; an empty one if there is none.
    pub contract: &'a Contract,
    /// The tasks behind the resources.
    pub tasks: &'a Tasks,
    /// How values are held.
    pub values: Values,
    /// The layouts so far.
    pub layouts: &'a mut Layouts,
    /// Targets that take plain values, because too many layouts lead there.
    pub collapsed: &'a BTreeSet<Target>,
    /// Where the cells lowered so far lead.
    pub edges: Vec<(Target, ArmId, Presence)>,
    /// The scope of the state that is lowered.
    pub scope: ScopeId,
}

impl Cells<'_> {
    fn resolver(&self) -> Resolver<'_> {
        Resolver { layouts: self.layouts, contract: self.contract, item: None }
    }

    /// What a state does with data of a layout.
    pub fn cell(&mut self, state: &ir::State, arm: ArmId, presence: &Presence) -> Body {
        let data = View::data(arm, presence.clone());
        self.scope = state.scope;
        match &state.kind {
            Kind::Pass(pass) => self.pass(pass, arm, presence, &data),
            Kind::Choice(choice) => self.choice(choice, presence, &data),
            Kind::Wait(wait) => self.wait(wait, arm, presence, &data),
            Kind::Succeed(succeed) => self.succeed(succeed, arm, presence, &data),
            Kind::Fail(fail) => self.fail(fail, &data),
            Kind::Task(task) => self.task(task, arm, presence, &data),
            Kind::Parallel(parallel) => self.parallel(parallel, arm, presence, &data),
            Kind::Map(map) => self.map(map, arm, presence, &data),
            // A machine with a state of unknown kind has an error and is never lowered.
            Kind::Unknown => Body::Fail { error: None, cause: None },
        }
    }

    /// The empty object.
    fn empty(&self) -> Made {
        match self.values {
            Values::Suited => Made::Record(Vec::new()),
            Values::Plain => Made::value(Expr::Json(serde_json::Value::Object(serde_json::Map::new()))),
        }
    }
}
