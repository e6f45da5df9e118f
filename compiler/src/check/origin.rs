//! Where a fault comes from: walks the graph back from the state that meets it to the state that caused it.
//!
//! Nothing of this is kept during the analysis: it is worked out when a finding is written.

mod back;
mod copied;
mod dropped;
mod finding;
mod hint;
mod label;
mod result;
mod taken;
mod trace;

use crate::{
    check::{
        blame::{Blame, Place, Want},
        flow::{Edge, Target, Via},
        scene::{Here, Scene},
        words,
    },
    diag::near,
    expr::{Root, Step},
    ir::{Assigned, Kind, ScopeId, Select, StateId},
    source::Span,
    types::ty::{Gap, Walk},
};
pub(crate) use back::{
    Back as Origin, argument, before, in_assign, in_ends, of_item, placed, places, resolved, through as origin_of,
};
pub(crate) use copied::{Types, behind_tail};
pub(crate) use dropped::span_of;
pub(crate) use finding::{explain, lacked_at_end};
use taken::Taken;
use trace::{Trace, trace};

/// One place where the data went wrong.
struct Source<'a> {
    here: Here<'a>,
    edge: &'a Edge,
    /// What it lies in: what the edge carries, or a variable behind it.
    root: Root,
    /// Where in that.
    steps: Vec<Step>,
    how: How,
    /// What assigned the variable, if it lies in one and this way assigns it.
    assigned: Option<&'a Assigned>,
}

/// What a state did to the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// It had it, and wrote over it or did not hand it on.
    Lost,
    /// It wrote it, as it is now.
    Wrote,
    /// It never had it, while other ways bring it.
    Without,
    /// It is a Choice, and what takes this way out of it is a variant without it.
    Narrowed,
}

/// A place that is at fault.
pub(crate) struct Fault<'a> {
    /// Where it lies: in a state's raw input, in a variable as it begins, in what one of its scopes ends with. There are
    /// several if what is read is copied from any of them.
    pub lies: &'a [Origin],
    /// How many of its last steps were not even tried, as an earlier one failed.
    pub spare: usize,
    /// How many of the steps before those lead on from what is at fault: it has no parts, or is of several kinds.
    pub within: usize,
    /// What it should be.
    pub want: Want,
    /// Whether what is found at the path is at fault.
    pub bad: &'a dyn Fn(&Walk) -> bool,
    /// Whether what was meant is known to stand beside it: then what was taken for it on the way says nothing.
    pub meant: bool,
    /// Whether the same way from another root is what was meant: then no result that went elsewhere is.
    pub other_root: bool,
    /// Whether a value is missing there or below, rather than of a wrong type.
    pub missing: Option<Missing>,
}

/// A value that is missing.
#[derive(Default)]
pub(crate) struct Missing {
    /// Where it would be, behind the place that is at fault.
    pub below: Vec<Step>,
    /// Whether what was made on the way as a whole, and not a part of it, is missing.
    pub is_part: bool,
}

impl<'a> Fault<'a> {
    /// A value that should be something else, where a path leads to it.
    pub(crate) fn of(lies: &'a [Origin], want: Want, bad: &'a dyn Fn(&Walk) -> bool) -> Self {
        Fault { lies, spare: 0, within: 0, want, bad, meant: false, other_root: false, missing: None }
    }

    /// Of the way to what is read, as much as was tried.
    fn tried<'s>(&self, steps: &'s [Step]) -> &'s [Step] {
        steps.get(..steps.len().saturating_sub(self.spare)).unwrap_or(steps)
    }

    /// Of the way to what is read, the way to what is at fault.
    fn lost<'s>(&self, steps: &'s [Step]) -> &'s [Step] {
        steps.get(..steps.len().saturating_sub(self.spare + self.within)).unwrap_or(steps)
    }
}

/// Whom to blame: of the places where the data went wrong, the first that an execution comes to.
fn blame(scene: &Scene<'_>, fault: &Fault<'_>, trace: &Trace<'_>) -> Blame {
    let Trace { sources, from_start, asked, .. } = trace;
    let path = |root: &Root, steps: &[Step]| Some(words::path_of(root, fault.lost(steps)));
    let Some(first) = sources.iter().min_by_key(|source| scene.order(source.here.id)) else {
        let input = from_start.as_ref().map(|steps| Blame::of(Place::Input, path(&Root::Document, steps)));
        let blame = input.map(|blame| blame.wanting(&fault.want)).unwrap_or_default();
        return Blame { asked: asked.clone(), ..blame };
    };
    // What is handed to one branch of a Parallel is handed to all.
    let via = if matches!(first.edge.via, Via::Into(_)) { Via::Into(0) } else { first.edge.via };
    let id = first.here.id;
    let lost = path(&first.root, &first.steps);
    // Whatever a way loses by one slip is one fault; what it writes or does not bring is one by itself.
    let blame = match (first.how, first.assigned) {
        (_, Some(_)) => Blame::of(Place::Assign(id, via), lost).wanting(&fault.want),
        (How::Narrowed, None) => taken(&first.here, via, (&first.root, &first.steps), fault.bad),
        // What the `InputPath` of a Choice leaves out it leaves out on all its ways.
        (How::Lost, None) if matches!(first.here.state.kind, Kind::Choice(_)) => {
            return Blame::of(Place::Here(id), Some("InputPath".to_owned()));
        }
        (How::Lost, None) => return Blame::of(Place::Way(id, via), None),
        (how @ (How::Wrote | How::Without), None) => {
            let past = (how == How::Without).then_some(Place::Past(id, via));
            let way = Blame::of(Place::Way(id, via), lost).wanting(&fault.want);
            way.and(written(first, fault)).and(past).and(ended(scene, first, fault))
        }
    };
    Blame { asked: asked.clone(), ..blame }
}

