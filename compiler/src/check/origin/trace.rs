//! The search itself: from a place that is at fault back to where it went wrong.

use std::collections::{HashSet, VecDeque};

use super::{
    Crossed, Crossing, How, Source,
    back::{Back, of_variable, selects, through},
    taken::taken,
};
use crate::{
    check::{
        blame::{Asked, Blame, Value},
        flow::{Edge, Via},
        missed::{At, Lacked},
        reads::stages,
        scene::{Here, Scene},
    },
    expr::{Root, Step},
    ir::{Assigned, Kind, Select, StateId},
    types::{Ty, ty::Walk},
};

/// How many places are looked at before the search gives up: a fault with that many ways to it has no one
/// cause worth naming.
const PLACES: usize = 2_000;

/// What a search came to.
pub(super) struct Trace<'a> {
    /// The places where the data went wrong, nearest first.
    pub sources: Vec<Source<'a>>,
    /// What the data went through on the way, nearest first.
    pub crossings: Vec<Crossing<'a>>,
    /// Where in the workflow's own input the fault is, if it goes back to that.
    pub from_start: Option<Vec<Step>>,
    /// The Choices on the way that could have kept it away.
    pub asked: Vec<Asked>,
    /// Where it was looked for, if a state that is not entered may have brought it.
    pub lacked: Option<Lacked>,
}

/// A place that is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Place {
    at: At,
    root: Root,
    steps: Vec<Step>,
}

/// The way that parted from those that are not at fault: out of which state, and where the data lay behind it.
type Parted<'a> = Option<(StateId, &'a Edge, Vec<Step>)>;

/// A way that brings what is at fault.
struct Hop<'h, 'a> {
    /// To where it brings it.
    place: &'h Place,
    parted: &'h Parted<'a>,
    /// The state that it leads out of.
    here: Here<'a>,
    edge: &'a Edge,
    /// What it brings.
    carried: Walk,
    /// Whether another way brings there what is not at fault.
    some_good: bool,
}

struct Search<'s, 'a> {
    scene: &'s Scene<'a>,
    bad: &'s dyn Fn(&Walk) -> bool,
    queue: VecDeque<(Place, Parted<'a>)>,
    found: Trace<'a>,
    passed: Blame,
}

/// The places where what a state reads went wrong.
pub(super) fn trace<'a>(scene: &Scene<'a>, id: StateId, lies: &[Back], bad: &dyn Fn(&Walk) -> bool) -> Trace<'a> {
    let found = Trace { sources: Vec::new(), crossings: Vec::new(), from_start: None, asked: Vec::new(), lacked: None };
    let mut search = Search { scene, bad, queue: VecDeque::new(), found, passed: Blame::default() };
    if let Some(here) = scene.here(id) {
        for back in search.at_fault(&here, lies.to_vec()) {
            search.follow(id, back, None);
        }
    }
    let mut seen: HashSet<Place> = HashSet::new();
    while let Some((place, parted)) = search.queue.pop_front() {
        if seen.len() > PLACES || !scene.take_place() {
            break;
        }
        if seen.insert(place.clone()) {
            search.look(&place, &parted);
        }
    }
    let spot = |place: Place| (place.at, Value { root: place.root, steps: place.steps });
    let lacked = scene.has_unentered().then(|| Lacked::Value(seen.into_iter().map(spot).collect()));
    let mut found = Trace { asked: search.passed.asked, lacked, ..search.found };
    let mut named: HashSet<(StateId, Via, Option<&str>)> = HashSet::new();
    found.sources.retain(|source| {
        named.insert((source.here.id, source.edge.via, source.assigned.map(|assigned| assigned.name.as_str())))
    });
    // What was lost says more than what was never there.
    found.sources.sort_by_key(|source| source.how == How::Without);
    if found.sources.iter().any(|source| source.how == How::Lost) {
        found.sources.retain(|source| source.how == How::Lost);
    }
    found
}

