//! Every entry of `Retry` and of `Catch` is asked about the errors that it names.

use std::collections::HashMap;

use crate::{
    check::{
        report::Report,
        scene::{Here, Scene},
        words::all_of,
    },
    diag::{Diagnostic, codes::flow as codes},
    ir::{Kind, Spanned},
    source::Span,
};

/// How many names a finding lists.
const NAMED: usize = 5;

const ALL: &str = "States.ALL";
const TASK_FAILED: &str = "States.TaskFailed";
const TIMEOUT: &str = "States.Timeout";
const HEARTBEAT: &str = "States.HeartbeatTimeout";

/// One entry of a list.
struct Entry<'a> {
    names: &'a [Spanned<String>],
    span: Span,
}

/// Looks at both lists of a state.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Some(work) = here.state.work() else { return };
    let retry = work.retry.iter().map(|retrier| Entry { names: &retrier.errors, span: retrier.span });
    let catch = work.catch.iter().map(|catcher| Entry { names: &catcher.errors, span: catcher.span });
    for (list, entries) in [("Retry", retry.collect::<Vec<_>>()), ("Catch", catch.collect())] {
        look(scene, here, list, &entries, report);
    }
}

/// Where a name stands first: in which entry, and its place.
type First = (usize, Span);

fn look(scene: &Scene<'_>, here: &Here<'_>, list: &str, entries: &[Entry<'_>], report: &mut Report) {
    let is_task = matches!(here.state.kind, Kind::Task(_));
    let mut first: HashMap<&str, First> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let mut taken: Vec<(&Spanned<String>, &str, First)> = Vec::new();
        for name in entry.names {
            let takers = takers(&name.value, is_task);
            let by = takers.into_iter().flatten().find_map(|taker| Some((taker, *first.get(taker)?)));
            // Who names an error beside one that takes it too says no more than is so.
            let by = by.filter(|(taker, (by, _))| *by != at || *taker == name.value);
            match by {
                Some((taker, by)) => taken.push((name, taker, by)),
                None => drop(first.insert(&name.value, (at, name.span))),
            }
        }
        let Some((name, taker, (by, span))) = taken.first().copied() else { continue };
        let state = &here.state.name;
        let shown = all_of(taken.iter().take(NAMED).map(|(name, ..)| name.value.as_str()));
        let field = format!("{list}[{at}]");
        let diagnostic = if by == at {
            let message = format!("`{field}` of state `{state}` names {shown} twice");
            Diagnostic::warning(codes::UNASKED, name.span, message).help("name it once")
        } else if taken.len() == entry.names.len() {
            let message = format!("`{field}` of state `{state}` is never asked: an entry before it takes {shown}");
            let finding = scene.finding(here, codes::UNASKED, entry.span, message);
            finding.help(format!("remove it, or move it before `{list}[{by}]`"))
        } else {
            let message = format!("`{field}` of state `{state}` is never asked about {shown}: an entry before it is");
            Diagnostic::warning(codes::UNASKED, name.span, message).help("name it in one entry only")
        };
        let cause = match *taker == name.value {
            true => format!("`{list}[{by}]` takes it"),
            false => format!("`{taker}` in `{list}[{by}]` takes `{}` too", name.value),
        };
        let diagnostic = diagnostic.in_state(state).in_field(format!("{field}.ErrorEquals"));
        report.push(diagnostic.cause(span, cause, Some(state)));
    }
}

/// The names that take every error of a name. That `States.ALL` stands last is held up where it is read.
fn takers(name: &str, is_task: bool) -> [Option<&str>; 3] {
    let all = name == ALL;
    [
        Some(name).filter(|_| !all),
        Some(TIMEOUT).filter(|_| name == HEARTBEAT),
        Some(TASK_FAILED).filter(|_| is_task && !name.starts_with("States.")),
    ]
}
