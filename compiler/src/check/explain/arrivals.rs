//! What leads to a state.

use super::{Arrival, field, place};
use crate::{
    check::{
        flow::{Target, state::ways},
        scene::Scene,
    },
    ir::StateId,
};

/// The ways that lead to a state, in the order of the source.
pub(super) fn list(scene: &Scene<'_>, id: StateId) -> Vec<Arrival> {
    let start = (scene.machine.start() == Some(id)).then(|| Arrival {
        from: None,
        field: "StartAt".to_owned(),
        is_taken: !scene.facts.input.is_never(),
    });
    let written = scene.machine.iter().flat_map(|(from, state)| {
        let leading = ways(scene.machine, state).into_iter().filter(|(_, target)| *target == Target::State(id));
        leading.map(move |(via, _)| {
            let edge = scene.here(from).and_then(|here| here.edge(via).map(|edge| edge.ty.is_never()));
            Arrival { from: Some(place(state)), field: field(state, via), is_taken: edge == Some(false) }
        })
    });
    start.into_iter().chain(written).collect()
}
