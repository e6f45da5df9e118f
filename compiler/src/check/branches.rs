//! Branches of a Parallel whose results stand in each other's places.

use crate::{
    check::scene::Scene,
    ir::{Kind, Parallel, ScopeId, StateId},
    types::Ty,
};

/// How many branches are tried.
const TRIED: usize = 16;
/// How many scopes around a state are looked at.
const AROUND: usize = 16;

/// A Parallel in one of whose branches a state stands.
struct Around<'a> {
    name: &'a str,
    parallel: &'a Parallel,
    /// What it brings: what each branch ends with.
    results: Vec<Ty>,
    /// The branch in which the state stands.
    at: usize,
}

/// Says which branch would fit where a value is wrong that the branch of a state brings. `fits` tells whether another
/// value would be right there.
pub(crate) fn other(scene: &Scene<'_>, state: StateId, found: &Ty, fits: &dyn Fn(&Ty) -> bool) -> Option<String> {
    around(scene, state).into_iter().find_map(|around| {
        if around.results.get(around.at) != Some(found) {
            return None;
        }
        let mut others =
            around.results.iter().enumerate().filter(|(at, ty)| *at != around.at && *ty != found && fits(ty));
        let (Some((fitting, _)), None) = (others.next(), others.next()) else { return None };
        let (name, from) = (around.name, start(scene, around.parallel, fitting)?);
        Some(format!(
            "what the branch from `{from}` ends with fits here: it is `$[{fitting}]` of the result of `{name}`, and \
             this is `$[{}]`",
            around.at
        ))
    })
}

/// Says in which order the branches would fit, where their results are wanted in another one. `fits` tells whether a
/// result would be right in a place.
pub(crate) fn order(
    scene: &Scene<'_>,
    state: StateId,
    found: &[Ty],
    fits: &dyn Fn(usize, &Ty) -> bool,
) -> Option<String> {
    let around = around(scene, state).into_iter().find(|around| around.results == found)?;
    let mut order = Vec::new();
    for place in 0..around.results.len() {
        let fitting: Vec<usize> =
            around.results.iter().enumerate().filter(|(_, ty)| fits(place, ty)).map(|(at, _)| at).collect();
        let [one] = fitting.as_slice() else { return None };
        if order.contains(one) {
            return None;
        }
        order.push(*one);
    }
    let names: Option<Vec<String>> =
        order.iter().map(|at| Some(format!("`{}`", start(scene, around.parallel, *at)?))).collect();
    Some(format!("put the branches of `{}` in the order of the contract: {}", around.name, names?.join(", ")))
}

/// The Parallels around a state, from the inside.
fn around<'a>(scene: &Scene<'a>, state: StateId) -> Vec<Around<'a>> {
    let mut found = Vec::new();
    let mut scope = scene.machine.state(state).map(|state| state.scope);
    for _ in 0..AROUND {
        let owner = scope.and_then(|scope: ScopeId| scene.machine.scope(scope)?.owner);
        let Some((owner, at)) = owner else { break };
        let Some(here) = scene.here(owner) else { break };
        if let (Kind::Parallel(parallel), Ty::Tuple(results)) = (&here.state.kind, &here.facts.result)
            && results.len() <= TRIED
        {
            found.push(Around { name: &here.state.name, parallel, results: results.to_vec(), at });
        }
        scope = Some(here.state.scope);
    }
    found
}

/// The state that a branch begins with.
fn start<'a>(scene: &Scene<'a>, parallel: &Parallel, branch: usize) -> Option<&'a str> {
    let start = scene.machine.scope(*parallel.branches.get(branch)?)?.start?;
    Some(&scene.machine.state(start)?.name)
}
