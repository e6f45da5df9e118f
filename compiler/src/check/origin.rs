//! Where a fault comes from: walks the graph back from the state that meets it to the state that caused it.
//!
//! Nothing of this is kept during the analysis: it is worked out when a finding is written.

mod back;
mod dropped;
mod hint;
mod label;

use std::collections::{HashSet, VecDeque};

use crate::{
    check::{
        flow::{Edge, Via},
        narrowed,
        reads::Lies,
        report::Cause,
        scene::{Here, Scene},
        words,
    },
    diag::Diagnostic,
    expr::{Root, Step},
    ir::{Kind, ScopeId, StateId},
    source::Span,
    types::ty::Walk,
};
use back::Back;
pub(crate) use back::{Back as Origin, in_ends, placed, source as source_in_template, through as origin_of};

/// How many places are looked at before the search gives up: a fault with that many ways to it has no one
/// cause worth naming.
const PLACES: usize = 2_000;
/// How many borders of scopes a finding names.
const CROSSED: usize = 2;
/// How many causes a finding names.
const NAMED: usize = 3;

/// One place where the data went wrong.
struct Source<'a> {
    here: Here<'a>,
    edge: &'a Edge,
    /// Where the data lies in what the edge carries.
    steps: Vec<Step>,
    how: How,
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

/// A place that is at fault, in a state's raw input or in what one of its scopes ends with.
pub(crate) struct Fault<'a> {
    /// The path that is read, and in what.
    pub lies: &'a Lies,
    /// How many of its last steps were not even tried, as an earlier one failed.
    pub spare: usize,
    /// Whether what is found at the path is at fault.
    pub bad: &'a dyn Fn(&Walk) -> bool,
    /// Whether a value is missing there, rather than of a wrong type.
    pub missing: bool,
}

/// Names the cause of a fault in the diagnostic about it, and tells it for those that share it.
pub(crate) fn explain(
    scene: &Scene<'_>,
    here: &Here<'_>,
    fault: &Fault<'_>,
    mut diagnostic: Diagnostic,
) -> (Diagnostic, Option<Cause>) {
    let Lies { scope, steps } = fault.lies;
    let start = scope.map_or(At::Before(here.id), At::End);
    let Trace { sources, from_start, crossings } = trace(scene, start, steps, fault.bad);
    let tried =
        |steps: &[Step]| words::document_path(steps.get(..steps.len().saturating_sub(fault.spare)).unwrap_or(steps));
    // What a Choice takes apart, and what was lost, has a place of its own.
    let is_told = sources.iter().any(|source| matches!(source.how, How::Lost | How::Narrowed));
    let narrowed = (scope.is_none() && !is_told)
        .then(|| narrowed::on_the_way(scene, here.id, &Root::Document, steps, fault.bad))
        .flatten();
    let choice = narrowed.as_ref().map(|narrowed| narrowed.state);
    if let Some(narrowed) = narrowed {
        diagnostic = narrowed.add(diagnostic);
    }
    let Some(first) = sources.first() else {
        if scope.is_some() {
            return (diagnostic, None);
        }
        let hint = fault.missing.then(|| {
            // What a branch or an iteration ends with is nearer than what came before.
            let at_end = crossings.iter().find_map(|crossing| crossing.unused_result(scene));
            at_end.or_else(|| hint::unused_result(scene, here.id, steps))
        });
        let hint = hint.flatten();
        return match hint {
            Some(hint) => {
                let cause = Cause { state: hint.state, via: hint.via, lost: Some(tried(steps)) };
                let diagnostic = diagnostic.cause(hint.span, hint.message, Some(&hint.name)).help(hint.help);
                (crossed(scene, &crossings, diagnostic), Some(cause))
            }
            None => {
                let diagnostic = crossed(scene, &crossings, diagnostic);
                (came_from(scene, here, (from_start, choice), diagnostic), None)
            }
        };
    };
    // Whatever a way loses by one slip is one fault; what it writes or does not bring is one by itself.
    let lost = (!matches!(first.how, How::Lost | How::Narrowed)).then(|| tried(steps));
    let cause = Cause { state: first.here.id, via: first.edge.via, lost };
    for source in sources.iter().take(NAMED) {
        // A variant has all of the path, or none of its last step.
        let path = if source.how == How::Narrowed { words::document_path(&source.steps) } else { tried(&source.steps) };
        let (span, message) = label::of(source, &path);
        diagnostic = diagnostic.cause(span, message, Some(&source.here.state.name));
    }
    // What a state makes anew may have been left out, or it was never put where it is taken from.
    let hint = (fault.missing && scope.is_none() && first.how == How::Wrote)
        .then(|| hint::unused_result(scene, here.id, steps))
        .flatten();
    if let Some(hint) = hint {
        diagnostic = diagnostic.cause(hint.span, hint.message, Some(&hint.name)).help(hint.help);
    } else if let Some(help) = label::help(first) {
        diagnostic = diagnostic.help(help);
    }
    (crossed(scene, &crossings, diagnostic), Some(cause))
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
    let declared = scene.world.tasks().and_then(|tasks| tasks.input.as_ref()).filter(|_| from_start);
    let diagnostic = match names.as_slice() {
        [] if declared.is_some() => diagnostic,
        [] => diagnostic.note(format!("the input of state `{name}` is the workflow's own")),
        [(one, span)] if !start => {
            let from = format!("the input of state `{name}` comes from `{one}`");
            match diagnostic.labels.iter().any(|label| label.state.is_some()) {
                _ if choice == Some(one) => diagnostic,
                true => diagnostic.note(from),
                false => diagnostic.cause(*span, from, Some(one)),
            }
        }
        _ => diagnostic,
    };
    match declared {
        Some(input) => diagnostic.cause(input.span, "the workflow's input is declared here", None),
        None => diagnostic,
    }
}

