//! Finds the layouts and what arrives where, to a fixed point: layouts, slots and presence depend on each other through
//! the whole graph.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
    Target,
    cells::Cells,
    layout::{self, Layouts, Presence},
    made::Values,
    plan::{ArmId, Goto},
    repr::Repr,
    tasks::Tasks,
};
use crate::{
    ir::{Machine, ScopeId, StateId},
    types::{
        Contract,
        contract::{RustTy, Typed},
    },
};

/// More layouts than this at one place, and it takes plain values instead.
const ARMS: usize = 4;

/// The data that is known to arrive at each place.
pub(super) type Arrivals = BTreeMap<(Target, ArmId), Presence>;

/// The layouts that arrive at one place.
pub(super) fn arriving(arrivals: &Arrivals, target: Target) -> impl Iterator<Item = (ArmId, &Presence)> {
    let all = (target, ArmId(0))..=(target, ArmId(u32::MAX));
    arrivals.range(all).map(|((_, arm), presence)| (*arm, presence))
}

/// The analysis of one definition.
pub(super) struct Analysis<'a> {
    pub(super) machine: &'a Machine,
    pub(super) contract: &'a Contract,
    values: Values,
    tasks: &'a Tasks,
    pub(super) layouts: Layouts,
    collapsed: BTreeSet<Target>,
}

impl<'a> Analysis<'a> {
    pub(super) fn new(machine: &'a Machine, contract: &'a Contract, tasks: &'a Tasks, values: Values) -> Self {
        Analysis { machine, contract, values, tasks, layouts: Layouts::default(), collapsed: BTreeSet::new() }
    }

    /// Lowers cells over the layouts as they are known.
    pub(super) fn cells(&mut self) -> Cells<'_> {
        Cells {
            machine: self.machine,
            contract: self.contract,
            tasks: self.tasks,
            values: self.values,
            layouts: &mut self.layouts,
            collapsed: &self.collapsed,
            edges: Vec::new(),
            scope: ScopeId::TOP,
        }
    }

    /// The type of the input, and that of the output.
    pub(super) fn types(&self) -> (RustTy, RustTy) {
        let tasks = self.contract.tasks.as_ref();
        let ty = |typed: Option<&Typed>| typed.map_or(RustTy::Value, |typed| typed.ty.clone());
        (ty(tasks.and_then(|tasks| tasks.input.as_ref())), ty(tasks.and_then(|tasks| tasks.output.as_ref())))
    }

    /// Finds layouts and arrivals. Every round that settles something (a slot's form, a place that takes
    /// plain values) begins anew; what is settled only ever gets more general, so rounds end.
    pub(super) fn settle(&mut self) -> (Goto, Arrivals) {
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
                        if arriving(&arrivals, target).count() > ARMS {
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
}
