//! Every variable that is read has been assigned, on every way that comes here.

mod suspects;
mod unknown;

use std::collections::{HashSet, VecDeque};

use crate::{
    check::{
        blame::{Blame, Cause, Place, Want},
        flow::{Via, variables::Variables},
        missed,
        reads::{Read, assign, reads},
        report::Report,
        rules::choice,
        scene::{Here, Scene},
    },
    diag::{Diagnostic, codes::flow as codes},
    expr::{Path, Root},
    ir::{Assign, Assigned, Comparison, Scope, ScopeId, State, StateId, TypeTest, each_path, template_paths},
};

/// How many states back the way that lacks a variable is looked for.
const STATES: usize = 500;

/// Looks at every path that starts at a variable.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let mut reads_any = false;
    each_path(here.state, &mut |path| reads_any |= matches!(path.root, Root::Variable(_)));
    if !reads_any {
        return;
    }
    let mut said: HashSet<String> = HashSet::new();
    for read in reads(here.state).paths {
        if matches!(read.path.root, Root::Variable(_)) {
            here.at(scene, read.stage, |scope| {
                judge(scene, here, &read, scope.variables, &mut said, report);
            });
        }
    }
    let Some(looked) = here.looked else { return };
    for seen in &looked.seen {
        let test = seen.test;
        let is_guard = matches!(test.comparison, Comparison::Is(TypeTest::Present, _));
        if is_guard && !is_unknown(scene, here, &test.variable) {
            continue;
        }
        for (name, path) in choice::paths_of(test) {
            let read = choice::read(looked.choice, seen, path, &name);
            judge(scene, here, &read, &seen.met.variables, &mut said, report);
        }
    }
}

/// Whether no state in sight assigns the variable that a path starts from.
fn is_unknown(scene: &Scene<'_>, here: &Here<'_>, path: &Path) -> bool {
    matches!(&path.root, Root::Variable(name) if scene.machine.variable(here.state.scope, name).is_none())
}

/// Raises a variable that is read where it is not, or not always, assigned; each once.
fn judge(
    scene: &Scene<'_>,
    here: &Here<'_>,
    read: &Read<'_>,
    variables: &Variables,
    said: &mut HashSet<String>,
    report: &mut Report,
) {
    let path = read.path;
    let Root::Variable(name) = &path.root else { return };
    let known = variables.get(name);
    if known.is_some_and(|variable| variable.is_sure) || !said.insert(name.clone()) {
        return;
    }
    let Some(home) = scene.machine.variable(here.state.scope, name) else {
        return unknown::raise(scene, here, read, name, report);
    };
    if variables.is_open() {
        return;
    }
    let at = scene.machine.scope(home).and_then(|scope| scope.variables.get(name)).copied();
    let (mut diagnostic, mut blame) = match known {
        None => {
            let blame = Blame::of(Place::Name(home, name.clone()), None);
            never(scene, here, home, path, name, blame)
        }
        Some(_) => {
            let message = format!("variable `${name}` is not assigned on every way to state `{}`", here.state.name);
            let diagnostic = scene.finding(here, codes::VARIABLE_MAYBE_UNASSIGNED, path.span, message);
            let (finding, blame) = lacking_way(scene, here, (home, name), diagnostic);
            let help = "assign it on every way, or give it a first value in a state before they part";
            let finding = unbegun(scene, here, home, name, finding).help(help);
            (finding, blame.and(suspects::silent(scene, here, name)))
        }
    };
    if let Some(span) = at {
        let by = scene.machine.scope(home).and_then(|scope| assigner(scene, scope, name));
        diagnostic = diagnostic.cause(span, format!("`${name}` is assigned here"), by);
    }
    blame.lacked = missed::variable(scene, here.id, name);
    report.caused(here, diagnostic.in_field(&read.field), blame, &format!("`${name}`"));
}

/// Names the states that may have been meant to assign a variable first, if all that is assigned to it is made of itself.
fn unbegun(scene: &Scene<'_>, here: &Here<'_>, home: ScopeId, name: &str, diagnostic: Diagnostic) -> Diagnostic {
    let states = scene.machine.scope(home).into_iter().flat_map(|scope| &scope.states);
    let assigns = states.filter_map(|id| scene.machine.state(*id)).flat_map(State::assigns);
    let mut fields = assigns.filter_map(|assign| assign.get(name));
    let is_of_itself = |field: &Assigned| {
        let mut reads = false;
        template_paths(&field.value, &mut |path| reads |= path.root == Root::Variable(name.to_owned()));
        reads
    };
    if fields.all(is_of_itself) { suspects::add(scene, here, name, diagnostic) } else { diagnostic }
}

