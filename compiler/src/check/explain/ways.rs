//! The ways out of a state, and what each carries.

use super::{Rule, Way, WayTarget, catchers, condition, field, learnt, place};
use crate::{
    check::{
        flow::{Edge, Target, Via},
        reads::assign,
        scene::{Here, Scene},
    },
    ir::Kind,
};

/// The ways out, those into the state's own scopes aside.
pub(super) fn list(scene: &Scene<'_>, here: &Here<'_>) -> Vec<Way> {
    let out = here.facts.edges.iter().filter(|edge| !matches!(edge.via, Via::Into(_)));
    out.map(|edge| way(scene, here, edge)).collect()
}

fn way(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge) -> Way {
    let target = match edge.target {
        Target::State(id) => scene.machine.state(id).map_or(WayTarget::Unknown, |state| WayTarget::State(place(state))),
        Target::End => WayTarget::End,
        Target::Unknown => WayTarget::Unknown,
    };
    let assign = assign(here.state, edge.via).filter(|_| !edge.ty.is_never());
    let assigned = assign.iter().flat_map(|assign| &assign.fields);
    Way {
        via: edge.via,
        field: match (edge.via, &target) {
            (Via::Next, WayTarget::End) => "End".to_owned(),
            _ => field(here.state, edge.via),
        },
        target,
        ty: edge.ty.clone(),
        rule: rule(scene, here, edge),
        catcher: catchers::of(scene, here, edge.via),
        assigned: assigned.map(|assigned| (assigned.name.clone(), edge.variables.ty(&assigned.name).clone())).collect(),
    }
}

fn rule(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge) -> Option<Rule> {
    let Kind::Choice(choice) = &here.state.kind else { return None };
    let condition = match edge.via {
        Via::Rule(at) => Some(condition::text(&choice.rules.get(at)?.condition)),
        _ => None,
    };
    let learnt = if edge.ty.is_never() { Vec::new() } else { learnt::between(scene, here, edge) };
    Some(Rule { condition, learnt })
}
