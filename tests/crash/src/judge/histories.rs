//! Histories: every committed transition once, in the order of the definition.

use std::collections::BTreeMap;

use stepwright::{EventType, HistoryEvent};

use super::{Evidence, Verdict, graph::Graph, lanes::split};
use crate::{ledger::Outcome, workflows::metas};

/// How many milliseconds the machine's clock may be set back during a wait.
const CLOCK_TOLERANCE: i64 = 50;

/// The definitions, by the names of workflows.
fn graphs() -> BTreeMap<&'static str, Graph> {
    metas().into_iter().filter_map(|meta| Some((meta.name, Graph::read(meta.definition)?))).collect()
}

/// Ids run from 1 without a gap, and each event follows the one before it: the last of its branch or
/// iteration, or that which began or ended it.
pub(super) fn events_are_numbered(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    const CHAIN: &str = "previous event ids are a chain";
    let graphs = graphs();
    for (name, kept) in &evidence.shelf.executions {
        for (event, id) in kept.history.iter().zip(1..) {
            verdict.check("ids of events are contiguous from 1", event.id == id, || {
                format!("{name}: {} stands at {id}", brief(event))
            });
            verdict.check(CHAIN, event.previous_event_id < event.id, || format!("{name}: {}", brief(event)));
        }
        let Some(graph) = graphs.get(kept.workflow.as_str()) else { continue };
        for event in split(&kept.history, graph).astray {
            verdict.check(CHAIN, false, || format!("{name}: {}", brief(event)));
        }
    }
}

/// One end, and it is the last event and the outcome that is kept.
pub(super) fn executions_end_once(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    for (name, kept) in &evidence.shelf.executions {
        let ends = kept.history.iter().filter(|event| is_end(event.kind)).count();
        let started = kept.history.iter().filter(|event| event.kind == EventType::ExecutionStarted).count();
        verdict.check("every history has one start and one end", (started, ends) == (1, 1), || {
            format!("{name}: {started} starts, {ends} ends")
        });
        let (first, last) = (kept.history.first(), kept.history.last());
        let begins = first.is_some_and(|first| {
            first.kind == EventType::ExecutionStarted && first.detail("input") == Some(kept.input.as_str())
        });
        let fits = last.is_some_and(|last| match &kept.outcome {
            Some(Outcome::Succeeded(output)) => {
                last.kind == EventType::ExecutionSucceeded && last.detail("output") == Some(output.as_str())
            }
            Some(Outcome::Failed(error, cause)) => {
                last.kind == EventType::ExecutionFailed
                    && last.detail("error") == error.as_deref()
                    && last.detail("cause") == cause.as_deref()
            }
            None => false,
        });
        verdict.check("the last event is the outcome, the first the input", begins && fits, || {
            format!("{name}: {:?} .. {:?} for {:?}", first.map(brief), last.map(brief), kept.outcome)
        });
    }
}

/// States are entered and left in turn, and each leads to the next by an arrow of the definition.
pub(super) fn transitions_follow_definitions(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    const INVARIANT: &str = "every transition is the definition's, once";
    let graphs = graphs();
    for (name, kept) in &evidence.shelf.executions {
        let Some(graph) = graphs.get(kept.workflow.as_str()) else {
            verdict.check(INVARIANT, false, || format!("{name}: the definition of {} is not read", kept.workflow));
            continue;
        };
        for lane in split(&kept.history, graph).lanes {
            let is_top = lane.scope.is_none();
            let mut place = if is_top { Place::Before } else { Place::Begun };
            for event in &lane.events {
                let next = match (kind_of(event), &place) {
                    (Kind::Inside, Place::In(_)) => continue,
                    (Kind::Inside, Place::Begun | Place::Between(_)) if !is_top => continue,
                    (Kind::Begin, Place::Before) => Some(Place::Begun),
                    (Kind::Entered(state), Place::Begun) => {
                        graph.starts(&lane.scope, state).then_some(Place::In(state))
                    }
                    (Kind::Entered(state), Place::Between(from)) => {
                        graph.leads(from, state).then_some(Place::In(state))
                    }
                    (Kind::Left(state), Place::In(inside)) => (state == *inside).then_some(Place::Between(state)),
                    (Kind::Failed, Place::In(_)) => Some(Place::Over),
                    (Kind::Succeeded, Place::Between(from)) => graph.ends(from).then_some(Place::Over),
                    _ => None,
                };
                let path = &lane.path;
                verdict.check(INVARIANT, next.is_some(), || format!("{name}{path}: {} after {place:?}", brief(event)));
                match next {
                    Some(next) => place = next,
                    None => break,
                }
            }
            let over = match &place {
                Place::Over => true,
                Place::Between(state) => !is_top && graph.ends(state),
                _ => lane.is_cut,
            };
            verdict.check("every way leads to the end", over, || format!("{name}{}: {place:?}", lane.path));
        }
    }
}

