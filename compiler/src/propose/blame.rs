//! Which places a finding may be about, and what is proposed for them instead.

use std::collections::BTreeSet;

use super::{
    place::{PlaceId, Places, Stage},
    read::Uses,
};
use crate::{diag::Diagnostic, ir::Machine, source::SourceId};

/// Weakens what is proposed for the places that a finding may be about; `false` if there is nothing left to weaken.
pub(super) fn weaken(
    finding: &Diagnostic,
    definition: SourceId,
    machine: &Machine,
    uses: &Uses,
    places: &mut Places,
) -> bool {
    let about = about(finding, definition, machine, uses);
    let exact: Vec<PlaceId> = staged(&about, places, |stage| stage == Stage::Exact);
    if !exact.is_empty() {
        exact.iter().for_each(|id| set(places, *id, Stage::Loose));
        return true;
    }
    // The innermost of those that still say something.
    let rest = staged(&about, places, |stage| stage < Stage::Value);
    let rest: BTreeSet<PlaceId> = rest.into_iter().filter(|id| !is_under_value(places, *id)).collect();
    let inner: Vec<PlaceId> =
        rest.iter().copied().filter(|id| !rest.iter().any(|other| is_in(places, *other, *id))).collect();
    if !inner.is_empty() {
        inner.iter().for_each(|id| set(places, *id, Stage::Value));
        return true;
    }
    // What holds them.
    let mut changed = false;
    for id in about {
        let mut at = places.get(id).and_then(|place| place.parent);
        while let Some(parent) = at {
            let Some(place) = places.get(parent) else { break };
            let (stage, above) = (place.stage, place.parent);
            if stage < Stage::Value && !is_under_value(places, parent) {
                set(places, parent, Stage::Value);
                changed = true;
                break;
            }
            at = above;
        }
    }
    changed
}

/// The places that a finding's paths lead to; all that its state uses, if it is about no path.
fn about(finding: &Diagnostic, definition: SourceId, machine: &Machine, uses: &Uses) -> BTreeSet<PlaceId> {
    let labels = std::iter::once(&finding.primary).chain(&finding.labels);
    let spans = labels.map(|label| label.span).filter(|span| span.source == definition);
    let mut found = BTreeSet::new();
    for span in spans {
        for (path, places) in &uses.by_span {
            if path.start >= span.start && path.end <= span.end {
                found.extend(places);
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    let name = finding.primary.state.as_deref();
    let states = machine.iter().filter(|(_, state)| Some(state.name.as_str()) == name);
    for (id, _) in states {
        found.extend(uses.by_state.get(&id).into_iter().flatten());
    }
    found
}

fn staged(about: &BTreeSet<PlaceId>, places: &Places, is: impl Fn(Stage) -> bool) -> Vec<PlaceId> {
    about.iter().copied().filter(|id| places.get(*id).is_some_and(|place| is(place.stage))).collect()
}

fn set(places: &mut Places, id: PlaceId, stage: Stage) {
    if let Some(place) = places.get_mut(id) {
        place.stage = stage;
    }
}

/// Whether a place lies in another one.
fn is_in(places: &Places, id: PlaceId, outer: PlaceId) -> bool {
    let mut at = places.get(id).and_then(|place| place.parent);
    while let Some(parent) = at {
        if parent == outer {
            return true;
        }
        at = places.get(parent).and_then(|place| place.parent);
    }
    false
}

fn is_under_value(places: &Places, id: PlaceId) -> bool {
    let mut at = places.get(id).and_then(|place| place.parent);
    while let Some(parent) = at {
        let Some(place) = places.get(parent) else { return false };
        if place.stage == Stage::Value {
            return true;
        }
        at = place.parent;
    }
    false
}
