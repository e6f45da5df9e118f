//! Where a fault comes from: walks the graph back from the state that meets it to the state that caused it.
//!
//! Nothing of this is kept during the analysis: it is worked out when a finding is written.

mod back;
mod copied;
mod dropped;
mod hint;
mod label;
mod taken;
mod trace;

use crate::{
    check::{
        blame::{Blame, Place, Want},
        flow::{Edge, Via},
        narrowed,
        scene::{Here, Scene},
        words,
    },
    diag::{Diagnostic, Label},
    expr::{Root, Step},
    ir::{Assigned, Kind, ScopeId, StateId},
    source::Span,
    types::ty::Walk,
};
pub(crate) use back::{
    Back as Origin, argument, before, in_assign, in_ends, of_item, placed, places, resolved, through as origin_of,
};
pub(crate) use copied::{Types, behind_tail};
use taken::Taken;
use trace::{Trace, trace};

/// How many borders of scopes a finding names.
const CROSSED: usize = 2;
/// How many causes a finding names.
const NAMED: usize = 3;

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
        Fault { lies, spare: 0, within: 0, want, bad, meant: false, missing: None }
    }

    /// Of the way to what is read, the way to what is at fault.
    fn lost<'s>(&self, steps: &'s [Step]) -> &'s [Step] {
        steps.get(..steps.len().saturating_sub(self.spare + self.within)).unwrap_or(steps)
    }
}

/// Names the cause of a fault in the diagnostic about it, and tells it for those that share it.
pub(crate) fn explain(
    scene: &Scene<'_>,
    here: &Here<'_>,
    fault: &Fault<'_>,
    mut diagnostic: Diagnostic,
) -> (Diagnostic, Blame) {
    let Some(nearest) = fault.lies.first() else { return (diagnostic, Blame::default()) };
    let trace = trace(scene, here.id, fault.lies, fault.bad);
    let mut blame = blame(scene, fault, &trace);
    let Trace { sources, from_start, crossings, .. } = trace;
    let from_start = from_start.is_some();
    let tried = |root: &Root, steps: &[Step]| {
        words::path_of(root, steps.get(..steps.len().saturating_sub(fault.spare)).unwrap_or(steps))
    };
    let in_input = match nearest {
        Origin::Raw(steps) => Some(steps.as_slice()),
        _ => None,
    };
    let most_taken = if fault.meant { 0 } else { NAMED };
    // What a Choice takes apart, and what was lost, has a place of its own.
    let is_told = sources.iter().any(|source| matches!(source.how, How::Lost | How::Narrowed));
    let narrowed = in_input
        .filter(|_| !is_told)
        .and_then(|steps| narrowed::on_the_way(scene, here.id, &Root::Document, steps, fault.bad));
    let choice = narrowed.as_ref().map(|narrowed| narrowed.state);
    if let Some(narrowed) = narrowed {
        if let Some((choice, via, steps)) = &narrowed.by
            && let Some(choice) = scene.here(*choice)
        {
            let asked = std::mem::take(&mut blame.asked);
            blame = Blame { asked, ..taken(&choice, *via, (&Root::Document, steps), fault.bad) };
        }
        diagnostic = narrowed.add(diagnostic);
    }
    // What a branch or an iteration ends with is nearer than what came before.
    let at_end = || {
        let below = &fault.missing.as_ref()?.below;
        crossings.iter().find_map(|crossing| crossing.unused_result(scene, below))
    };
    let before = || {
        let missing = fault.missing.as_ref().filter(|missing| !missing.is_part)?;
        let steps: Vec<Step> = in_input?.iter().chain(&missing.below).cloned().collect();
        // Where what was meant is known, no bare place is.
        let spare = if fault.meant { 0 } else { fault.spare + missing.below.len() };
        hint::unused_result(scene, here.id, &steps, spare)
    };
    let Some(first) = sources.first() else {
        return match at_end().or_else(before) {
            Some(hint) => {
                let lost = in_input.map(|steps| words::document_path(fault.lost(steps)));
                // Which result was meant is a guess: that the name is nowhere is not.
                blame.causes.extend(Blame::of(Place::Way(hint.state, hint.via), lost).wanting(&fault.want).causes);
                let diagnostic = hint.add(diagnostic);
                (crossed(scene, (&crossings, most_taken), diagnostic), blame)
            }
            None => {
                // What is taken for the very value is one fault, wherever it is read.
                let taken = crossings.iter().find_map(|crossing| crossing.takes_whole()).filter(|_| most_taken > 0);
                blame.causes.extend(taken.into_iter().flat_map(|taken| taken.wanting(&fault.want).causes));
                let diagnostic = crossed(scene, (&crossings, most_taken), diagnostic);
                let diagnostic = match (in_input, declared(scene, from_start)) {
                    (Some(_), _) => came_from(scene, here, (from_start, choice), diagnostic),
                    (None, Some(input)) => diagnostic.cause(input, INPUT_DECLARED, None),
                    (None, None) => diagnostic,
                };
                (diagnostic, blame)
            }
        };
    };
    for source in sources.iter().take(NAMED) {
        // A variant has all of the path, or none of its last step.
        let whole = source.how == How::Narrowed;
        let path = if whole { words::path_of(&source.root, &source.steps) } else { tried(&source.root, &source.steps) };
        let (span, message) = label::of(scene, source, &path);
        diagnostic = named(diagnostic, span, message, &source.here.state.name);
    }
    // What a state makes anew may have been left out, or it was never put where it is taken from.
    let hint = if first.how == How::Wrote { at_end().or_else(before) } else { None };
    if let Some(hint) = hint {
        diagnostic = hint.add(diagnostic);
    } else if let Some(help) = label::help(first) {
        diagnostic = diagnostic.help(help);
    }
    // What was lost was to be taken as it is: of the fields that take it the nearest is enough.
    let taken = if first.how == How::Lost { most_taken.min(1) } else { most_taken };
    (crossed(scene, (&crossings, taken), diagnostic), blame)
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
    let (id, via) = (first.here.id, first.edge.via);
    let lost = path(&first.root, &first.steps);
    // Whatever a way loses by one slip is one fault; what it writes or does not bring is one by itself.
    let blame = match (first.how, first.assigned) {
        (_, Some(_)) => Blame::of(Place::Assign(id, via), lost).wanting(&fault.want),
        (How::Narrowed, None) => taken(&first.here, via, (&first.root, &first.steps), fault.bad),
        (How::Lost, None) => return Blame::of(Place::Way(id, via), None),
        (How::Wrote | How::Without, None) => Blame::of(Place::Way(id, via), lost).wanting(&fault.want),
    };
    Blame { asked: asked.clone(), ..blame }
}

