//! Names of errors that begin with `States.` are those that the interpreter has.

use std::collections::BTreeSet;

use crate::{
    check::{
        report::Report,
        scene::{Here, Scene},
    },
    diag::{Diagnostic, codes::flow as codes, near},
    ir::{Kind, Words},
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

/// Looks at every `ErrorEquals`.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    let failed_by = failed_by(scene);
    for (id, state) in scene.machine.iter().filter(|(_, state)| !state.faulty) {
        if let Some(here) = scene.here(id).filter(|here| state.work().is_some() && here.facts.is_reached()) {
            look(scene, &here, &failed_by, report);
        }
    }
}

fn look(scene: &Scene<'_>, here: &Here<'_>, failed_by: &BTreeSet<&str>, report: &mut Report) {
    let Some(work) = here.state.work() else { return };
    let retry = work.retry.iter().enumerate().map(|(at, retrier)| ("Retry", at, &retrier.errors));
    let catch = work.catch.iter().enumerate().map(|(at, catcher)| ("Catch", at, &catcher.errors));
    for (list, at, names) in retry.chain(catch) {
        for (index, name) in names.iter().enumerate().filter(|(_, name)| name.value.starts_with(PREFIX)) {
            let text = &name.value;
            let (state, field) = (&here.state.name, format!("{list}[{at}].ErrorEquals[{index}]"));
            if text == RUNTIME {
                let message =
                    format!("`{text}` is never caught or retried, though `{list}` of state `{state}` names it");
                report.push(
                    Diagnostic::warning(codes::RESERVED_ERROR, name.span, message)
                        .in_state(state)
                        .in_field(field)
                        .label("such an error ends the execution at once")
                        .help("remove it, and mend what would raise it: a path that is not there, for one"),
                );
            } else if !KNOWN.contains(&text.as_str()) && !failed_by.contains(text.as_str()) {
                let message = format!("there is no error `{text}`, which `{list}` of state `{state}` names");
                let diagnostic = scene
                    .finding(here, codes::RESERVED_ERROR, name.span, message)
                    .in_field(field)
                    .label("names that begin with `States.` are the interpreter's own");
                let own = text.trim_start_matches(PREFIX);
                report.push(match near(own, KNOWN.iter().map(|known| known.trim_start_matches(PREFIX))) {
                    Some(near) => diagnostic.help(format!("did you mean `{PREFIX}{near}`?")),
                    None => diagnostic.help("remove it, or give errors of your own another name"),
                });
            }
        }
    }
}

/// The names with which states of the definition fail.
fn failed_by<'a>(scene: &Scene<'a>) -> BTreeSet<&'a str> {
    let names = scene.machine.states.iter().filter_map(|state| match &state.kind {
        Kind::Fail(fail) => match &fail.error {
            Some(Words::Literal(name)) => Some(name.value.as_str()),
            _ => None,
        },
        _ => None,
    });
    names.collect()
}