/// Where a way writes what it makes, if that is what is at fault, or if it does not bring what is missing.
fn written(source: &Source<'_>, fault: &Fault<'_>) -> Option<Place> {
    let Source { here, edge, steps, how, .. } = source;
    let Select::Path(path) = result::result_path(here, edge.via) else { return None };
    let is_at = fault.lost(steps) == path.steps;
    let makes = result::value(here, edge.via).is_some() && !path.steps.is_empty();
    (makes && (*how == How::Without || is_at)).then_some(Place::Written(here.id, edge.via))
}

/// The branches of a Parallel, if what one of them ends with is missing, or of a wrong type altogether.
fn ended(scene: &Scene<'_>, source: &Source<'_>, fault: &Fault<'_>) -> Option<Place> {
    let lost = fault.lost(&source.steps);
    // One that is not there at all was left out.
    if matches!((&source.here.state.kind, lost.last()), (Kind::Parallel(_), Some(Step::Index(_)))) {
        return Some(Place::Branches(source.here.id));
    }
    let is_whole = lost.is_empty() && matches!(fault.want, Want::Type(_));
    let (owner, _) = scene.machine.scope(source.here.state.scope)?.owner?;
    let is_of_parallel = matches!(scene.machine.state(owner)?.kind, Kind::Parallel(_));
    let is_end = matches!(source.edge.target, Target::End);
    (is_whole && is_of_parallel && is_end).then_some(Place::Branches(owner))
}

/// A Choice is to blame for what it takes for a way out of it: whatever is at fault there is one fault.
fn taken(here: &Here<'_>, via: Via, (root, steps): (&Root, &[Step]), bad: &dyn Fn(&Walk) -> bool) -> Blame {
    let others = here.facts.edges.iter().filter(|edge| edge.via != via && !edge.ty.is_never());
    let have = others.filter(|edge| trace::carried(edge, root, steps).is_some_and(|walk| !bad(&walk)));
    let mut others: Vec<Via> = have.map(|edge| edge.via).collect();
    others.sort_unstable();
    // What the only rule does not take goes to the `Default`.
    let is_alone = matches!(&here.state.kind, Kind::Choice(choice) if choice.rules.len() == 1);
    let via = if is_alone { Via::Default } else { via };
    Blame { others, ..Blame::of(Place::Taken(here.id, via), None) }
}

/// Something that the data went through.
struct Crossing<'a> {
    here: Here<'a>,
    edge: &'a Edge,
    what: Crossed<'a>,
}