/// A Choice is to blame for what it takes for a way out of it: whatever is at fault there is one fault.
fn taken(here: &Here<'_>, via: Via, (root, steps): (&Root, &[Step]), bad: &dyn Fn(&Walk) -> bool) -> Blame {
    let others = here.facts.edges.iter().filter(|edge| edge.via != via && !edge.ty.is_never());
    let mut have = others.filter(|edge| trace::carried(edge, root, steps).is_some_and(|walk| !bad(&walk)));
    let other = have.next().filter(|_| have.next().is_none()).map(|edge| edge.via);
    // What the only rule does not take goes to the `Default`.
    let is_alone = matches!(&here.state.kind, Kind::Choice(choice) if choice.rules.len() == 1);
    let via = if is_alone { Via::Default } else { via };
    Blame { other, ..Blame::of(Place::Taken(here.id, via), None) }
}

/// Names a place, once.
fn named(diagnostic: Diagnostic, span: Span, message: String, state: &str) -> Diagnostic {
    let is_there = diagnostic.labels.iter().any(|label| label.span == span && label.state.as_deref() == Some(state));
    if is_there { diagnostic } else { diagnostic.cause(span, message, Some(state)) }
}

const INPUT_DECLARED: &str = "the workflow's input is declared here";

/// Where the workflow's input is declared, if a fault goes back to it.
fn declared(scene: &Scene<'_>, from_start: bool) -> Option<Span> {
    let input = scene.world.tasks()?.input.as_ref().filter(|_| from_start)?;
    Some(input.span)
}

/// Says where a state's input comes from, where no single place is to blame, unless that is a Choice that was named.
fn came_from(
    scene: &Scene<'_>,
    here: &Here<'_>,
    (from_start, choice): (bool, Option<&str>),
    diagnostic: Diagnostic,
) -> Diagnostic {
    let mut names: Vec<(&str, Span)> = Vec::new();
    for (source, _) in scene.incoming(here.id) {
        if !names.iter().any(|(name, _)| *name == source.state.name) {
            names.push((&source.state.name, source.state.name_span));
        }
    }
    let name = &here.state.name;
    let start = scene.machine.start() == Some(here.id);
    let declared = declared(scene, from_start);
    let diagnostic = match names.as_slice() {
        [] if declared.is_some() => diagnostic,
        [] => diagnostic.note(format!("the input of state `{name}` is the workflow's own")),
        [(one, span)] if !start => {
            let from = format!("the input of state `{name}` comes from `{one}`");
            let is_named = |label: &Label| label.state.as_deref() == Some(*one);
            match declared.is_some() || diagnostic.labels.iter().any(|label| label.state.is_some()) {
                _ if choice == Some(one) || diagnostic.labels.iter().any(is_named) => diagnostic,
                true => diagnostic.note(from),
                false => diagnostic.cause(*span, from, Some(one)),
            }
        }
        _ => diagnostic,
    };
    match declared {
        Some(input) => diagnostic.cause(input, INPUT_DECLARED, None),
        None => diagnostic,
    }
}

