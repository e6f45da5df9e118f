//! Which states may have been meant to assign a variable that no state in sight assigns, or none a first value.

use std::collections::HashSet;

use super::in_sight;
use crate::{
    check::{
        blame::Place,
        flow::Via,
        reads::{stages, variables_read},
        scene::{Here, Scene},
        words,
    },
    diag::Diagnostic,
    expr::Step,
    ir::{Kind, Scope, Select, State, StateId},
    source::Span,
    types::{Ty, ty::Walk},
};

/// How many of them a finding names.
const NAMED: usize = 2;
/// How much of a field's name a variable has to share with it at least.
const SHARED: usize = 4;

/// How likely a state is the one: the first is the likeliest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// It assigns others, and has a field of that name.
    AssignsBeside,
    /// Its result has a field of that name.
    Brings,
    /// It makes and assigns nothing.
    Idle,
    /// Its result has a field whose name begins alike.
    BringsAlike,
    /// It has a field of that name.
    Has,
    /// It assigns others.
    Assigns,
}

struct Suspect<'a> {
    rank: Rank,
    id: StateId,
    order: usize,
    state: &'a State,
    span: Span,
    message: String,
}

/// Names them: variables that are assigned and that nothing reads, or else states before the one that reads it.
pub(super) fn add(scene: &Scene<'_>, here: &Here<'_>, name: &str, mut diagnostic: Diagnostic) -> Diagnostic {
    let scopes = in_sight(scene, here.state.scope);
    let unread = unread(scene, &scopes);
    if !unread.is_empty() {
        for (span, other, by) in unread.into_iter().take(NAMED) {
            diagnostic = diagnostic.cause(span, format!("`${other}` is assigned here, and nothing reads it"), by);
        }
        return diagnostic;
    }
    let ids = scopes.iter().flat_map(|scope| &scope.states).take_while(|_| scene.take_place());
    let states = ids.filter_map(|id| scene.here(*id)).filter(|one| scene.order(one.id) < scene.order(here.id));
    let mut found: Vec<Suspect<'_>> = states.filter_map(|one| suspect(scene, &one, name)).collect();
    // Of those that have the field or assign others the first is likely meant: what follows only hands it on.
    found.sort_by_key(|suspect| (suspect.rank, suspect.order));
    let mut ranks = HashSet::new();
    found.retain(|suspect| ranks.insert(suspect.rank as u8) || suspect.rank < Rank::Has);
    for weak in [Rank::Has, Rank::Assigns] {
        if found.first().is_some_and(|first| first.rank < weak) {
            found.retain(|suspect| suspect.rank < weak);
        }
    }
    for Suspect { state, span, message, .. } in found.into_iter().take(NAMED) {
        if !diagnostic.labels.iter().any(|label| label.state.as_ref() == Some(&state.name)) {
            diagnostic = diagnostic.cause(span, message, Some(&state.name));
        }
    }
    diagnostic
}

/// Those that were likely to assign a variable and assign nothing at all: whatever else they do not assign is one fault
/// with it. One whose result has it is likelier than one that is idle.
pub(super) fn silent(scene: &Scene<'_>, here: &Here<'_>, name: &str) -> Vec<Place> {
    let scopes = in_sight(scene, here.state.scope);
    let ids = scopes.iter().flat_map(|scope| &scope.states).take_while(|_| scene.take_place());
    let states = ids.filter_map(|id| scene.here(*id)).filter(|one| scene.order(one.id) < scene.order(here.id));
    let found = states.filter_map(|one| suspect(scene, &one, name));
    let mut found: Vec<Suspect<'_>> =
        found.filter(|suspect| matches!(suspect.rank, Rank::Brings | Rank::Idle | Rank::BringsAlike)).collect();
    if found.iter().any(|suspect| suspect.rank == Rank::Brings) {
        found.retain(|suspect| suspect.rank == Rank::Brings);
    }
    found.retain(|suspect| suspect.state.assigns().is_empty());
    found.iter().map(|suspect| Place::Assign(suspect.id, Via::Next)).collect()
}

/// The variables in sight that are assigned and that no state reads, each with the place and the state.
fn unread<'a>(scene: &Scene<'a>, scopes: &[&'a Scope]) -> Vec<(Span, &'a str, Option<&'a str>)> {
    let read = variables_read(scene.machine);
    let all = scopes.iter().flat_map(|scope| scope.variables.iter().map(move |(name, span)| (*scope, name, *span)));
    let unread = all.filter(|(_, name, _)| !read.contains(name.as_str()));
    unread.map(|(scope, name, span)| (span, name.as_str(), super::assigner(scene, scope, name))).collect()
}

/// What speaks for a state, if anything does.
fn suspect<'a>(scene: &Scene<'_>, here: &Here<'a>, name: &str) -> Option<Suspect<'a>> {
    let state = here.state;
    let key = [Step::Key(name.to_owned())];
    let in_input = is_there(&here.facts.effective_input.walk(&key)).then(|| words::document_path(&key));
    let brought = brought(here, name);
    let assigns = state.assigns().first().map(|assign| assign.span);
    let is_exact = brought.as_deref() == Some(words::document_path(&key).as_str());
    let (rank, message) = match (&brought, &in_input, assigns) {
        (Some(path), ..) if is_exact => {
            (Rank::Brings, format!("the result of `{}` has `{path}`, which is not assigned", state.name))
        }
        (_, Some(path), Some(_)) => (Rank::AssignsBeside, format!("`{path}` is there and is not assigned")),
        _ if is_idle(state) => (Rank::Idle, format!("`{}` makes nothing, and assigns nothing", state.name)),
        (Some(path), ..) => {
            (Rank::BringsAlike, format!("the result of `{}` has `{path}`, which is not assigned", state.name))
        }
        (None, Some(path), None) => (Rank::Has, format!("`{path}` is there and is not assigned")),
        (None, None, Some(_)) => (Rank::Assigns, format!("what `{}` assigns has no `{name}`", state.name)),
        (None, None, None) => return None,
    };
    let span = assigns.unwrap_or(state.name_span);
    Some(Suspect { rank, id: here.id, order: scene.order(here.id), state, span, message })
}

/// The field of a state's own result that has the name of a variable, or one that begins alike.
fn brought(here: &Here<'_>, name: &str) -> Option<String> {
    here.state.work()?;
    let result = &here.facts.result;
    let path = |key: &str| words::document_path(&[Step::Key(key.to_owned())]);
    if is_there(&result.walk(&[Step::Key(name.to_owned())])) {
        return Some(path(name));
    }
    let is_alike = |field: &str| {
        let is_assigned = here.state.assigns().iter().any(|assign| assign.get(field).is_some());
        name.len().min(field.len()) >= SHARED && !is_assigned && (field.starts_with(name) || name.starts_with(field))
    };
    let mut names = words::records(result).flat_map(|record| &record.fields).map(|field| &*field.name);
    names.find(|field| is_alike(field)).map(path)
}

fn is_there(walk: &Walk) -> bool {
    walk.is_sure() && walk.is_known() && !walk.ty().is_some_and(Ty::is_unknown)
}

/// Whether a state neither makes something nor assigns a variable.
fn is_idle(state: &State) -> bool {
    let (_, result_path, _) = stages(state);
    matches!(&state.kind, Kind::Pass(pass) if pass.parameters.is_none() && pass.result.is_none())
        && *result_path == Select::Whole
        && state.assigns().is_empty()
}
