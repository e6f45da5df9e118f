//! Retry and Catch name errors that can come: those of the task, or of what branches and iterations do.
//!
//! What a catcher inside always takes does not come out. Where names may come that the contract does not list, only one
//! that is all but a listed one is spoken of.

mod meant;

use crate::{
    check::{
        raised::{Raised, Taken, Told, is_of_a_service},
        report::Report,
        rules::reserved_errors::{self, failed_by, unprefixed},
        scene::{Here, Scene},
        words::any_of,
    },
    diag::{Diagnostic, Severity, codes::flow as codes, is_slip, near},
    ir::{Kind, Spanned, Work},
};

/// How many error types a finding points at.
const NAMED: usize = 4;

/// Looks at `ErrorEquals` where the contract tells errors that may come.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Some(here) = scene.here(here.id).filter(|_| scene.world.tasks().is_some()) else { return };
    let (here, Some(work)) = (&here, here.state.work()) else { return };
    if work.retry.is_empty() && work.catch.is_empty() {
        return;
    }
    let mut raised = Raised::default();
    let told = raised.by(scene, here);
    if told == Told::Nothing {
        return;
    }
    let retry = work.retry.iter().enumerate().map(|(at, retrier)| ("Retry", at, &retrier.errors));
    let catch = work.catch.iter().enumerate().map(|(at, catcher)| ("Catch", at, &catcher.errors));
    for (list, at, names) in retry.chain(catch) {
        for (index, name) in names.iter().enumerate() {
            let text = name.value.as_str();
            if raised.names.contains(text) || is_of_a_service(text) {
                continue;
            }
            let field = format!("{list}[{at}].ErrorEquals[{index}]");
            if let Some(taken) = raised.caught.get(text) {
                // Where others may raise any name, this may be one of them.
                if told == Told::All {
                    report.push(caught_inside(scene, here, *taken, &field, name));
                }
                continue;
            }
            let meant = match told {
                Told::Part => meant::plainly(text, &raised),
                _ => meant::likely(text, &raised),
            };
            // Others may raise any name, but hardly one that is all but a known one that the list is without.
            let is_meant = |meant: &str| {
                (is_slip(text, meant) || !is_named(work, list, meant)) && !is_raised_elsewhere(scene, text)
            };
            if told != Told::All && !meant.is_some_and(is_meant) {
                continue;
            }
            if reserved_errors::meant(text).is_none() || failed_by(scene).contains(text) {
                report.push(finding(scene, here, (&raised, told), (&field, name), meant));
            }
        }
    }
}

/// Whether the contract lists an error for any task, or a state fails with it.
fn is_raised_elsewhere(scene: &Scene<'_>, error: &str) -> bool {
    let mut methods = scene.world.tasks().into_iter().flat_map(|tasks| &tasks.methods);
    methods.any(|method| method.errors.names.iter().any(|name| name == error)) || failed_by(scene).contains(error)
}

/// Whether the retriers or the catchers of a state name an error.
fn is_named(work: &Work, list: &str, error: &str) -> bool {
    let names = |errors: &[Spanned<String>]| errors.iter().any(|name| name.value == error);
    match list {
        "Retry" => work.retry.iter().any(|retrier| names(&retrier.errors)),
        _ => work.catch.iter().any(|catcher| names(&catcher.errors)),
    }
}

/// An error that a catcher inside always takes.
fn caught_inside(
    scene: &Scene<'_>,
    here: &Here<'_>,
    taken: Taken<'_>,
    field: &str,
    name: &Spanned<String>,
) -> Diagnostic {
    let list = field.split('[').next().unwrap_or_default();
    let (error, inside) = (&name.value, inside(&here.state.kind));
    let message =
        format!("`{error}` never comes out of the {inside} of state `{}`, whose `{list}` names it", here.state.name);
    let by = match taken.by.value == *error {
        true => format!("`Catch` of `{}` takes it", taken.state),
        false => format!("`{}` in `Catch` of `{}` takes it", taken.by.value, taken.state),
    };
    let finding = scene.finding(here, codes::ERROR_NAME, name.span, message).in_field(field);
    finding
        .cause(taken.by.span, by, Some(taken.state))
        .help(format!("remove it here, or do not catch it in `{}`", taken.state))
}

fn inside(kind: &Kind) -> &'static str {
    if matches!(kind, Kind::Map(_)) { "iterations" } else { "branches" }
}

fn finding(
    scene: &Scene<'_>,
    here: &Here<'_>,
    (raised, told): (&Raised<'_>, Told),
    (field, name): (&str, &Spanned<String>),
    meant: Option<&str>,
) -> Diagnostic {
    let state = &here.state.name;
    let list = field.split('[').next().unwrap_or_default();
    let own = match (&here.state.kind, raised.sets.as_slice()) {
        (Kind::Task(_), [one]) => Some(*one),
        _ => None,
    };
    let raises = if told == Told::Part { "is not known to raise" } else { "never raises" };
    let who = match (own, &here.state.kind) {
        (Some((method, _)), _) => format!("task `{method}` {raises}"),
        (None, kind) => {
            let inside = inside(kind);
            let raises = if told == Told::Part { "is known to raise" } else { "raises" };
            format!("nothing in the {inside} {raises}")
        }
    };
    let message = format!("{who} `{}`, which `{list}` of state `{state}` names", name.value);
    let mut diagnostic = scene.finding(here, codes::ERROR_NAME, name.span, message).in_field(field);
    // Where no task and no Fail could be meant, it is no slip: the handler is idle, and nothing else is wrong.
    let is_idle = own.is_none() && raised.sets.is_empty() && raised.names.is_empty();
    if is_idle || told == Told::Part {
        diagnostic.severity = Severity::Warning;
    }
    for (method, set) in raised.sets.iter().take(NAMED) {
        diagnostic = diagnostic.cause(set.span, format!("the errors of `{method}`"), None);
    }
    let names = || raised.names.iter().map(|name| &**name);
    diagnostic = match own {
        Some((_, set)) if set.names.is_empty() => diagnostic.note(format!("`{}` raises no error of its own", set.name)),
        // In the order of the contract.
        Some((_, set)) => {
            diagnostic.note(format!("`{}` is {}", set.name, any_of(set.names.iter().map(String::as_str))))
        }
        None if raised.names.is_empty() => diagnostic.note("nothing there raises an error of its own"),
        None if told == Told::All => diagnostic.note(format!("what may come is {}", any_of(names()))),
        None => diagnostic.note(format!("what the contract lists is {}", any_of(names()))),
    };
    let meant = || meant.or_else(|| near(&name.value, names())).or_else(|| unprefixed(&name.value));
    match meant() {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if own.is_some() => diagnostic.help("name an error of the task, or `States.ALL` for any"),
        None => diagnostic.help("name an error that may come, or `States.ALL` for any"),
    }
}