/// The finding about a variable that no way brings.
fn never(
    scene: &Scene<'_>,
    here: &Here<'_>,
    home: ScopeId,
    path: &Path,
    name: &str,
    blame: Blame,
) -> (Diagnostic, Blame) {
    let state = &here.state.name;
    let own = here.state.assigns().iter().any(|assign| assign.get(name).is_some());
    let message = format!("variable `${name}` is never assigned before state `{state}` reads it");
    let finding = scene.finding(here, codes::VARIABLE_UNASSIGNED, path.span, message);
    let finding = unbegun(scene, here, home, name, finding);
    match (own, caught_only(scene, home, name)) {
        (true, _) => {
            let finding = finding.note(format!("what `Assign` of `{state}` assigns is there from the next state on"));
            (finding.help("assign it in a state before this one"), blame)
        }
        (false, Some((id, by))) => {
            let finding =
                finding.cause(by.name_span, format!("`{}` assigns it in its catcher only", by.name), Some(&by.name));
            let help = format!("add it to the `Assign` of `{}`", by.name);
            (finding.help(help), blame.and([Place::Assign(id, Via::Next)]))
        }
        (false, None) => (finding.help(format!("assign it on the way to `{state}`")), blame),
    }
}

/// A state that assigns a variable where an error is caught, and not where none is; if there is one only.
fn caught_only<'a>(scene: &Scene<'a>, home: ScopeId, name: &str) -> Option<(StateId, &'a State)> {
    let assigns = |assign: &Assign| assign.get(name).is_some();
    let caught = |state: &&State| {
        let work = state.work();
        work.is_some_and(|work| work.catch.iter().any(|catcher| catcher.assign.as_ref().is_some_and(assigns)))
    };
    let ids = scene.machine.scope(home)?.states.iter();
    let mut by = ids.filter_map(|id| Some((*id, scene.machine.state(*id)?))).filter(|(_, state)| caught(state));
    let (id, state) = by.next().filter(|_| by.next().is_none())?;
    let is_next = assign(state, Via::Next).is_some_and(assigns);
    (!is_next).then_some((id, state))
}

/// The first state of a scope that assigns a variable.
fn assigner<'a>(scene: &Scene<'a>, scope: &Scope, name: &str) -> Option<&'a str> {
    let mut states = scope.states.iter().filter_map(|id| scene.machine.state(*id));
    let assigns = |state: &&State| state.assigns().iter().any(|assign| assign.get(name).is_some());
    Some(&states.find(assigns)?.name)
}

/// The scopes whose variables a scope sees: itself and those around it, up to one of its own executions.
fn in_sight<'a>(scene: &Scene<'a>, scope: ScopeId) -> Vec<&'a Scope> {
    let machine = scene.machine;
    let mut list = Vec::new();
    let mut at = machine.scope(scope);
    while let Some(scope) = at {
        list.push(scope);
        let owner = scope.owner.filter(|_| !scope.is_sealed).and_then(|(owner, _)| machine.state(owner));
        at = owner.and_then(|owner| machine.scope(owner.scope));
    }
    list
}

/// Names the nearest place where a way without the variable meets one that has it, and blames the first.
fn lacking_way(
    scene: &Scene<'_>,
    here: &Here<'_>,
    (home, name): (ScopeId, &str),
    mut diagnostic: Diagnostic,
) -> (Diagnostic, Blame) {
    let mut first: Option<(Here<'_>, Via)> = None;
    let mut starts = None;
    let mut seen = HashSet::new();
    let mut queue: VecDeque<_> = [here.id].into();
    while let Some(id) = queue.pop_front() {
        if seen.len() > STATES || !scene.take_place() || !seen.insert(id) {
            continue;
        }
        starts = starts.or_else(|| scene.here(id).filter(|_| scene.machine.start() == Some(id)));
        for (source, edge) in scene.incoming(id) {
            match edge.variables.get(name) {
                None => {
                    if first.is_none() {
                        let from = &source.state.name;
                        let message = format!("`{from}` comes without `${name}`");
                        diagnostic = diagnostic.cause(source.state.name_span, message, Some(from));
                    }
                    if first.is_none_or(|(first, _)| scene.order(source.id) < scene.order(first.id)) {
                        first = Some((source, edge.via));
                    }
                }
                Some(variable) if !variable.is_sure => queue.push_back(source.id),
                Some(_) => {}
            }
        }
    }
    let blame = Blame::of(Place::Name(home, name.to_owned()), None);
    let Some((source, via)) = first else {
        if let Some(start) = starts {
            let message = format!("the workflow starts here without `${name}`");
            diagnostic = diagnostic.cause(start.state.name_span, message, Some(&start.state.name));
        }
        return (diagnostic, blame);
    };
    // A way that lacks what its state assigns on another lacks that as a whole.
    let assigns = |via| assign(source.state, via).is_some_and(|assign| assign.get(name).is_some());
    let is_whole = source.facts.edges.iter().any(|edge| assigns(edge.via));
    let lost = (!is_whole).then(|| format!("${name}"));
    let assign = Cause { place: Place::Assign(source.id, via), lost, want: Want::There };
    let blame = blame.and(Some(Place::Past(source.id, via)));
    (diagnostic, Blame { causes: [vec![assign], blame.causes].concat(), ..blame })
}