/// Names the states with branches or iterations that the data went into or out of.
fn crossed(scene: &Scene<'_>, crossings: &[Crossing<'_>], mut diagnostic: Diagnostic) -> Diagnostic {
    for crossing in crossings.iter().take(CROSSED) {
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

/// A state with branches or iterations that the data went into, or out of.
struct Crossing<'a> {
    here: Here<'a>,
    edge: &'a Edge,
    /// The scope that it came out of, and where in what that ends with; `None`: it went into one.
    end: Option<(ScopeId, Vec<Step>)>,
}

impl Crossing<'_> {
    /// A result that the runs of the scope end without, though a state had it.
    fn unused_result(&self, scene: &Scene<'_>) -> Option<hint::Hint> {
        let (scope, steps) = self.end.as_ref()?;
        scene.ends(*scope).find_map(|(here, edge)| hint::at_end(&here, edge, steps))
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
    let sources = trace(scene, At::Before(id), steps, &is_gone).sources;
    let lost = sources.into_iter().filter(|source| matches!(source.how, How::Lost | How::Narrowed));
    lost.map(|source| {
        let (span, why) = label::loss(&source);
        Loss { here: source.here, via: source.edge.via, span, why }
    })
    .collect()
}

/// What a search came to.
struct Trace<'a> {
    sources: Vec<Source<'a>>,
    /// The borders of scopes on the way, nearest first.
    crossings: Vec<Crossing<'a>>,
    /// Whether the fault goes back to the workflow's own input.
    from_start: bool,
}

/// Where data is looked at on the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum At {
    /// In front of a state.
    Before(StateId),
    /// At the end of a scope's runs.
    End(ScopeId),
}

