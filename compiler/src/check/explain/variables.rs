//! The variables in scope where a state begins, and which assignments they may come from.

use std::collections::HashSet;

use super::{Place, Variable, field, place};
use crate::{
    check::{
        flow::Via,
        reads::assign,
        scene::{Here, Scene},
    },
    ir::StateId,
};

/// How many assignments of one variable are named.
const NAMED: usize = 8;

/// The variables on entry, by name.
pub(super) fn list(scene: &Scene<'_>, here: &Here<'_>) -> Vec<Variable> {
    let of = |(name, variable): (&str, &crate::check::flow::variables::Variable)| Variable {
        name: name.to_owned(),
        ty: variable.ty.clone(),
        is_sure: variable.is_sure,
        assigned: assigned(scene, here.id, name),
    };
    here.facts.variables.iter().map(of).collect()
}

/// The assignments that reach a state: those behind which no other one stands on the way.
fn assigned(scene: &Scene<'_>, id: StateId, name: &str) -> Vec<(Place, String)> {
    let mut seen: HashSet<StateId> = HashSet::new();
    let mut found: Vec<(StateId, Via)> = Vec::new();
    let mut stack = vec![id];
    while let Some(at) = stack.pop() {
        if !seen.insert(at) || !scene.take_place() {
            continue;
        }
        for (source, edge) in scene.incoming(at) {
            let assign = assign(source.state, edge.via);
            if assign.is_some_and(|assign| assign.get(name).is_some()) {
                if !found.contains(&(source.id, edge.via)) {
                    found.push((source.id, edge.via));
                }
            } else {
                stack.push(source.id);
            }
        }
    }
    found.sort_unstable();
    let named = found.into_iter().take(NAMED).filter_map(|(id, via)| {
        let state = scene.machine.state(id)?;
        Some((place(state), field(state, via)))
    });
    named.collect()
}
