//! Calls of handlers, as the ledger has them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Evidence, Verdict};
use crate::ledger::{Call, Entry};

/// Which visit of which state, whatever its key says.
type Visit<'a> = (&'a str, &'a str, u32);

fn visit(call: &Call) -> Visit<'_> {
    (&call.execution, &call.state, call.round)
}

fn brief(call: &Call) -> String {
    let Call { key, execution, state, round, attempt, .. } = call;
    format!("{execution}: {state}, round {round}, attempt {attempt}, key {key}")
}

/// Every attempt at every task has been called and has come to its end; nothing else was called.
pub(super) fn every_task_was_called(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    let (mut called, mut returned) = (BTreeSet::new(), BTreeSet::new());
    for entry in evidence.ledger {
        match entry {
            Entry::Called(call) => _ = called.insert(call),
            Entry::Returned(call) => _ = returned.insert(call),
            _ => {}
        }
    }
    let mut expected = BTreeSet::new();
    for name in evidence.shelf.executions.keys() {
        for call in evidence.models.get(name).into_iter().flat_map(|model| &model.calls) {
            expected.insert(call);
            verdict.check("every task was called at least once", called.contains(call), || brief(call));
            verdict.check("a handler has returned for every result", returned.contains(call), || brief(call));
        }
    }
    for call in called {
        verdict
            .check("no call is one that an uninterrupted run does not make", expected.contains(call), || brief(call));
    }
}

/// A visit has one key, whatever attempt and life; no two visits share one.
pub(super) fn keys_name_visits(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    let (mut keys, mut visits) = (HashMap::new(), HashMap::new());
    for entry in evidence.ledger {
        let Entry::Called(call) = entry else { continue };
        let key = keys.entry(visit(call)).or_insert(&call.key);
        verdict.check("calls of one visit have one key", *key == &call.key, || format!("{} and {key}", brief(call)));
        let owner = visits.entry(&call.key).or_insert_with(|| visit(call));
        verdict.check("different visits have different keys", *owner == visit(call), || {
            format!("{} and {owner:?}", brief(call))
        });
    }
}

/// The same attempt is called again by a later life, and never by the same one.
pub(super) fn calls_repeat_after_kills_only(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    let mut in_this_life = HashSet::new();
    for entry in evidence.ledger {
        match entry {
            Entry::Born { .. } => in_this_life.clear(),
            Entry::Called(call) => {
                let first = in_this_life.insert((visit(call), call.attempt));
                verdict.check("a call is repeated after a kill only", first, || brief(call));
            }
            _ => {}
        }
    }
}

/// A call says that all before it was committed: nothing before it is called again, what is before it has
/// returned, and after an acknowledged end nothing is called.
pub(super) fn calls_follow_commits(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    let mut places: HashMap<&str, HashMap<(Visit<'_>, u32), usize>> = HashMap::new();
    for (name, model) in evidence.models {
        let place = model.calls.iter().enumerate().map(|(place, call)| ((visit(call), call.attempt), place));
        places.insert(name, place.collect());
    }
    let mut reached: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    let (mut returned, mut ended) = (HashSet::new(), HashSet::new());
    for entry in evidence.ledger {
        match entry {
            Entry::Ended { job, .. } => ended.extend(evidence.jobs.get(job).map(|job| job.name.as_str())),
            Entry::Returned(call) => _ = returned.insert((visit(call), call.attempt)),
            Entry::Called(call) => {
                let name = call.execution.as_str();
                let open = !ended.contains(name);
                verdict.check("nothing is called after an acknowledged end", open, || brief(call));
                let known = places.get(name).and_then(|places| places.get(&(visit(call), call.attempt)));
                // What is not known is another invariant's matter.
                let Some(&place) = known else { continue };
                let calls = evidence.models.get(name).map(|model| model.calls.as_slice()).unwrap_or_default();
                let reached = reached.entry(name).or_default();
                let is_new = |later: &usize| calls.get(*later).is_none_or(|later| !are_in_line(later, call));
                let none_later = reached.range(place + 1..).all(is_new);
                verdict.check("no committed result is asked for again", none_later, || brief(call));
                reached.insert(place);
                let mut before = calls.iter().take(place).filter(|before| are_in_line(before, call));
                let settled = before.all(|call| returned.contains(&(visit(call), call.attempt)));
                verdict.check("no call is made before the one before it returned", settled, || brief(call));
            }
            _ => {}
        }
    }
}

/// Whether one of two calls of an execution waits for the other: they are on one way, or one is on a way that
/// parts from the other's and comes back to it.
fn are_in_line(one: &Call, other: &Call) -> bool {
    one.lane.starts_with(&other.lane) || other.lane.starts_with(&one.lane)
}
