//! Decides which Rust there will be: layouts, states over them, and which code is native.
//!
//! A state's data is a base that is never written to, and slots laid over it by `ResultPath`. Every
//! layout that can arrive at a state makes one [`Cell`]. Layouts and cells depend on each
//! other through the whole graph, so they are found together, to a fixed point.

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

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::{
    ir::{Machine, ScopeId, StateId},
    json,
    types::{Contract, contract::RustTy},
};
use cells::Cells;
use layout::{Layouts, Presence};
use names::Taken;
use plan::{ArmId, ArmPlan, Body, Cell, Goto, Handlers, Plan, SlotPlan, StatePlan};
use repr::Repr;

/// Where a document can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A state.
    State(StateId),
    /// The end of the execution.
    End,
}

/// More layouts than this at one place, and it takes plain values instead.
const ARMS: usize = 4;

/// The data that is known to arrive at each place.
type Arrivals = BTreeMap<(Target, ArmId), Presence>;

/// Lowers a definition in which no error was found.
#[must_use]
pub fn lower(definition: &json::Node, machine: &Machine, contract: Option<&Contract>) -> Plan {
    let empty = Contract::default();
    let tasks = tasks::collect(machine, contract);
    let mut lowering = Lowering {
        machine,
        contract: contract.unwrap_or(&empty),
        typed: contract.is_some(),
        tasks: &tasks,
        layouts: Layouts::default(),
        collapsed: BTreeSet::new(),
    };
    let (start, arrivals) = lowering.settle();
    let mut plan = lowering.plan(start, &arrivals);
    plan.fingerprint = fingerprint::of(definition, &plan, lowering.contract);
    plan.tasks = tasks.list;
    plan
}

struct Lowering<'a> {
    machine: &'a Machine,
    contract: &'a Contract,
    typed: bool,
    tasks: &'a tasks::Tasks,
    layouts: Layouts,
    collapsed: BTreeSet<Target>,
}