/// What that is.
enum Crossed<'a> {
    /// Into a branch or an iteration, and where it lay in what that begins with.
    Into(Vec<Step>),
    /// Out of a scope, and where it lay in what that ends with.
    End(ScopeId, Vec<Step>),
    /// Into a variable.
    Assign(&'a Assigned),
    /// A state took something else for it.
    Taken(Taken<'a>),
    /// A run ended with what its last state got, and not with its result.
    Kept,
    /// A run ended with what its last state got.
    Ended,
}

impl Crossing<'_> {
    /// The cause that it is if it takes something else for the very value that is at fault.
    fn takes_whole(&self) -> Option<Blame> {
        let Crossed::Taken(taken) = &self.what else { return None };
        let lost = words::path_of(&taken.root, &taken.steps);
        let blame = || Blame::of(Place::Way(self.here.id, self.edge.via), Some(lost));
        taken.is_whole.then(|| blame().and(self.taken_branch()))
    }

    /// The cause that it is if it takes something else for a value of which a part is missing.
    fn takes_parent(&self, fault: &Fault<'_>) -> Option<Blame> {
        let Crossed::Taken(taken) = &self.what else { return None };
        let is_parent = taken.below == fault.spare + 1 && fault.within == 0 && fault.want == Want::There;
        let lost = || format!("{}, whole", words::path_of(&taken.root, &taken.steps));
        let blame = || Blame::of(Place::Way(self.here.id, self.edge.via), Some(lost()));
        (is_parent && !fault.meant).then(|| blame().and(self.taken_branch()))
    }

    /// What is at fault with all that was taken, if the very value that is of a wrong type was taken for another one.
    fn mistaken(&self, fault: &Fault<'_>) -> Option<Place> {
        let Crossed::Taken(taken) = &self.what else { return None };
        let is_it = taken.below == fault.spare + fault.within && matches!(fault.want, Want::Type(_)) && !fault.meant;
        let Select::Path(path) = result::result_path(&self.here, self.edge.via) else { return None };
        let written = || (path.steps == taken.steps).then_some(Place::Written(self.here.id, self.edge.via));
        if is_it { self.taken_branch().or_else(written) } else { None }
    }

    /// The branches of a Parallel, if what one of them ends with is taken.
    fn taken_branch(&self) -> Option<Place> {
        let Crossed::Taken(Taken { text, .. }) = &self.what else { return None };
        let index = text.strip_prefix("$[")?.strip_suffix(']')?;
        let is_branch = matches!(self.here.state.kind, Kind::Parallel(_)) && index.parse::<usize>().is_ok();
        is_branch.then_some(Place::Branches(self.here.id))
    }

    /// The cause that it is if a Map hands in its bare items, and what is read is nothing of an item: that takes an
    /// `ItemSelector`, which makes all of what an iteration gets.
    fn lacks_selector(&self) -> Option<Blame> {
        let (Crossed::Into(steps), Kind::Map(map)) = (&self.what, &self.here.state.kind) else { return None };
        let (first, rest) = steps.split_first().filter(|_| map.item_selector.is_none())?;
        let Walk::Lost(Gap { step: 0, .. }) = self.edge.ty.walk(std::slice::from_ref(first)) else { return None };
        let names = words::records(&self.edge.ty).flat_map(|record| &record.fields).map(|field| &*field.name);
        // What is all but a field of the item is misspelt, unless it is the item as a whole.
        let is_item = !rest.is_empty() && self.edge.ty.walk(rest).is_known();
        let is_misspelt = matches!(first, Step::Key(key) if near(key, names).is_some());
        let lost = || Some("what an `ItemSelector` makes".to_owned());
        (is_item || !is_misspelt).then(|| Blame::of(Place::Way(self.here.id, self.edge.via), lost()))
    }

    /// The first state that ends a run of the scope with what has no such part, if others end theirs with one that has.
    fn ended_without<'s>(&self, scene: &Scene<'s>) -> Option<(Here<'s>, Span, String)> {
        let Crossed::End(scope, steps) = &self.what else { return None };
        let is_there = |edge: &Edge| edge.ty.walk(steps).ty().is_some();
        scene.ends(*scope).find(|(_, edge)| is_there(edge))?;
        let (here, edge) = scene.ends(*scope).find(|(_, edge)| !is_there(edge) && !edge.ty.is_unknown())?;
        let (span, message) = label::ended_without(scene, &here, edge, steps)?;
        Some((here, span, message))
    }

    /// A result that the runs of the scope end without, though a state had it.
    fn unused_result(&self, scene: &Scene<'_>, below: &[Step]) -> Option<hint::Hint> {
        let Crossed::End(scope, steps) = &self.what else { return None };
        hint::at_ends(scene, *scope, steps, below)
    }
}

/// A value that was there, and is no longer.
pub(crate) struct Loss<'a> {
    /// The state that lost it.
    pub here: Here<'a>,
    /// By which way out.
    pub via: Via,
    /// Where it would be in what that carries.
    pub steps: Vec<Step>,
    /// The place of what it was lost by.
    pub span: Span,
    /// What it was lost by, in words; `None` if there is no more to say.
    pub why: Option<String>,
}

/// Where a value was lost that a state before this one had.
pub(crate) fn losses<'a>(scene: &Scene<'a>, id: StateId, steps: &[Step]) -> Vec<Loss<'a>> {
    losses_of(scene, id, &[Origin::Raw(steps.to_vec())], &|walk| walk.ty().is_none())
}

/// The same of a value that a state reads from some places, where it is lost as soon as it is `bad`.
pub(crate) fn losses_of<'a>(
    scene: &Scene<'a>,
    id: StateId,
    lies: &[Origin],
    bad: &dyn Fn(&Walk) -> bool,
) -> Vec<Loss<'a>> {
    let sources = trace(scene, id, lies, bad).sources;
    let lost = sources.into_iter().filter(|source| matches!(source.how, How::Lost | How::Narrowed));
    lost.map(|source| {
        let (span, why) = label::loss(&source);
        Loss { here: source.here, via: source.edge.via, steps: source.steps, span, why }
    })
    .collect()
}
