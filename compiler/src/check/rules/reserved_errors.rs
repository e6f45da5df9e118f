//! Names of errors that begin with `States.`, or were meant to, are those that the interpreter has; under a contract, those
//! that begin with `Lambda.` are no slips for what Lambda raises.

mod lambda;

use std::collections::BTreeSet;

use crate::{
    check::{
        raised::{Raised, Told},
        report::Report,
        scene::{Here, Scene},
    },
    diag::{Diagnostic, Severity, codes::flow as codes, is_slip, near},
    ir::{Kind, Spanned, Words},
};

/// The names that the interpreter raises, or takes as wildcards.
const KNOWN: &[&str] = &[
    "States.ALL",
    "States.BranchFailed",
    "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout",
    "States.Http.Socket",
    "States.IntrinsicFailure",
    "States.ItemReaderFailed",
    "States.NoChoiceMatched",
    "States.ParameterPathFailure",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.ReferencePathConflict",
    "States.ResultPathMatchFailure",
    "States.ResultWriterFailed",
    RUNTIME,
    "States.TaskFailed",
    "States.Timeout",
];

const PREFIX: &str = "States.";
/// What ends an execution whatever its states say.
const RUNTIME: &str = "States.Runtime";

/// What may stand in front of the dot of a name of one's own, though it looks like `States`.
const OWN: &[&str] = &["Status", "Stages", "Stats"];

/// Looks at every `ErrorEquals`.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    let failed_by = failed_by(scene);
    for (id, state) in scene.machine.iter().filter(|(_, state)| !state.faulty) {
        if let Some(here) = scene.here(id).filter(|here| state.work().is_some() && here.facts.is_reached()) {
            look(scene, &here, &failed_by, report);
        }
    }
}

fn look<'a>(scene: &Scene<'a>, here: &Here<'a>, failed_by: &BTreeSet<&str>, report: &mut Report) {
    let Some(work) = here.state.work() else { return };
    let retry = work.retry.iter().enumerate().map(|(at, retrier)| ("Retry", at, &retrier.errors));
    let catch = work.catch.iter().enumerate().map(|(at, catcher)| ("Catch", at, &catcher.errors));
    for (list, at, names) in retry.chain(catch) {
        for (index, name) in names.iter().enumerate() {
            let named = Named { list, field: format!("{list}[{at}].ErrorEquals[{index}]"), name };
            let text = name.value.as_str();
            if text == RUNTIME {
                report.push(never_caught(here, &named));
                continue;
            }
            if KNOWN.contains(&text) || failed_by.contains(text) {
                continue;
            }
            let found = match meant(text) {
                _ if text.starts_with(PREFIX) => Some(unknown(scene, here, &named)),
                Some(meant) => slip(scene, here, &named, ("the interpreter", &meant)),
                // Whoever writes no contract may mean errors that we do not know of.
                None if scene.world.contract.is_some() => {
                    lambda::meant(text).and_then(|meant| slip(scene, here, &named, ("Lambda", &meant)))
                }
                None => None,
            };
            found.into_iter().for_each(|found| report.push(found));
        }
    }
}

/// A name, and where it stands.
struct Named<'a> {
    list: &'static str,
    field: String,
    name: &'a Spanned<String>,
}

fn never_caught(here: &Here<'_>, Named { list, field, name }: &Named<'_>) -> Diagnostic {
    let state = &here.state.name;
    let message = format!("`{}` is never caught or retried, though `{list}` of state `{state}` names it", name.value);
    Diagnostic::warning(codes::RESERVED_ERROR, name.span, message)
        .in_state(state)
        .in_field(field)
        .label("such an error ends the execution at once")
        .help("remove it, and mend what would raise it: a path that is not there, for one")
}

fn unknown(scene: &Scene<'_>, here: &Here<'_>, Named { list, field, name }: &Named<'_>) -> Diagnostic {
    let (state, text) = (&here.state.name, &name.value);
    let message = format!("there is no error `{text}`, which `{list}` of state `{state}` names");
    let diagnostic = scene
        .finding(here, codes::RESERVED_ERROR, name.span, message)
        .in_field(field)
        .label("names that begin with `States.` are the interpreter's own");
    match own(text.trim_start_matches(PREFIX)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("remove it, or give errors of your own another name"),
    }
}

/// A name that is all but one that somebody raises by himself, if nothing is known to raise it.
fn slip<'a>(scene: &Scene<'a>, here: &Here<'a>, named: &Named<'_>, (whose, meant): (&str, &str)) -> Option<Diagnostic> {
    let Named { list, field, name } = named;
    let mut raised = Raised::default();
    let told = raised.by(scene, here);
    if raised.names.contains(name.value.as_str()) || raised.caught.contains_key(name.value.as_str()) {
        return None;
    }
    let message =
        format!("`{}`, which `{list}` of state `{}` names, is no error of {whose}", name.value, here.state.name);
    let mut diagnostic = scene
        .finding(here, codes::RESERVED_ERROR, name.span, message)
        .in_field(field)
        .help(format!("did you mean `{meant}`?"));
    let is_idle = raised.names.is_empty() && raised.sets.is_empty();
    if !lambda::is_named(&name.value) && (is_idle || told >= Told::Part) {
        // Perhaps something does raise it, or nothing raises anything.
        diagnostic.severity = Severity::Warning;
    }
    Some(diagnostic)
}

/// The name of the interpreter's that was meant by one that does not begin with `States.`.
pub(crate) fn meant(text: &str) -> Option<String> {
    let (head, tail) = text.split_once('.').unwrap_or((text, ""));
    if head == "States" || OWN.contains(&head) {
        return None;
    }
    if let Some(known) = KNOWN.iter().find(|known| is_slip(text, known)) {
        return Some((*known).to_owned());
    }
    let is_prefix = head.eq_ignore_ascii_case("State") || head.eq_ignore_ascii_case("States");
    is_prefix.then(|| own(tail)).flatten()
}

/// The interpreter's name that a name is without its prefix.
pub(crate) fn unprefixed(text: &str) -> Option<&'static str> {
    KNOWN.iter().find(|known| known.trim_start_matches(PREFIX) == text).copied()
}

/// The interpreter's name that is nearest to what stands behind its prefix.
fn own(tail: &str) -> Option<String> {
    let tails = KNOWN.iter().map(|known| known.trim_start_matches(PREFIX));
    let near = || near(tail, tails).map(|found| format!("{PREFIX}{found}"));
    unprefixed(tail).map(str::to_owned).or_else(near)
}

/// The names with which states of the definition fail.
pub(crate) fn failed_by<'a>(scene: &Scene<'a>) -> BTreeSet<&'a str> {
    let names = scene.machine.states.iter().filter_map(|state| match &state.kind {
        Kind::Fail(fail) => match &fail.error {
            Some(Words::Literal(name)) => Some(name.value.as_str()),
            _ => None,
        },
        _ => None,
    });
    names.collect()
}
