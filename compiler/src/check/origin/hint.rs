//! A value that is read where nobody wrote it, while a result that has it went elsewhere.

mod ends;
mod parts;

use std::collections::{HashSet, VecDeque};

pub(super) use ends::at_ends;
pub(super) use parts::where_written;

use super::{
    back::{Back, through},
    result::result_path,
};
use crate::{
    check::{
        flow::Via,
        scene::{Here, Scene},
    },
    diag::Diagnostic,
    expr::Step,
    ir::{Select, StateId},
    source::Span,
};
use parts::{Look, Part, discarded, holding, unread};

/// How many states back a result is looked for.
const STATES: usize = 500;
/// How many results are named where nothing tells which of them was meant.
const NAMED: usize = 3;
/// How many results are compared.
const COMPARED: usize = 32;

/// A result that may be the one that is missed.
pub(super) struct Hint {
    /// The state that brought it.
    pub state: StateId,
    /// The way out that brought it.
    pub via: Via,
    /// Whether it was written, and not discarded.
    pub is_written: bool,
    /// Where it, and others that may be meant as well, went: the place, what to say there, the state.
    places: Vec<(Span, String, String)>,
    /// What to do.
    help: String,
}

impl Hint {
    /// Says it in a finding.
    pub(super) fn add(self, mut diagnostic: Diagnostic) -> Diagnostic {
        for (span, message, name) in self.places {
            diagnostic = diagnostic.cause(span, message, Some(&name));
        }
        diagnostic.help(self.help)
    }
}

/// A part, and where it was found.
struct Candidate<'a> {
    here: Here<'a>,
    via: Via,
    part: Part,
    /// How many states lie between.
    depth: usize,
}

impl Candidate<'_> {
    /// How well it matches: the lower, the better. All caught errors are alike, and that of the nearest catchers is meant.
    fn rank(&self) -> ((bool, bool), usize) {
        (self.part.rank, if matches!(self.via, Via::Catch(_)) { self.depth } else { 0 })
    }
}

/// The states before this one whose result has what is read, but went elsewhere or nowhere: the one that matches best, or
/// the nearest of those that match alike.
/// `spare` is how many of the steps were not even tried; where what was meant starts from an `other_root` no bare
/// place is looked for.
pub(super) fn unused_result(
    scene: &Scene<'_>,
    id: StateId,
    steps: &[Step],
    spare: usize,
    other_root: bool,
) -> Option<Hint> {
    // A part of the result that is read says more than the bare place, so it is looked for first.
    let looks: [(Look, usize); 3] = [(holding, 0), (discarded, spare), (unread, spare)];
    let looks = looks.into_iter().take(if other_root { 1 } else { usize::MAX });
    looks.into_iter().find_map(|(look, spare)| {
        let mut found = candidates(scene, id, steps, spare, look);
        let best = found.iter().map(Candidate::rank).min()?;
        found.retain(|candidate| candidate.rank() == best);
        found.truncate(NAMED);
        hint(found)
    })
}

/// The parts that are found on the ways that lead to a state.
fn candidates<'a>(scene: &Scene<'a>, id: StateId, steps: &[Step], spare: usize, look: Look) -> Vec<Candidate<'a>> {
    let mut found: Vec<Candidate<'_>> = Vec::new();
    let mut seen: HashSet<StateId> = HashSet::new();
    let mut queue: VecDeque<(StateId, Vec<Step>, usize)> = [(id, steps.to_vec(), 0)].into();
    while let Some((at, steps, depth)) = queue.pop_front() {
        if seen.len() > STATES || found.len() > COMPARED || !scene.take_place() || !seen.insert(at) {
            continue;
        }
        for (here, edge) in scene.incoming(at) {
            let tried = steps.get(..steps.len().saturating_sub(spare)).unwrap_or(&steps);
            if let Some(part) = look(scene, &here, edge, tried)
                && !found.iter().any(|known| known.part.span == part.span)
            {
                found.push(Candidate { here, via: edge.via, part, depth });
            }
            // Before a state that made all of it there was nothing that could be read here.
            for back in through(&here, edge.via, steps.clone()) {
                if let Back::Raw(steps) = back {
                    queue.push_back((here.id, steps, depth + 1));
                }
            }
        }
    }
    found
}

/// What is said of parts that match alike.
fn hint(found: Vec<Candidate<'_>>) -> Option<Hint> {
    let Candidate { here, via, part, depth } = found.first()?;
    let (state, via) = (here.id, *via);
    let all_of_one = found.iter().all(|candidate| candidate.here.id == state);
    let who = if all_of_one { format!("`{}`", here.state.name) } else { "the one that is meant".to_owned() };
    // States between may have put it elsewhere.
    let help = match part.there.as_ref().filter(|_| *depth == 0 && all_of_one) {
        Some(there) => format!("read it where it is: `{there}`"),
        None => format!("let {who} write it to `{}`, or read it where it is", part.target),
    };
    let place = |one: Candidate<'_>| (one.part.span, one.part.message, one.here.state.name.clone());
    let is_written = matches!(result_path(here, via), Select::Path(_));
    Some(Hint { state, via, is_written, places: found.into_iter().map(place).collect(), help })
}
