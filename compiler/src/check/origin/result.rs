//! What a way out of a state brings, where that goes, and whether anything reads it there.

use crate::{
    check::{
        flow::{Via, state::caught},
        reads::stages,
        scene::{Here, Named, Scene},
        words,
    },
    expr::{Path, Root},
    ir::{Kind, ScopeId, Select, each_path},
    types::Ty,
};

/// What a way out brings, in words.
pub(super) fn what(here: &Here<'_>, via: Via) -> String {
    match here.catcher(via) {
        Some(_) => "the caught error".to_owned(),
        None => format!("the result of `{}`", here.state.name),
    }
}

/// What a way out laid over the input.
pub(super) fn value(here: &Here<'_>, via: Via) -> Option<Ty> {
    match (&here.state.kind, via) {
        (_, Via::Catch(_)) => Some(caught(here.catcher(via)?)),
        (Kind::Task(_) | Kind::Pass(_) | Kind::Parallel(_) | Kind::Map(_), Via::Next) => {
            Some(here.facts.selected.clone())
        }
        _ => None,
    }
}

/// The `ResultPath` of a way out.
pub(super) fn result_path<'a>(here: &Here<'a>, via: Via) -> &'a Select {
    here.catcher(via).map_or(stages(here.state).1, |catcher| &catcher.result_path)
}

/// Whether anything names the place to which a result is written, or one in it.
pub(super) fn is_named(scene: &Scene<'_>, here: &Here<'_>, path: &Path) -> bool {
    let mut known = scene.named.borrow_mut();
    let named = known.entry(here.state.scope).or_insert_with(|| named_in(scene, here.state.scope));
    let by = named.get(&path.steps.first().cloned());
    by.is_some_and(|only| *only != Some(path.span))
}

/// By which paths parts of what flows in a scope are named.
fn named_in(scene: &Scene<'_>, home: ScopeId) -> Named {
    let mut named = Named::new();
    for (_, state) in scene.machine.iter().filter(|(_, state)| shares(scene, state.scope, home)) {
        each_path(state, &mut |read| {
            if read.root == Root::Document {
                let only = named.entry(read.steps.first().cloned()).or_insert(Some(read.span));
                *only = only.filter(|span| *span == read.span);
            }
        });
    }
    named
}

/// Whether what flows in a scope is what flows in another or in branches of it; what a Map does with its items is not.
fn shares(scene: &Scene<'_>, mut scope: ScopeId, home: ScopeId) -> bool {
    while scope != home {
        let owner = scene.machine.scope(scope).and_then(|scope| scene.machine.state(scope.owner?.0));
        match owner {
            Some(owner) if matches!(owner.kind, Kind::Parallel(_)) => scope = owner.scope,
            _ => return false,
        }
    }
    true
}

/// Where the result of a state may go to stand beside its input: where something reads of it, or else a name for it.
pub(super) fn field_of_its_own(scene: &Scene<'_>, here: &Here<'_>) -> String {
    let value = &here.facts.selected;
    let mut found = None;
    for (_, state) in scene.machine.iter().filter(|(_, state)| shares(scene, state.scope, here.state.scope)) {
        if found.is_some() || !scene.take_place() {
            break;
        }
        each_path(state, &mut |read| {
            let Some((first, rest)) = read.steps.split_first() else { return };
            let first = std::slice::from_ref(first);
            let is_missing = || here.facts.raw_input.walk(first).ty().is_none() && value.walk(first).ty().is_none();
            if found.is_none() && read.root == Root::Document && !rest.is_empty() && is_missing() {
                found = value.walk(rest).is_known().then(|| words::document_path(first));
            }
        });
    }
    found.unwrap_or_else(|| "$.result".to_owned())
}
