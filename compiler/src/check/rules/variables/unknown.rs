//! A variable that no state in sight assigns: the service refuses the definition.

use super::{assigner, in_sight, suspects};
use crate::{
    check::{
        blame::{Blame, Place},
        reads::Read,
        report::Report,
        rules::no_end::is_uncertain,
        scene::{Here, Scene},
        token, words,
    },
    diag::{Diagnostic, codes::flow as codes, near},
    ir::{Kind, Scope, ScopeId},
    source::Span,
};

/// Raises it, unless a state that could not be read may assign it.
pub(super) fn raise(scene: &Scene<'_>, here: &Here<'_>, read: &Read<'_>, name: &str, report: &mut Report) {
    let scopes = in_sight(scene, here.state.scope);
    let mut states = scopes.iter().flat_map(|scope| &scope.states).filter_map(|id| scene.machine.state(*id));
    if states.any(|state| state.faulty || (matches!(state.kind, Kind::Unknown) && is_uncertain(state))) {
        return;
    }
    let message = format!("no state in sight of state `{}` assigns the variable `${name}`", here.state.name);
    let diagnostic = Diagnostic::error(codes::VARIABLE_UNKNOWN, read.path.span, message)
        .in_state(&here.state.name)
        .in_field(&read.field);
    let names = scopes.iter().flat_map(|scope| scope.variables.keys()).map(String::as_str);
    let elsewhere = scene.machine.scopes.iter().find_map(|scope| Some((scope, *scope.variables.get(name)?)));
    let blame = Blame::of(Place::Name(outmost(scene, here.state.scope), name.to_owned()), None);
    let (mut diagnostic, mut blame) = match (elsewhere, near(name, names)) {
        (Some(place), _) => (out_of_sight(scene, &scopes, name, place, diagnostic), blame),
        (None, Some(near)) => (misspelt(scene, &scopes, near, diagnostic), blame),
        (None, None) => {
            (nowhere(scene, here, &scopes, name, diagnostic), blame.and(suspects::silent(scene, here, name)))
        }
    };
    if let Some(help) = token::help(here, read) {
        diagnostic.help = vec![help];
        blame.share([token::blame(here)]);
    }
    report.caused(here, diagnostic, blame, &format!("`${name}`"));
}

/// One that a scope assigns which the state does not see.
fn out_of_sight(
    scene: &Scene<'_>,
    scopes: &[&Scope],
    name: &str,
    (scope, span): (&Scope, Span),
    diagnostic: Diagnostic,
) -> Diagnostic {
    let by = assigner(scene, scope, name);
    let is_sealed = scopes.last().is_some_and(|scope| scope.owner.is_some());
    diagnostic.cause(span, format!("`${name}` is assigned here, out of sight"), by).help(match is_sealed {
        true => "a distributed Map runs executions of its own: hand the value in by `ItemSelector`",
        false => "the variables of a branch or an iteration end with it: hand the value out as output",
    })
}

/// One that is all but the name of another.
fn misspelt(scene: &Scene<'_>, scopes: &[&Scope], near: &str, diagnostic: Diagnostic) -> Diagnostic {
    let diagnostic = diagnostic.help(format!("did you mean `${near}`?"));
    match scopes.iter().find_map(|scope| Some((assigner(scene, scope, near)?, scope.variables.get(near)?))) {
        Some((state, span)) => diagnostic.cause(*span, format!("`{state}` assigns `${near}`"), Some(state)),
        None => diagnostic,
    }
}

/// One that nothing assigns, or that has another name there.
fn nowhere(scene: &Scene<'_>, here: &Here<'_>, scopes: &[&Scope], name: &str, diagnostic: Diagnostic) -> Diagnostic {
    let diagnostic = suspects::add(scene, here, name, diagnostic);
    let names: Vec<String> =
        scopes.iter().flat_map(|scope| scope.variables.keys()).map(|name| format!("${name}")).collect();
    match words::some_of(names.iter().map(String::as_str)) {
        _ if names.is_empty() => {
            diagnostic.help(format!("assign it in the `Assign` of a state before this one, or read `$.{name}`"))
        }
        Some(shown) => diagnostic.help(format!("what is assigned in sight: {shown}")),
        None => diagnostic,
    }
}

/// The outmost scope whose variables a scope sees.
fn outmost(scene: &Scene<'_>, mut scope: ScopeId) -> ScopeId {
    let around = |scope: ScopeId| {
        let scope = scene.machine.scope(scope).filter(|scope| !scope.is_sealed)?;
        Some(scene.machine.state(scope.owner?.0)?.scope)
    };
    while let Some(outer) = around(scope) {
        scope = outer;
    }
    scope
}