/// Nothing but times, and what branches and iterations did before one another, tells a history from one that
/// nothing interrupted.
pub(super) fn histories_are_uninterrupted(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    const INVARIANT: &str = "every history is that of an uninterrupted run";
    let graphs = graphs();
    for (name, kept) in &evidence.shelf.executions {
        let expected = evidence.models.get(name).map(|model| model.kept.history.as_slice()).unwrap_or_default();
        let Some(graph) = graphs.get(kept.workflow.as_str()) else { continue };
        let (lanes, expected) = (split(&kept.history, graph), split(expected, graph));
        let (lanes, expected) = (lanes.by_path(), expected.by_path());
        let (paths, known) = (lanes.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        verdict.check("every branch and iteration ran once", paths == known, || {
            format!("{name}: {paths:?} for {known:?}")
        });
        for (path, lane) in &lanes {
            let expected = expected.get(path).map(|lane| lane.events.as_slice()).unwrap_or_default();
            let differs = lane.events.iter().zip(expected).find(|(event, expected)| {
                let is_alone = lanes.len() == 1;
                let timeless =
                    |event: &HistoryEvent| (event.kind, is_alone.then_some((event.id, event.previous_event_id)));
                timeless(event) != timeless(expected) || event.details != expected.details
            });
            let same = differs.is_none() && lane.events.len() == expected.len();
            verdict.check(INVARIANT, same, || match differs {
                Some((event, expected)) => format!("{name}{path}: {} for {}", brief(event), brief(expected)),
                None => format!("{name}{path}: {} events for {}", lane.events.len(), expected.len()),
            });
        }
    }
}

/// Waits, and the intervals before retries, last as long as the definition says, kill or no kill.
pub(super) fn waits_are_not_cut_short(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    let graphs = graphs();
    for (name, kept) in &evidence.shelf.executions {
        let expected = evidence.models.get(name).map(|model| model.kept.history.as_slice()).unwrap_or_default();
        let Some(graph) = graphs.get(kept.workflow.as_str()) else { continue };
        let (lanes, expected) = (split(&kept.history, graph), split(expected, graph));
        let expected = expected.by_path();
        for lane in lanes.lanes {
            let expected = expected.get(lane.path.as_str()).map(|lane| lane.events.as_slice()).unwrap_or_default();
            for (pair, expected) in lane.events.windows(2).zip(expected.windows(2)) {
                // On a clock of its own a run takes no time but that which it waits.
                let (took, least) = (milliseconds(pair), milliseconds(expected));
                if least > 0 {
                    verdict.check("no wait is cut short", took + CLOCK_TOLERANCE >= least, || {
                        format!(
                            "{name}: {took} of {least} ms before {}",
                            pair.last().map(|event| brief(event)).unwrap_or_default()
                        )
                    });
                }
            }
        }
    }
}

fn milliseconds(pair: &[&HistoryEvent]) -> i64 {
    match pair {
        [from, to] => to.timestamp.as_millisecond() - from.timestamp.as_millisecond(),
        _ => 0,
    }
}

/// Where a walk through a history stands.
#[derive(Debug)]
enum Place<'a> {
    Before,
    Begun,
    In(&'a str),
    Between(&'a str),
    Over,
}

/// What an event is to such a walk.
enum Kind<'a> {
    Begin,
    Entered(&'a str),
    Inside,
    Left(&'a str),
    Succeeded,
    Failed,
}

fn kind_of(event: &HistoryEvent) -> Kind<'_> {
    let state = event.detail("name").unwrap_or_default();
    match event.kind {
        EventType::ExecutionStarted => Kind::Begin,
        EventType::ExecutionSucceeded => Kind::Succeeded,
        kind if is_end(kind) => Kind::Failed,
        kind if kind.as_str().ends_with("StateEntered") => Kind::Entered(state),
        kind if kind.as_str().ends_with("StateExited") => Kind::Left(state),
        _ => Kind::Inside,
    }
}

fn is_end(kind: EventType) -> bool {
    kind.as_str().starts_with("Execution") && kind != EventType::ExecutionStarted
}

fn brief(event: &HistoryEvent) -> String {
    let name = event.detail("name").unwrap_or_default();
    format!("{}<-{} {} {name}", event.id, event.previous_event_id, event.kind.as_str())
}
