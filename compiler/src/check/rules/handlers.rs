//! Every entry of `Retry` and of `Catch` is asked about the errors that it names.

use crate::{
    check::{
        report::Report,
        scene::{Here, Scene},
        words::any_of,
    },
    diag::{Diagnostic, codes::flow as codes},
    ir::{Kind, Spanned},
    source::Span,
};

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
    let retry = work.retry.iter().map(|retrier| Entry { names: &retrier.errors, span: retrier.span }).collect();
    let catch = work.catch.iter().map(|catcher| Entry { names: &catcher.errors, span: catcher.span }).collect();
    for (list, entries) in [("Retry", retry), ("Catch", catch)] {
        look(scene, here, list, &entries, report);
    }
}

fn look(scene: &Scene<'_>, here: &Here<'_>, list: &str, entries: &Vec<Entry<'_>>, report: &mut Report) {
    let is_task = matches!(here.state.kind, Kind::Task(_));
    for (at, entry) in entries.iter().enumerate() {
        let before = || {
            let entries = entries.iter().enumerate().take(at);
            entries.flat_map(|(at, entry)| entry.names.iter().map(move |name| (at, name)))
        };
        let mut taken: Vec<(&Spanned<String>, usize, &Spanned<String>)> = Vec::new();
        for (own, name) in entry.names.iter().enumerate() {
            let same = entry.names.iter().take(own).map(|name| (at, name));
            let by = before().chain(same).find(|(_, earlier)| takes(&earlier.value, &name.value, is_task));
            taken.extend(by.map(|(by, earlier)| (name, by, earlier)));
        }
        let Some((first, by, earlier)) = taken.first().copied() else { continue };
        let state = &here.state.name;
        let names = any_of(taken.iter().map(|(name, ..)| name.value.as_str())).replace(" or ", " and ");
        let field = format!("{list}[{at}]");
        let diagnostic = if by == at {
            let message = format!("`{field}` of state `{state}` names {names} twice");
            Diagnostic::warning(codes::UNASKED, first.span, message).help("name it once")
        } else if taken.len() == entry.names.len() {
            let message = format!("`{field}` of state `{state}` is never asked: an entry before it takes {names}");
            scene
                .finding(here, codes::UNASKED, entry.span, message)
                .help(format!("remove it, or move it before `{list}[{by}]`"))
        } else {
            let message = format!("`{field}` of state `{state}` is never asked about {names}: an entry before it is");
            Diagnostic::warning(codes::UNASKED, first.span, message).help("name it in one entry only")
        };
        let cause = match earlier.value == first.value {
            true => format!("`{list}[{by}]` takes it"),
            false => format!("`{}` in `{list}[{by}]` takes `{}` too", earlier.value, first.value),
        };
        let diagnostic = diagnostic.in_state(state).in_field(format!("{field}.ErrorEquals"));
        report.push(diagnostic.cause(earlier.span, cause, Some(state)));
    }
}

/// Whether what an earlier entry names takes every error of a name.
fn takes(earlier: &str, name: &str, is_task: bool) -> bool {
    match earlier {
        // That it stands last is held up where it is read.
        ALL => false,
        _ if earlier == name => true,
        TIMEOUT => name == HEARTBEAT,
        TASK_FAILED => is_task && !name.starts_with("States."),
        _ => false,
    }
}