/// The places where the data went wrong, nearest first.
fn trace<'a>(scene: &Scene<'a>, start: At, steps: &[Step], bad: &dyn Fn(&Walk) -> bool) -> Trace<'a> {
    type Way<'a> = Option<(StateId, &'a Edge, Vec<Step>)>;
    let mut seen: HashSet<(At, Vec<Step>)> = HashSet::new();
    let mut found: Vec<Source<'a>> = Vec::new();
    let mut crossings: Vec<Crossing<'a>> = Vec::new();
    let mut from_start = false;
    let mut queue: VecDeque<(At, Vec<Step>, Way<'a>)> = [(start, steps.to_vec(), None)].into();
    while let Some((at, steps, way)) = queue.pop_front() {
        if seen.len() > PLACES || !scene.take_place() || !seen.insert((at, steps.clone())) {
            continue;
        }
        let is_start = scene.machine.start().map(At::Before) == Some(at);
        let start_bad = is_start && bad(&scene.facts.input.walk(&steps));
        let edges: Vec<_> = match at {
            At::Before(id) => scene.incoming(id).collect(),
            At::End(scope) => scene.ends(scope).collect(),
        };
        let some_good = (is_start && !start_bad) || edges.iter().any(|(_, edge)| !bad(&edge.ty.walk(&steps)));
        from_start |= start_bad;
        if start_bad {
            // It was never there: to blame is the way that parted from those that bring it.
            if let Some((source, edge, steps)) = &way {
                found.extend(scene.here(*source).map(|here| Source {
                    here,
                    edge,
                    steps: steps.clone(),
                    how: How::Without,
                }));
            }
        }
        for (source, edge) in edges {
            if !bad(&edge.ty.walk(&steps)) {
                continue;
            }
            let here = source;
            let carried = edge.ty.walk(&steps);
            // In a loop what was lost may come back in part: having it sometimes is having had it.
            let had = |at: &[Step]| {
                let walk = here.facts.raw_input.walk(at);
                walk.ty().is_some_and(|ty| !ty.is_unknown()) && (!bad(&walk) || carried.ty().is_none())
            };
            // A Choice takes nothing away: it only tells those that have it from those that have not.
            let takes_apart = matches!(here.state.kind, Kind::Choice(_)) && carried.ty().is_some();
            match back::through(here.state, edge.via, steps.clone()) {
                Back::Raw(at) if at != steps && back::selects(here.state, edge.via) && had(&steps) => {
                    found.push(Source { here, edge, steps: steps.clone(), how: How::Lost });
                }
                Back::Raw(at) if had(&at) && !takes_apart => {
                    // What a Map takes of its items is there, of one of them at least.
                    let how = match (edge.via, &here.state.kind) {
                        (Via::Into(_), _) => How::Wrote,
                        (_, Kind::Choice(_)) => How::Narrowed,
                        _ => How::Lost,
                    };
                    found.push(Source { here, edge, steps: steps.clone(), how });
                }
                Back::Raw(at) => {
                    if let Via::Into(_) = edge.via {
                        crossings.push(Crossing { here, edge, end: None });
                    }
                    let parted = some_good.then(|| (here.id, edge, steps.clone()));
                    queue.push_back((At::Before(here.id), at, way.clone().or(parted)));
                }
                Back::Ends(..) if !steps.is_empty() && had(&steps) => {
                    found.push(Source { here, edge, steps: steps.clone(), how: How::Lost });
                }
                Back::Ends(scope, at) => {
                    crossings.push(Crossing { here, edge, end: Some((scope, at.clone())) });
                    queue.push_back((At::End(scope), at, way.clone()));
                }
                Back::Own => {
                    let how = if !steps.is_empty() && had(&steps) { How::Lost } else { How::Wrote };
                    found.push(Source { here, edge, steps: steps.clone(), how });
                }
                Back::Cut => found.push(Source { here, edge, steps: steps.clone(), how: How::Lost }),
            }
        }
    }
    let mut named: HashSet<(StateId, Via)> = HashSet::new();
    found.retain(|source| named.insert((source.here.id, source.edge.via)));
    // What was lost says more than what was never there.
    found.sort_by_key(|source| source.how == How::Without);
    if found.iter().any(|source| source.how == How::Lost) {
        found.retain(|source| source.how == How::Lost);
    }
    Trace { sources: found, crossings, from_start }
}