impl Lowering<'_> {
    fn cells(&mut self) -> Cells<'_> {
        Cells {
            machine: self.machine,
            contract: self.contract,
            tasks: self.tasks,
            typed: self.typed,
            layouts: &mut self.layouts,
            collapsed: &self.collapsed,
            edges: Vec::new(),
            scope: ScopeId::TOP,
        }
    }

    fn types(&self) -> (RustTy, RustTy) {
        let tasks = self.contract.tasks.as_ref();
        let ty = |typed: Option<&crate::types::contract::Typed>| typed.map_or(RustTy::Value, |typed| typed.ty.clone());
        (ty(tasks.and_then(|tasks| tasks.input.as_ref())), ty(tasks.and_then(|tasks| tasks.output.as_ref())))
    }

    /// Finds layouts and arrivals. Every round that settles something (a slot's form, a place that takes
    /// plain values) begins anew; what is settled only ever gets more general, so rounds end.
    fn settle(&mut self) -> (Goto, Arrivals) {
        loop {
            self.layouts.restart();
            let collapsed = self.collapsed.len();
            let (start, arrivals) = self.round();
            if !self.layouts.changed && self.collapsed.len() == collapsed {
                return (start, arrivals);
            }
        }
    }

    fn round(&mut self) -> (Goto, Arrivals) {
        let input = self.layouts.with_base(Repr::Rust(self.types().0));
        let start = self.machine.start().map_or(Target::End, Target::State);
        let mut cells = self.cells();
        let goto = cells.arrive(start, input, Presence::new());
        let mut edges = cells.edges;
        let mut arrivals = Arrivals::new();
        let mut work: VecDeque<(StateId, ArmId)> = VecDeque::new();
        // How large the layouts were before everything that has arrived was lowered again.
        let mut swept = None;
        loop {
            let mut grown = false;
            for (target, arm, presence) in std::mem::take(&mut edges) {
                let changed = match arrivals.get_mut(&(target, arm)) {
                    Some(known) => layout::join(known, &presence),
                    None => {
                        arrivals.insert((target, arm), presence);
                        let arms = arrivals.range((target, ArmId(0))..=(target, ArmId(u32::MAX))).count();
                        if arms > ARMS {
                            self.collapsed.insert(target);
                        }
                        true
                    }
                };
                grown |= changed;
                if let (true, Target::State(state)) = (changed, target)
                    && !work.contains(&(state, arm))
                {
                    work.push_back((state, arm));
                }
            }
            match work.pop_front() {
                Some((id, arm)) => edges = self.edges_of(id, arm, &arrivals),
                None if !grown && swept == Some(self.layouts.size()) => return (goto, arrivals),
                // A slot that a later state made may change how an earlier one writes: what is written in
                // the end is to be what was looked at last.
                None => {
                    swept = Some(self.layouts.size());
                    let all: Vec<_> = arrivals.keys().copied().collect();
                    for (target, arm) in all {
                        if let Target::State(id) = target {
                            edges.append(&mut self.edges_of(id, arm, &arrivals));
                        }
                    }
                }
            }
        }
    }

    /// Where a state leads over a layout.
    fn edges_of(&mut self, id: StateId, arm: ArmId, arrivals: &Arrivals) -> Vec<(Target, ArmId, Presence)> {
        let presence = arrivals.get(&(Target::State(id), arm)).cloned().unwrap_or_default();
        let Some(state) = self.machine.state(id) else { return Vec::new() };
        let mut cells = self.cells();
        cells.cell(state, arm, &presence);
        cells.edges
    }

    fn plan(&mut self, start: Goto, arrivals: &Arrivals) -> Plan {
        let names: Vec<&str> = self.machine.states.iter().map(|state| state.name.as_str()).collect();
        let names = names::states(&names);
        let (mut states, mut forks) = (Vec::new(), Taken::default());
        for ((id, state), names) in self.machine.iter().zip(names) {
            let mut cells = Vec::new();
            for ((_, arm), presence) in
                arrivals.range((Target::State(id), ArmId(0))..=(Target::State(id), ArmId(u32::MAX)))
            {
                let body: Body = self.cells().cell(state, *arm, presence);
                let input = self.cells().input_read(state, *arm, presence);
                let selected = self.cells().selected(state, *arm, presence);
                cells.push(Cell { arm: *arm, input, selected, body });
            }
            for cell in &mut cells {
                if let Body::Fork(fork) = &mut cell.body {
                    fork.variant = forks.free(names.variant.clone());
                }
            }
            if !cells.is_empty() {
                states.push(StatePlan { id, variant: names.variant, function: names.function, cells });
            }
        }
        let outputs = arrivals
            .range((Target::End, ArmId(0))..=(Target::End, ArmId(u32::MAX)))
            .map(|((_, arm), _)| *arm)
            .collect();
        let (input, output) = self.types();
        let handlers = match &self.contract.tasks {
            Some(tasks) => Handlers::Contract(tasks.path.clone()),
            None => Handlers::Generated,
        };
        Plan {
            arms: self.arm_plans(),
            states,
            outputs,
            start,
            tasks: Vec::new(),
            input,
            output,
            handlers,
            fingerprint: String::new(),
        }
    }

    fn arm_plans(&self) -> Vec<ArmPlan> {
        let mut taken = Taken::from_iter(["Value"]);
        let mut out = Vec::new();
        for arm in &self.layouts.arms {
            let name = match &arm.base {
                Repr::Rust(RustTy::Value) => "Value".to_owned(),
                Repr::Rust(ty) => taken.free(format!("{}Data", self.type_word(ty))),
                Repr::Object => taken.free("Fields".to_owned()),
                Repr::ErrorOutput => taken.free("ErrorData".to_owned()),
                Repr::Text => taken.free("TextData".to_owned()),
            };
            let mut fields = Taken::from_iter(["base"]);
            let slots = arm
                .slots
                .iter()
                .map(|slot| SlotPlan {
                    field: fields.free(names::field(&slot.path)),
                    path: slot.path.clone(),
                    repr: slot.repr.clone(),
                    rank: self.layouts.rank(arm, &slot.path),
                })
                .collect();
            out.push(ArmPlan { name, base: arm.base.clone(), slots, is_copied: arm.is_copied });
        }
        out
    }

    /// A word for a type, for the name of the layout over it.
    fn type_word(&self, ty: &RustTy) -> String {
        match ty {
            // What cannot be seen into is called by its text, which may be any type: `Page<(u8, Item)>`.
            RustTy::Def(id) => self.contract.def(*id).map_or_else(|| "Def".to_owned(), |def| word(&def.name)),
            RustTy::Option(inner) => format!("Optional{}", self.type_word(inner)),
            RustTy::Box(inner) => self.type_word(inner),
            RustTy::Tuple(_) => "Tuple".to_owned(),
            RustTy::Vec(inner) => format!("{}List", self.type_word(inner)),
            RustTy::Map(inner, _) => format!("{}Map", self.type_word(inner)),
            RustTy::Unit => "Null".to_owned(),
            RustTy::Bool => "Bool".to_owned(),
            RustTy::Int(_) => "Int".to_owned(),
            RustTy::F32 | RustTy::F64 => "Float".to_owned(),
            RustTy::String => "String".to_owned(),
            RustTy::Timestamp => "Timestamp".to_owned(),
            RustTy::Value => "Value".to_owned(),
            RustTy::Opaque(_) | RustTy::Coded(_) => "Opaque".to_owned(),
        }
    }
}

/// The part of a type's text that may stand in an identifier.
fn word(text: &str) -> String {
    let word: String = text.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
    if word.starts_with(|c: char| c.is_alphabetic() || c == '_') { word } else { format!("Of{word}") }
}
