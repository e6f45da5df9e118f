//! Which errors each catcher gets.

use std::{borrow::Cow, collections::BTreeSet};

use super::{Catcher, stages};
use crate::{
    check::{
        flow::Via,
        raised::{Raised, Told, is_of_a_service},
        scene::{Here, Scene},
    },
    ir,
};

const ALL: &str = "States.ALL";
const TASK_FAILED: &str = "States.TaskFailed";
const TIMEOUTS: [&str; 2] = ["States.Timeout", "States.HeartbeatTimeout"];

/// What a way out catches, if it is a catcher's.
pub(super) fn of<'a>(scene: &Scene<'a>, here: &Here<'a>, via: Via) -> Option<Catcher> {
    let Via::Catch(at) = via else { return None };
    let catchers = &here.state.work()?.catch;
    let (catcher, before) = (catchers.get(at)?, catchers.get(..at)?);
    let coming = scene.world.tasks().map(|_| Coming::of(scene, here));
    let is_left = |name: &str| !before.iter().any(|catcher| takes(catcher, name));
    let all_taken = before.iter().any(takes_all);
    let gets = coming.as_ref().map(|coming| {
        let raised = coming.names.iter().map(|name| &**name).filter(|name| takes(catcher, name));
        let named = catcher.errors.iter().map(|name| name.value.as_str());
        let others = named.filter(|name| ![ALL, TASK_FAILED].contains(name) && (coming.open || is_of_a_service(name)));
        let mut gets: Vec<String> = Vec::new();
        for name in raised.chain(others).filter(|name| is_left(name)) {
            if !gets.iter().any(|known| known == name) {
                gets.push(name.to_owned());
            }
        }
        gets
    });
    let wild = catcher.errors.iter().any(|name| [ALL, TASK_FAILED].contains(&name.value.as_str()));
    Some(Catcher {
        named: catcher.errors.iter().map(|name| name.value.clone()).collect(),
        result_path: stages::select(&catcher.result_path),
        gets,
        others: wild && !all_taken,
    })
}

/// What may come out of a state's work, before its catchers.
#[derive(Default)]
struct Coming<'a> {
    names: BTreeSet<Cow<'a, str>>,
    /// Others may come that no contract lists.
    open: bool,
}

impl<'a> Coming<'a> {
    /// Goes as deep as scopes are nested, which the reader bounds.
    fn of(scene: &Scene<'a>, here: &Here<'a>) -> Self {
        let state = here.state;
        let mut coming = Coming::default();
        if state.scopes().is_empty() || state.faulty {
            let mut raised = Raised::default();
            coming.open = raised.by(scene, here) != Told::All;
            coming.names = raised.names;
            return coming;
        }
        let scopes = state.scopes().iter().filter_map(|scope| scene.machine.scope(*scope));
        for id in scopes.flat_map(|scope| &scope.states) {
            let Some(inner) = scene.here(*id).filter(|inner| inner.facts.is_reached()) else { continue };
            let catchers = inner.state.work().map(|work| work.catch.as_slice()).unwrap_or_default();
            let Coming { names, open } = Coming::of(scene, &inner);
            coming.names.extend(names.into_iter().filter(|name| !catchers.iter().any(|catcher| takes(catcher, name))));
            coming.open |= open && !catchers.iter().any(takes_all);
        }
        coming
    }
}

/// Whether a catcher takes an error of this name.
fn takes(catcher: &ir::Catcher, name: &str) -> bool {
    name != "States.Runtime"
        && catcher.errors.iter().any(|named| match named.value.as_str() {
            ALL => true,
            TASK_FAILED => !TIMEOUTS.contains(&name),
            "States.Timeout" => TIMEOUTS.contains(&name),
            named => named == name,
        })
}

fn takes_all(catcher: &ir::Catcher) -> bool {
    catcher.errors.iter().any(|name| name.value == ALL)
}