/// Names what the data went through on the way: what it was taken for something else by, and states with branches or
/// iterations.
fn crossed(
    scene: &Scene<'_>,
    (crossings, most_taken): (&[Crossing<'_>], usize),
    mut diagnostic: Diagnostic,
) -> Diagnostic {
    let is_whole = |crossing: &&Crossing<'_>| matches!(&crossing.what, Crossed::Taken(taken) if taken.is_whole);
    // What is taken for the very value says more than what is taken for one that holds it.
    let some_whole = crossings.iter().any(|crossing| is_whole(&crossing));
    let takes = |crossing: &&Crossing<'_>| match &crossing.what {
        Crossed::Taken(taken) => taken.is_whole || !some_whole,
        Crossed::Kept => true,
        _ => false,
    };
    let is_other = |crossing: &&Crossing<'_>| !matches!(crossing.what, Crossed::Taken(_) | Crossed::Kept);
    let others = if some_whole { 1 } else { CROSSED };
    let taken = crossings.iter().filter(takes).take(most_taken);
    for crossing in taken.chain(crossings.iter().filter(is_other).take(others)) {
        let name = crossing.here.state.name.as_str();
        if diagnostic.labels.iter().any(|label| label.state.as_deref() == Some(name)) {
            continue;
        }
        if let Some((span, message)) = label::crossing(scene, crossing) {
            diagnostic = diagnostic.cause(span, message, Some(name));
        }
    }
    diagnostic
}

/// Something that the data went through.
struct Crossing<'a> {
    here: Here<'a>,
    edge: &'a Edge,
    what: Crossed<'a>,
}

/// What that is.
enum Crossed<'a> {
    /// Into a branch or an iteration.
    Into,
    /// Out of a scope, and where it lay in what that ends with.
    End(ScopeId, Vec<Step>),
    /// Into a variable.
    Assign(&'a Assigned),
    /// A state took something else for it.
    Taken(Taken<'a>),
    /// A run ended with what its last state got, and not with its result.
    Kept,
}

impl Crossing<'_> {
    /// The cause that it is if it takes something else for the very value that is at fault.
    fn takes_whole(&self) -> Option<Blame> {
        let Crossed::Taken(taken) = &self.what else { return None };
        let lost = words::path_of(&taken.root, &taken.steps);
        taken.is_whole.then(|| Blame::of(Place::Way(self.here.id, self.edge.via), Some(lost)))
    }

    /// A result that the runs of the scope end without, though a state had it.
    fn unused_result(&self, scene: &Scene<'_>, below: &[Step]) -> Option<hint::Hint> {
        let Crossed::End(scope, steps) = &self.what else { return None };
        let steps: Vec<Step> = steps.iter().chain(below).cloned().collect();
        scene.ends(*scope).find_map(|(here, edge)| hint::at_end(&here, edge, &steps))
    }
}

/// A value that was there, and is no longer.
pub(crate) struct Loss<'a> {
    /// The state that lost it.
    pub here: Here<'a>,
    /// By which way out.
    pub via: Via,
    /// The place of what it was lost by.
    pub span: Span,
    /// What it was lost by, in words; `None` if there is no more to say.
    pub why: Option<String>,
}

/// Where a value was lost that a state before this one had.
pub(crate) fn losses<'a>(scene: &Scene<'a>, id: StateId, steps: &[Step]) -> Vec<Loss<'a>> {
    let is_gone = |walk: &Walk| walk.ty().is_none();
    let sources = trace(scene, id, &[Origin::Raw(steps.to_vec())], &is_gone).sources;
    let lost = sources.into_iter().filter(|source| matches!(source.how, How::Lost | How::Narrowed));
    lost.map(|source| {
        let (span, why) = label::loss(&source);
        Loss { here: source.here, via: source.edge.via, span, why }
    })
    .collect()
}
