//! The forward data-flow analysis: the type of every state's data, to a fixed point. It raises nothing.

mod alive;
pub mod alternatives;
pub mod circles;
pub mod compare;
pub mod condition;
pub mod context;
pub mod facts;
pub mod feasible;
pub mod forgotten;
pub mod graph;
pub mod intrinsics;
mod merged;
pub mod services;
pub mod state;
pub mod tasks;
pub mod template;
mod told;
pub mod variables;
pub mod work;
pub mod world;

use std::collections::BTreeSet;

use crate::{
    ir::{Machine, ScopeId, StateId},
    types::{Contract, Ty},
};
use alive::Alive;
use alternatives::{Alternative, Alternatives, Kept};
pub use facts::{Edge, Facts, StateFacts, Target, Via};
use state::Around;
use variables::Variables;
pub use world::World;

/// How often a state is looked at with new input before what still grows is widened.
const ROUNDS: u32 = 6;

/// How often what a scope ends with grows before it is widened: once for each of its ends is common.
const GROWTH: u32 = 64;

/// How many alternatives are kept apart at a state.
const APART: usize = 32;

/// How many of those are looked at in all before fewer are kept apart: what large definitions keep apart takes no longer
/// than what they are.
const LOOKS: usize = 4_000;
/// How many looks it takes for one less.
const LOOKS_FOR_ONE: usize = 100;

/// Runs the analysis over a machine.
#[must_use]
pub fn analyse(machine: &Machine, world: &World<'_>) -> Facts {
    let count = machine.states.len();
    let order = graph::order(machine);
    let mut run = Run {
        machine,
        alive: Alive::new(machine, &order),
        looks: LOOKS,
        order,
        arrivals: vec![Arrival::default(); count],
        grown: vec![0; machine.scopes.len()],
        outputs: vec![Ty::Never; machine.scopes.len()],
        work: BTreeSet::new(),
    };
    let mut states: Vec<StateFacts> = vec![StateFacts::default(); count];
    if let Some(start) = machine.start() {
        run.arrive(start, &[Alternative { document: world.input.clone(), variables: Variables::default() }]);
    }
    let mut last = (0, StateId(0));
    while let Some(id) = run.next(&mut last) {
        let at = id.0 as usize;
        let (Some(state), Some(arrived)) = (machine.state(id), run.look(id)) else { continue };
        let around = Around { machine, world, scopes: &run.outputs };
        let facts = state::transfer(&around, state, &arrived);
        let mut before: Option<&Edge> = None;
        for edge in facts.edges.iter().filter(|edge| !edge.ty.is_never()) {
            // Rules that learn nothing lead to one state with the same.
            if before.is_some_and(|before| before.brings_the_same(edge)) {
                continue;
            }
            before = Some(edge);
            match edge.target {
                Target::State(target) if edge.apart.is_empty() => run.arrive(target, &[edge.joined()]),
                Target::State(target) => run.arrive(target, &edge.apart),
                Target::End => run.end(state.scope, &edge.ty),
                Target::Unknown => {}
            }
        }
        if let Some(slot) = states.get_mut(at) {
            *slot = facts;
        }
    }
    Facts { input: world.input.clone(), states, scopes: run.outputs, order: run.order }
}

/// The types of a machine's data, for those who ask without checking.
#[must_use]
pub fn types_of(machine: &Machine, contract: Option<&Contract>) -> Facts {
    analyse(machine, &World::new(contract))
}

/// An analysis under way.
struct Run<'a> {
    machine: &'a Machine,
    /// Which variables are read from a state on.
    alive: Alive<'a>,
    /// How many more alternatives than one at each state may still be looked at.
    looks: usize,
    order: Vec<usize>,
    arrivals: Vec<Arrival>,
    /// What the runs of each scope end with, and how often that has grown.
    outputs: Vec<Ty>,
    grown: Vec<u32>,
    /// Swept in reverse post order: a state is looked at once all that lead forward to it are done, and
    /// what leads back waits for the next sweep, so that many loops over one state cost one look at it.
    work: BTreeSet<(usize, StateId)>,
}

/// What comes to a state.
#[derive(Clone, Default)]
struct Arrival {
    alternatives: Alternatives,
    /// How often it has been looked at with something new.
    rounds: u32,
    is_new: bool,
}

impl Run<'_> {
    fn queue(&mut self, id: StateId) {
        self.work.insert((self.order.get(id.0 as usize).copied().unwrap_or(usize::MAX), id));
    }

    /// The next state to be looked at.
    fn next(&mut self, last: &mut (usize, StateId)) -> Option<StateId> {
        let next = self.work.range(*last..).next().or_else(|| self.work.first()).copied()?;
        self.work.remove(&next);
        *last = next;
        Some(next.1)
    }

    /// What has come to a state that is now looked at.
    fn look(&mut self, id: StateId) -> Option<Vec<Alternative>> {
        let arrival = self.arrivals.get_mut(id.0 as usize)?;
        if std::mem::take(&mut arrival.is_new) {
            arrival.rounds += 1;
        }
        let list = arrival.alternatives.as_slice();
        self.looks = self.looks.saturating_sub(list.len().saturating_sub(1));
        (!list.is_empty()).then(|| list.to_vec())
    }

    /// Lets data come to a state.
    fn arrive(&mut self, id: StateId, list: &[Alternative]) {
        let Some(arrival) = self.arrivals.get_mut(id.0 as usize) else { return };
        if arrival.rounds > 2 * ROUNDS && arrival.alternatives.as_slice().len() > 1 {
            arrival.alternatives.close();
            arrival.is_new = true;
        }
        let kept = Kept {
            limit: (self.looks / LOOKS_FOR_ONE).clamp(2, APART),
            is_read: &|name| self.alive.is_read(id, name),
            is_widened: arrival.rounds > ROUNDS,
        };
        for one in list {
            arrival.is_new |= arrival.alternatives.arrive(one, &kept);
        }
        if arrival.is_new {
            self.queue(id);
        }
    }

    /// Lets a run of a scope end: the state that owns it has a new result.
    fn end(&mut self, scope: ScopeId, ty: &Ty) {
        let at = scope.0 as usize;
        let (Some(known), Some(grown)) = (self.outputs.get_mut(at), self.grown.get_mut(at)) else { return };
        let Some(mut joined) = known.grown(ty) else { return };
        if *grown > GROWTH {
            joined = known.widen(&joined);
        }
        *grown += 1;
        *known = joined;
        if let Some((owner, _)) = self.machine.scope(scope).and_then(|scope| scope.owner) {
            self.queue(owner);
        }
    }
}
