//! Histories: every committed transition once, in the order of the definition.

use std::collections::BTreeMap;

use serde_json::Value;
use stepwright::{EventType, HistoryEvent};

use super::{Evidence, Verdict};
use crate::{ledger::Outcome, workflows::metas};

/// How many milliseconds the machine's clock may be set back during a wait.
const CLOCK_TOLERANCE: i64 = 50;

/// Ids run from 1 without a gap, and each event follows the one before it.
pub(super) fn events_are_numbered(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    for (name, kept) in &evidence.shelf.executions {
        for (event, id) in kept.history.iter().zip(1..) {
            verdict.check("ids of events are contiguous from 1", event.id == id, || {
                format!("{name}: {} stands at {id}", brief(event))
            });
            // Neither the start nor the first state's entry is the effect of an event.
            let previous = if id <= 2 { 0 } else { id - 1 };
            verdict.check("previous event ids are a chain", event.previous_event_id == previous, || {
                format!("{name}: {}", brief(event))
            });
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
    let graphs: BTreeMap<_, _> = metas().map(|meta| (meta.name, Graph::read(meta.definition))).into();
    for (name, kept) in &evidence.shelf.executions {
        let Some(Some(graph)) = graphs.get(kept.workflow.as_str()) else {
            verdict.check(INVARIANT, false, || format!("{name}: the definition of {} is not read", kept.workflow));
            continue;
        };
        let mut place = Place::Before;
        for event in &kept.history {
            let next = match (kind_of(event), &place) {
                (Kind::Inside, Place::In(_)) => continue,
                (Kind::Begin, Place::Before) => Some(Place::Begun),
                (Kind::Entered(state), Place::Begun) => (state == graph.start).then_some(Place::In(state)),
                (Kind::Entered(state), Place::Between(from)) => graph.leads(from, state).then_some(Place::In(state)),
                (Kind::Left(state), Place::In(inside)) => (state == *inside).then_some(Place::Between(state)),
                (Kind::Failed, Place::In(_)) => Some(Place::Over),
                (Kind::Succeeded, Place::Between(from)) => graph.ends(from).then_some(Place::Over),
                _ => None,
            };
            verdict.check(INVARIANT, next.is_some(), || format!("{name}: {} after {place:?}", brief(event)));
            match next {
                Some(next) => place = next,
                None => break,
            }
        }
        verdict.check("every way leads to the end", matches!(place, Place::Over), || format!("{name}: {place:?}"));
    }
}

/// Nothing but times tells a history from one that nothing interrupted.
pub(super) fn histories_are_uninterrupted(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    for (name, kept) in &evidence.shelf.executions {
        let expected = evidence.models.get(name).map(|model| model.kept.history.as_slice()).unwrap_or_default();
        let differs = kept.history.iter().zip(expected).find(|(event, expected)| {
            let timeless = |event: &HistoryEvent| (event.kind, event.id, event.previous_event_id);
            timeless(event) != timeless(expected) || event.details != expected.details
        });
        let same = differs.is_none() && kept.history.len() == expected.len();
        verdict.check("every history is that of an uninterrupted run", same, || match differs {
            Some((event, expected)) => format!("{name}: {} for {}", brief(event), brief(expected)),
            None => format!("{name}: {} events for {}", kept.history.len(), expected.len()),
        });
    }
}

/// Waits, and the intervals before retries, last as long as the definition says, kill or no kill.
pub(super) fn waits_are_not_cut_short(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    for (name, kept) in &evidence.shelf.executions {
        let expected = evidence.models.get(name).map(|model| model.kept.history.as_slice()).unwrap_or_default();
        for (pair, expected) in kept.history.windows(2).zip(expected.windows(2)) {
            // On a clock of its own a run takes no time but that which it waits.
            let (took, least) = (milliseconds(pair), milliseconds(expected));
            if least > 0 {
                verdict.check("no wait is cut short", took + CLOCK_TOLERANCE >= least, || {
                    format!("{name}: {took} of {least} ms before {}", pair.last().map(brief).unwrap_or_default())
                });
            }
        }
    }
}

fn milliseconds(pair: &[HistoryEvent]) -> i64 {
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

/// The arrows of a definition, from its text.
struct Graph {
    start: String,
    states: BTreeMap<String, Arrows>,
}

struct Arrows {
    to: Vec<String>,
    ends: bool,
}

impl Graph {
    fn read(definition: &str) -> Option<Self> {
        let definition: Value = serde_json::from_str(definition).ok()?;
        let text = |value: &Value, member: &str| value.get(member).and_then(Value::as_str).map(str::to_owned);
        let mut states = BTreeMap::new();
        for (name, state) in definition.get("States")?.as_object()? {
            let ends = state.get("End") == Some(&Value::Bool(true)) || text(state, "Type")? == "Succeed";
            let list = |member: &str| state.get(member).and_then(Value::as_array).into_iter().flatten();
            let mut to: Vec<_> = list("Choices").chain(list("Catch")).filter_map(|rule| text(rule, "Next")).collect();
            to.extend(text(state, "Next"));
            to.extend(text(state, "Default"));
            states.insert(name.clone(), Arrows { to, ends });
        }
        Some(Self { start: text(&definition, "StartAt")?, states })
    }

    fn leads(&self, from: &str, to: &str) -> bool {
        self.states.get(from).is_some_and(|arrows| arrows.to.iter().any(|next| next == to))
    }

    fn ends(&self, state: &str) -> bool {
        self.states.get(state).is_some_and(|arrows| arrows.ends)
    }
}
