//! The forward data-flow analysis: the type of every state's data, to a fixed point. It raises nothing.

pub mod compare;
pub mod condition;
pub mod context;
pub mod facts;
pub mod feasible;
pub mod graph;
pub mod state;
pub mod tasks;
pub mod template;
pub mod world;

use std::collections::BTreeSet;

use crate::{
    ir::{Machine, StateId},
    types::{Contract, Ty},
};
pub use facts::{Edge, Facts, StateFacts, Target, Via};
pub use world::World;

/// How often a state is looked at with new input before what still grows is widened.
const ROUNDS: u32 = 6;

/// Runs the analysis over a machine.
#[must_use]
pub fn analyse(machine: &Machine, world: &World<'_>) -> Facts {
    let order = graph::order(machine);
    let mut states: Vec<StateFacts> = vec![StateFacts::default(); machine.states.len()];
    let mut inputs: Vec<Ty> = vec![Ty::Never; machine.states.len()];
    let mut rounds: Vec<u32> = vec![0; machine.states.len()];
    // Swept in reverse post order: a state is looked at once all that lead forward to it are done, and
    // what leads back waits for the next sweep, so that many loops over one state cost one look at it.
    let mut work: BTreeSet<(usize, StateId)> = BTreeSet::new();
    let queue = |work: &mut BTreeSet<(usize, StateId)>, id: StateId| {
        work.insert((order.get(id.0 as usize).copied().unwrap_or(usize::MAX), id));
    };
    if let Some(start) = machine.start()
        && let Some(input) = inputs.get_mut(start.0 as usize)
    {
        *input = world.input.clone();
        queue(&mut work, start);
    }
    let mut last = (0, StateId(0));
    while let Some(next) = work.range(last..).next().or_else(|| work.first()).copied() {
        work.remove(&next);
        last = next;
        let id = next.1;
        let at = id.0 as usize;
        let (Some(state), Some(input)) = (machine.state(id), inputs.get(at).cloned()) else { continue };
        if let Some(round) = rounds.get_mut(at) {
            *round += 1;
        }
        let facts = state::transfer(world, state, input);
        for edge in &facts.edges {
            let Target::State(target) = edge.target else { continue };
            let Some(known) = inputs.get_mut(target.0 as usize) else { continue };
            let mut joined = known.join(&edge.ty);
            if joined == *known {
                continue;
            }
            if rounds.get(target.0 as usize).is_some_and(|round| *round > ROUNDS) {
                joined = known.widen(&joined);
            }
            *known = joined;
            queue(&mut work, target);
        }
        if let Some(slot) = states.get_mut(at) {
            *slot = facts;
        }
    }
    Facts { input: world.input.clone(), states, order }
}

/// The types of a machine's data, for those who ask without checking.
#[must_use]
pub fn types_of(machine: &Machine, contract: Option<&Contract>) -> Facts {
    analyse(machine, &World::new(contract))
}
