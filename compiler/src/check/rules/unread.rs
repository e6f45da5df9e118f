//! What a state brings is read on some way before it is gone.
//!
//! Answers of services that only say that something was done are no matter: nobody has to read those.

use std::collections::{HashSet, VecDeque};

use crate::{
    check::{
        flow::{Target, Via, state::ways, tasks::called},
        onward::{Fate, is_read, onward, selected},
        reads::{Stage, reads, stages},
        report::Report,
        scene::{Here, Scene},
        words,
    },
    diag::{Diagnostic, codes::flow as codes},
    expr::{Path, Root, Step},
    ir::{Kind, ResourceKind, Select, State, StateId},
    source::Span,
    types::Ty,
};

/// How many places are looked at, all together: a definition that large is not followed to its end.
const PLACES: usize = 50_000;
/// How many places at which a value is lost a finding names.
const NAMED: usize = 2;

/// Looks at every state that has a result.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    let mut left = PLACES;
    for (id, _) in scene.machine.iter() {
        let Some(here) = scene.here(id) else { continue };
        let state = here.state;
        if state.faulty || !here.facts.is_reached() || uses_itself(state) {
            continue;
        }
        let (_, result_path, output_path) = stages(state);
        match result_path {
            Select::Path(path) if !path.steps.is_empty() && is_meant(scene, &here) => {
                let fate = selected(output_path, path.steps.clone());
                // Who calls a task and selects something else of its data has said that the result is not wanted.
                if fate == Fate::Gone && matches!(state.kind, Kind::Task(_)) {
                    continue;
                }
                match follow(scene, id, fate, &mut left) {
                    Some(lost) if !is_done_for_itself(state, &lost) => {
                        report.push(kept(state, path.span, &path.text, &lost));
                    }
                    _ => {}
                }
            }
            Select::Path(Path { steps, .. }) if !steps.is_empty() => {}
            Select::Whole | Select::Path(_) if *output_path == Select::Whole && is_declared(scene, &here) => {
                let lost = follow(scene, id, Fate::At(Vec::new()), &mut left).unwrap_or_default();
                if !lost.is_empty() && !is_done_for_itself(state, &lost) {
                    report.push(replaced(state, &lost));
                }
            }
            _ => {}
        }
    }
}

/// Whether the state itself uses what it writes.
fn uses_itself(state: &State) -> bool {
    let is_own = |stage| matches!(stage, Stage::Assign(Via::Next));
    reads(state).paths.iter().any(|read| is_own(read.stage) && read.path.root == Root::Document)
}

/// Whether a task is called for what it does, and not for what it brings: such is one on the way to a Fail.
fn is_done_for_itself(state: &State, lost: &[Loss<'_>]) -> bool {
    matches!(state.kind, Kind::Task(_)) && lost.iter().any(|loss| matches!(loss.state.kind, Kind::Fail(_)))
}

/// Whether somebody wrote a result for it to be read: a Pass, a selector, code of one's own.
fn is_meant(scene: &Scene<'_>, here: &Here<'_>) -> bool {
    let Kind::Task(task) = &here.state.kind else { return true };
    if task.work.result_selector.is_some() || is_declared(scene, here) {
        return true;
    }
    if here.facts.result == Ty::Null {
        return false;
    }
    match &task.resource.value.kind {
        ResourceKind::Lambda { .. } | ResourceKind::Activity { .. } => true,
        ResourceKind::Integration { service, action, .. } => service == "lambda" && action == "invoke",
    }
}

/// Whether a contract says that a task brings something.
fn is_declared(scene: &Scene<'_>, here: &Here<'_>) -> bool {
    let (Kind::Task(task), Some(tasks)) = (&here.state.kind, scene.world.tasks()) else { return false };
    let Some(method) = called(tasks, task).method() else { return false };
    let by_token = method.reply.is_some();
    let result = if by_token { scene.world.reply_of(method) } else { scene.world.result_of(method) };
    !result.is_unknown() && !result.is_never() && result != Ty::Null
}

/// A place where a value is lost, and how.
struct Loss<'a> {
    state: &'a State,
    via: Via,
    /// Where it lay.
    steps: Vec<Step>,
}