impl<'a> Search<'_, 'a> {
    /// Looks at the ways that bring the data to a place.
    fn look(&mut self, place: &Place, parted: &Parted<'a>) {
        let Place { at, root, steps } = place;
        let scene = self.scene;
        let is_start = *root == Root::Document && scene.machine.start().map(At::Before) == Some(*at);
        let start_bad = is_start && (self.bad)(&scene.facts.input.walk(steps));
        let ways: Vec<(Here<'a>, &'a Edge)> = match at {
            At::Before(id) => scene.incoming(*id).collect(),
            At::End(scope) => scene.ends(*scope).collect(),
        };
        let some_good = (is_start && !start_bad)
            || ways.iter().any(|(_, edge)| carried(edge, root, steps).is_some_and(|walk| !(self.bad)(&walk)));
        if start_bad {
            self.found.from_start.get_or_insert_with(|| steps.clone());
        }
        if start_bad {
            self.found.sources.extend(self.without(parted));
        }
        for (here, edge) in ways {
            if let Some(carried) = carried(edge, root, steps).filter(|walk| (self.bad)(walk)) {
                self.way(&Hop { place, parted, here, edge, carried, some_good });
            }
        }
    }

    /// The way that parted from those that bring what was never there: that is to blame.
    fn without(&self, parted: &Parted<'a>) -> Option<Source<'a>> {
        let (source, edge, steps) = parted.as_ref()?;
        if edge.ty.walk(steps).is_sure() && self.takes(*source) {
            return None;
        }
        let here = self.scene.here(*source)?;
        let steps = steps.clone();
        Some(Source { here, edge, root: Root::Document, steps, how: How::Without, assigned: None })
    }

    /// Looks at one way that brings what is at fault.
    fn way(&mut self, hop: &Hop<'_, 'a>) {
        let Place { root, steps, .. } = hop.place;
        let (here, edge) = (&hop.here, hop.edge);
        let (backs, assigned) = match root {
            Root::Variable(name) => of_variable(here, edge, name, steps.clone()),
            _ => (through(here, edge.via, steps.clone()), None),
        };
        let several = backs.len() > 1;
        let backs = if several { self.at_fault(here, backs) } else { backs };
        if backs.is_empty() {
            // What it was made of is in order.
            self.found.sources.push(self.wrote(hop, assigned));
        }
        for back in backs {
            self.passed.ask(hop.asked(&back, self.bad));
            if let Some(how) = self.how(hop, &back, assigned, several) {
                let source = if how == How::Wrote { self.wrote(hop, assigned) } else { hop.source(how, assigned) };
                self.found.sources.push(source);
                continue;
            }
            if !hop.is_inside(&back) {
                let crossed = hop.crossed(&back, assigned);
                self.found.crossings.extend(crossed.map(|what| Crossing { here: *here, edge, what }));
            }
            self.go_on(hop, back);
        }
    }

    /// A way that made what is at fault. What a run begins with need not have it, if some way in it brings it.
    fn wrote(&self, hop: &Hop<'_, 'a>, assigned: Option<&'a Assigned>) -> Source<'a> {
        let is_missing = matches!(hop.edge.via, Via::Into(_)) && hop.carried.ty().is_none();
        let without = if is_missing { self.without(hop.parted) } else { None };
        without.unwrap_or_else(|| hop.source(How::Wrote, assigned))
    }

    /// What a way did to what comes from one place; `None` if it was at fault there already.
    fn how(&self, hop: &Hop<'_, 'a>, back: &Back, assigned: Option<&Assigned>, several: bool) -> Option<How> {
        let Hop { place, here, edge, .. } = hop;
        let Place { root, steps, .. } = *place;
        let state = here.state;
        // In a loop what was lost may come back in part: having it sometimes is having had it.
        let bad = self.bad;
        let had = |walk: &Walk| walk.is_known() && (!bad(walk) || hop.carried.ty().is_none());
        let stood = *root == Root::Document && had(&here.facts.raw_input.walk(steps));
        let had_it = stood && !steps.is_empty();
        let before = self.walk(here, back);
        let had_before = before.as_ref().is_some_and(had);
        // A Choice takes nothing away: it only tells those that have it from those that have not.
        let is_choice = matches!(state.kind, Kind::Choice(_));
        let takes_apart = is_choice && hop.carried.ty().is_some();
        match back {
            Back::Raw(at) if at != steps && selects(state, edge.via) && stood => Some(How::Lost),
            Back::Raw(_) if hop.is_inside(back) => {
                let is_made = had_before || before.is_some_and(|walk| walk.ty().is_none());
                is_made.then_some(How::Wrote)
            }
            Back::Raw(_) | Back::Variable(..) | Back::Input(_) if had_before && !takes_apart => {
                // What a Map takes of its items is there, of one of them at least.
                Some(match edge.via {
                    _ if assigned.is_some() => How::Wrote,
                    Via::Into(_) => How::Wrote,
                    _ if is_choice => How::Narrowed,
                    // It takes of what is there only what is at fault.
                    _ if !selects(state, edge.via) && matches!(back, Back::Raw(at) if at != steps) => How::Wrote,
                    _ => How::Lost,
                })
            }
            Back::Ends(..) if had_it && !several => Some(How::Lost),
            Back::Raw(_) | Back::Variable(..) | Back::Input(_) | Back::Ends(..) => None,
            Back::Own => Some(if had_it { How::Lost } else { How::Wrote }),
            Back::Cut => Some(How::Lost),
        }
    }

    /// Whether a state was found to take something else for what is at fault.
    fn takes(&self, id: StateId) -> bool {
        let takes = |crossing: &Crossing<'_>| crossing.here.id == id && matches!(crossing.what, Crossed::Taken(_));
        self.found.crossings.iter().any(takes)
    }

    /// Goes on from a way to where what it brings was before.
    fn go_on(&mut self, hop: &Hop<'_, 'a>, back: Back) {
        let Hop { place, parted, here, edge, some_good, .. } = *hop;
        let in_document = place.root == Root::Document;
        let parted = parted.clone().filter(|_| in_document);
        let crossed = match (&back, edge.via) {
            (Back::Ends(scope, at), _) => Some(Crossed::End(*scope, at.clone())),
            (_, Via::Into(_)) if in_document => Some(Crossed::Into(place.steps.clone())),
            _ => None,
        };
        let parted = match &back {
            Back::Raw(_) if in_document => parted.or(some_good.then(|| (here.id, edge, place.steps.clone()))),
            _ => parted,
        };
        self.found.crossings.extend(crossed.map(|what| Crossing { here, edge, what }));
        self.follow(here.id, back, parted);
    }

    /// Goes on to where a state has something from.
    fn follow(&mut self, id: StateId, back: Back, parted: Parted<'a>) {
        let (at, root, steps) = match back {
            Back::Raw(steps) => (At::Before(id), Root::Document, steps),
            Back::Variable(name, steps) => (At::Before(id), Root::Variable(name), steps),
            Back::Ends(scope, steps) => (At::End(scope), Root::Document, steps),
            Back::Input(steps) => {
                if (self.bad)(&self.scene.facts.input.walk(&steps)) {
                    self.found.from_start.get_or_insert(steps);
                }
                return;
            }
            Back::Own | Back::Cut => return,
        };
        self.queue.push_back((Place { at, root, steps }, parted));
    }

    /// Those of several places that are at fault.
    fn at_fault(&self, here: &Here<'a>, backs: Vec<Back>) -> Vec<Back> {
        if backs.len() < 2 {
            return backs;
        }
        // What a state makes itself may be anything.
        let unknown = || Walk::Found { ty: Ty::Any, gap: None };
        backs.into_iter().filter(|back| (self.bad)(&self.walk(here, back).unwrap_or_else(unknown))).collect()
    }

    /// What is found at a place where a state begins, or one of its scopes ends.
    fn walk(&self, here: &Here<'a>, back: &Back) -> Option<Walk> {
        match back {
            Back::Raw(at) => Some(here.facts.raw_input.walk(at)),
            Back::Variable(name, at) => Some(here.facts.variables.ty(name).walk(at)),
            Back::Input(at) => Some(self.scene.facts.input.walk(at)),
            Back::Ends(scope, at) => Some(self.scene.facts.scope(*scope).walk(at)),
            Back::Own | Back::Cut => None,
        }
    }
}

impl<'a> Hop<'_, 'a> {
    /// The way as a place where the data went wrong.
    fn source(&self, how: How, assigned: Option<&'a Assigned>) -> Source<'a> {
        let Place { root, steps, .. } = self.place;
        Source { here: self.here, edge: self.edge, root: root.clone(), steps: steps.clone(), how, assigned }
    }

    /// The Choice that it leaves, if that is one whose rules could have told what is at fault.
    fn asked(&self, back: &Back, bad: &dyn Fn(&Walk) -> bool) -> Option<Asked> {
        let facts = self.here.facts;
        let (root, steps, ty) = match back {
            Back::Raw(at) => (Root::Document, at, &facts.raw_input),
            Back::Variable(name, at) => (Root::Variable(name.clone()), at, facts.variables.ty(name)),
            Back::Own | Back::Cut | Back::Ends(..) | Back::Input(_) => return None,
        };
        Asked::on_the_way(&self.here, self.edge.via, Value { root, steps: steps.clone() }, ty, bad)
    }

    /// Whether it lays something over a part of what comes from a place.
    fn is_inside(&self, back: &Back) -> bool {
        let in_document = self.place.root == Root::Document;
        matches!(back, Back::Raw(at) if in_document && writes_inside(&self.here, self.edge.via, at))
    }

    /// What it takes something else by for what is at fault, or a reason why that goes on.
    fn crossed(&self, back: &Back, assigned: Option<&'a Assigned>) -> Option<Crossed<'a>> {
        let (here, via, place) = (&self.here, self.edge.via, self.place);
        let kept = || matches!(place.at, At::End(_)) && matches!(back, Back::Raw(_)) && keeps(here, via);
        let ended = || {
            matches!((&place.at, &place.root, back), (At::End(_), Root::Document, Back::Raw(_) | Back::Variable(..)))
        };
        taken(here, (via, assigned), (&place.root, &place.steps), back.steps())
            .map(Crossed::Taken)
            .or_else(|| assigned.map(Crossed::Assign))
            .or_else(|| kept().then_some(Crossed::Kept))
            .or_else(|| ended().then_some(Crossed::Ended))
    }
}

/// Whether a state that does some work hands on its input all the same.
fn keeps(here: &Here<'_>, via: Via) -> bool {
    via == Via::Next && here.state.work().is_some() && *stages(here.state).1 != Select::Whole
}

/// What a way brings at a place; `None` if it does not have the variable.
pub(super) fn carried(edge: &Edge, root: &Root, steps: &[Step]) -> Option<Walk> {
    match root {
        Root::Variable(name) => Some(edge.variables.get(name)?.ty.walk(steps)),
        _ => Some(edge.ty.walk(steps)),
    }
}

/// Whether a way out lays something over a part of what is at a place.
fn writes_inside(here: &Here<'_>, via: Via, steps: &[Step]) -> bool {
    let result_path = match (via, here.state.work()) {
        (Via::Into(_), _) => return false,
        (Via::Catch(at), Some(work)) => work.catch.get(at).map(|catcher| &catcher.result_path),
        _ => Some(stages(here.state).1),
    };
    matches!(result_path, Some(Select::Path(path)) if path.steps.len() > steps.len() && path.steps.starts_with(steps))
}
