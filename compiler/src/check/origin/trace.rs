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
        reads::stages,
        scene::{Here, Scene},
    },
    expr::{Root, Step},
    ir::{Kind, ScopeId, Select, StateId},
    types::ty::Walk,
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
}

/// Where data is looked at on the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum At {
    /// In front of a state.
    Before(StateId),
    /// At the end of a scope's runs.
    End(ScopeId),
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

struct Search<'s, 'a> {
    scene: &'s Scene<'a>,
    bad: &'s dyn Fn(&Walk) -> bool,
    queue: VecDeque<(Place, Parted<'a>)>,
    found: Trace<'a>,
    passed: Blame,
}

/// The places where what a state reads went wrong.
pub(super) fn trace<'a>(scene: &Scene<'a>, id: StateId, lies: &[Back], bad: &dyn Fn(&Walk) -> bool) -> Trace<'a> {
    let found = Trace { sources: Vec::new(), crossings: Vec::new(), from_start: None, asked: Vec::new() };
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
    let mut found = Trace { asked: search.passed.asked, ..search.found };
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
        if start_bad
            && let Some((source, edge, steps)) = parted
            && !(edge.ty.walk(steps).is_sure() && self.takes(*source))
        {
            // It was never there: to blame is the way that parted from those that bring it.
            let here = scene.here(*source);
            self.found.sources.extend(here.map(|here| Source {
                here,
                edge,
                root: Root::Document,
                steps: steps.clone(),
                how: How::Without,
                assigned: None,
            }));
        }
        for (here, edge) in ways {
            if let Some(carried) = carried(edge, root, steps).filter(|walk| (self.bad)(walk)) {
                self.way(place, parted, (here, edge), &carried, some_good);
            }
        }
    }

    /// Looks at one way that brings what is at fault.
    fn way(
        &mut self,
        place: &Place,
        parted: &Parted<'a>,
        (here, edge): (Here<'a>, &'a Edge),
        carried: &Walk,
        some_good: bool,
    ) {
        let Place { root, steps, .. } = place;
        let (backs, assigned) = match root {
            Root::Variable(name) => of_variable(&here, edge, name, steps.clone()),
            _ => (through(&here, edge.via, steps.clone()), None),
        };
        let source = |how| Source { here, edge, root: root.clone(), steps: steps.clone(), how, assigned };
        let in_document = *root == Root::Document;
        // In a loop what was lost may come back in part: having it sometimes is having had it.
        let bad = self.bad;
        let had = |walk: &Walk| walk.is_known() && (!bad(walk) || carried.ty().is_none());
        let stood = in_document && had(&here.facts.raw_input.walk(steps));
        let had_it = stood && !steps.is_empty();
        // A Choice takes nothing away: it only tells those that have it from those that have not.
        let is_choice = matches!(here.state.kind, Kind::Choice(_));
        let takes_apart = is_choice && carried.ty().is_some();
        let several = backs.len() > 1;
        let backs = if several { self.at_fault(&here, backs) } else { backs };
        if backs.is_empty() {
            // What it was made of is in order.
            self.found.sources.push(source(How::Wrote));
        }
        for back in backs {
            let asked = match &back {
                Back::Raw(at) => Some((Root::Document, at, &here.facts.raw_input)),
                Back::Variable(name, at) => Some((Root::Variable(name.clone()), at, here.facts.variables.ty(name))),
                Back::Own | Back::Cut | Back::Ends(..) | Back::Input(_) => None,
            };
            if let Some((root, at, ty)) = asked {
                self.passed.ask(Asked::on_the_way(&here, edge.via, Value { root, steps: at.clone() }, ty, bad));
            }
            let before = match &back {
                Back::Raw(at) => Some(here.facts.raw_input.walk(at)),
                Back::Variable(name, at) => here.facts.variables.get(name).map(|variable| variable.ty.walk(at)),
                Back::Input(at) => Some(self.scene.facts.input.walk(at)),
                Back::Own | Back::Cut | Back::Ends(..) => None,
            };
            let had_before = before.as_ref().is_some_and(had);
            match &back {
                Back::Raw(at) if at != steps && selects(here.state, edge.via) && stood => {
                    self.found.sources.push(source(How::Lost));
                }
                Back::Raw(at) if in_document && writes_inside(&here, edge.via, at) => {
                    match had_before || before.as_ref().is_some_and(|walk| walk.ty().is_none()) {
                        true => self.found.sources.push(source(How::Wrote)),
                        false => self.go_on(place, parted, (here, edge), back, some_good),
                    }
                }
                Back::Raw(_) | Back::Variable(..) | Back::Input(_) if had_before && !takes_apart => {
                    // What a Map takes of its items is there, of one of them at least.
                    let how = match edge.via {
                        _ if assigned.is_some() => How::Wrote,
                        Via::Into(_) => How::Wrote,
                        _ if is_choice => How::Narrowed,
                        // It takes of what is there only what is at fault.
                        _ if !selects(here.state, edge.via) && matches!(&back, Back::Raw(at) if at != steps) => {
                            How::Wrote
                        }
                        _ => How::Lost,
                    };
                    self.found.sources.push(source(how));
                }
                Back::Ends(..) if had_it && !several => self.found.sources.push(source(How::Lost)),
                Back::Raw(_) | Back::Variable(..) | Back::Input(_) | Back::Ends(..) => {
                    let crossed = match taken(&here, (edge.via, assigned), (root, steps), back.steps()) {
                        Some(taken) => Some(Crossed::Taken(taken)),
                        None => assigned.map(Crossed::Assign),
                    };
                    let kept = matches!(place.at, At::End(_)) && matches!(back, Back::Raw(_)) && keeps(&here, edge.via);
                    let crossed = crossed.or(kept.then_some(Crossed::Kept));
                    self.found.crossings.extend(crossed.map(|what| Crossing { here, edge, what }));
                    self.go_on(place, parted, (here, edge), back, some_good);
                }
                Back::Own => self.found.sources.push(source(if had_it { How::Lost } else { How::Wrote })),
                Back::Cut => self.found.sources.push(source(How::Lost)),
            }
        }
    }

    /// Whether a state was found to take something else for what is at fault.
    fn takes(&self, id: StateId) -> bool {
        let takes = |crossing: &Crossing<'_>| crossing.here.id == id && matches!(crossing.what, Crossed::Taken(_));
        self.found.crossings.iter().any(takes)
    }

    /// Goes on from a way to where what it brings was before.
    fn go_on(
        &mut self,
        place: &Place,
        parted: &Parted<'a>,
        (here, edge): (Here<'a>, &'a Edge),
        back: Back,
        some_good: bool,
    ) {
        let in_document = place.root == Root::Document;
        let parted = parted.clone().filter(|_| in_document);
        let crossed = match (&back, edge.via) {
            (Back::Ends(scope, at), _) => Some(Crossed::End(*scope, at.clone())),
            (_, Via::Into(_)) if in_document => Some(Crossed::Into),
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
        let walk = |back: &Back| match back {
            Back::Raw(at) => here.facts.raw_input.walk(at),
            Back::Variable(name, at) => here.facts.variables.ty(name).walk(at),
            Back::Input(at) => self.scene.facts.input.walk(at),
            Back::Ends(scope, at) => self.scene.facts.scope(*scope).walk(at),
            Back::Own | Back::Cut => crate::types::Ty::Any.walk(&[]),
        };
        backs.into_iter().filter(|back| (self.bad)(&walk(back))).collect()
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