/// Every place where a value is lost that a state hands on; `None` if it may be read before.
fn follow<'a>(scene: &Scene<'a>, from: StateId, fate: Fate, left: &mut usize) -> Option<Vec<Loss<'a>>> {
    let machine = scene.machine;
    let mut lost: Vec<Loss<'a>> = Vec::new();
    let mut seen: HashSet<(StateId, Vec<Step>)> = HashSet::new();
    let mut queue: VecDeque<(StateId, Vec<Step>)> = VecDeque::new();
    let mut go = |state: &'a State, via, target, steps: Vec<Step>, fate, queue: &mut VecDeque<_>| {
        match (fate, target) {
            (Fate::Read, _) | (Fate::At(_), Target::End | Target::Unknown) => return None,
            (Fate::Gone, _) => lost.push(Loss { state, via, steps }),
            (Fate::At(steps), Target::State(next)) => queue.push_back((next, steps)),
        }
        Some(())
    };
    let state = machine.state(from)?;
    let (_, target) = ways(machine, state).into_iter().find(|(via, _)| *via == Via::Next)?;
    go(state, Via::Next, target, Vec::new(), fate, &mut queue)?;
    while let Some((id, steps)) = queue.pop_front() {
        if !seen.insert((id, steps.clone())) {
            continue;
        }
        *left = left.checked_sub(1)?;
        let state = machine.state(id)?;
        if is_read(state, &steps) {
            return None;
        }
        if matches!(state.kind, Kind::Fail(_)) {
            go(state, Via::Next, Target::Unknown, steps.clone(), Fate::Gone, &mut queue)?;
        }
        for (via, target) in ways(machine, state) {
            if !matches!(via, Via::Into(_)) {
                go(state, via, target, steps.clone(), onward(state, via, steps.clone()), &mut queue)?;
            }
        }
    }
    Some(lost)
}

/// A result beside the input.
fn kept(state: &State, span: Span, text: &str, lost: &[Loss<'_>]) -> Diagnostic {
    let name = &state.name;
    let message = format!("the result of state `{name}` is kept as `{text}`, and nothing reads it");
    let diagnostic = Diagnostic::warning(codes::UNREAD_RESULT, span, message)
        .in_state(name)
        .in_field("ResultPath")
        .label(format!("no way from here reads `{text}`"));
    let diagnostic = with_losses(diagnostic, lost);
    match &state.kind {
        Kind::Pass(_) => diagnostic.help("read it, or remove it"),
        _ => diagnostic.help("read it, or discard it: `\"ResultPath\": null`"),
    }
}

/// A result in place of the input.
fn replaced(state: &State, lost: &[Loss<'_>]) -> Diagnostic {
    let name = &state.name;
    let message = format!("the result of state `{name}` takes the place of its input, and nothing reads it");
    let diagnostic = Diagnostic::warning(codes::UNREAD_RESULT, state.name_span, message)
        .in_state(name)
        .in_field("ResultPath")
        .label("no way from here reads its result");
    with_losses(diagnostic, lost).help("read it, or keep the input instead: `\"ResultPath\": null`")
}

fn with_losses(mut diagnostic: Diagnostic, lost: &[Loss<'_>]) -> Diagnostic {
    for loss in lost.iter().take(NAMED) {
        let (span, message) = described(loss);
        diagnostic = diagnostic.cause(span, message, Some(&loss.state.name));
    }
    diagnostic
}

/// Where a value is lost, and what is said there.
fn described(loss: &Loss<'_>) -> (Span, String) {
    let Loss { state, via, steps } = loss;
    let name = &state.name;
    let what = match steps.as_slice() {
        [] => "it".to_owned(),
        steps => format!("`{}`", words::document_path(steps)),
    };
    let (_, result_path, output_path) = stages(state);
    let catcher = match via {
        Via::Catch(at) => state.work().and_then(|work| work.catch.get(*at)),
        _ => None,
    };
    if matches!(state.kind, Kind::Fail(_)) {
        return (state.name_span, format!("`{name}` ends without it"));
    }
    match catcher.map_or(result_path, |catcher| &catcher.result_path) {
        Select::Path(path) if steps.starts_with(&path.steps) => (path.span, format!("{what} is written over here")),
        Select::Whole if catcher.is_some() => {
            (catcher.map_or(state.name_span, |catcher| catcher.span), format!("an error caught here replaces {what}"))
        }
        _ => match output_path {
            Select::Path(path) => (path.span, format!("`OutputPath` does not keep {what}")),
            Select::Null(span) => (*span, format!("`OutputPath` does not keep {what}")),
            Select::Whole => (state.name_span, format!("`{name}` replaces {what}")),
        },
    }
}
