//! A value that is read where nobody wrote it, while a result that has it went elsewhere.

use std::collections::{HashSet, VecDeque};

use super::{
    Source,
    back::{Back, through},
};
use crate::{
    check::{
        flow::{Edge, Via, state::caught},
        reads::stages,
        scene::{Here, Scene},
        words,
    },
    diag::{Diagnostic, near},
    expr::{Path, Root, Step},
    ir::{Kind, ScopeId, Select, StateId, each_path},
    source::Span,
    types::Ty,
};

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

/// A result that has what is read: where it went, what to say there, where it was to go.
struct Part {
    span: Span,
    message: String,
    target: String,
    /// How well its place matches the one that is read: the lower, the better.
    rank: (bool, bool),
    /// Whether it is a caught error: all of those are alike, and that of the nearest catchers is handled.
    is_error: bool,
    /// Where it can be read as it is.
    there: Option<String>,
}

/// How a way out is looked at for a result that has what is read at some steps.
type Look = fn(&Scene<'_>, &Here<'_>, &Edge, &[Step]) -> Option<Part>;

/// A part, and where it was found.
struct Candidate<'a> {
    here: Here<'a>,
    via: Via,
    part: Part,
    /// How many states lie between.
    depth: usize,
}

impl Candidate<'_> {
    /// How well it matches: the lower, the better. Of caught errors the nearest are meant.
    fn rank(&self) -> ((bool, bool), usize) {
        (self.part.rank, if self.part.is_error { self.depth } else { 0 })
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
    let looks: [(Look, usize); 3] =
        [(not_slipped, 0), (|_, here, edge, steps| is_discarded(here, edge, steps), spare), (is_unread, spare)];
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

/// Where a way that comes without a value wrote the result that has it.
pub(super) fn where_written(source: &Source<'_>) -> Option<String> {
    part(&source.here, source.edge, &source.steps)?;
    let what = what(&source.here, source.edge.via);
    let path = result_path(&source.here, source.edge.via);
    Some(match path {
        Select::Path(path) => format!("{what} is written to `{}`", path.text),
        _ => format!("{what} is discarded"),
    })
}

/// The first way that ends the runs of a scope without a value that its result has at once.
pub(super) fn at_ends(scene: &Scene<'_>, scope: ScopeId, steps: &[Step], below: &[Step]) -> Option<Hint> {
    let steps: Vec<Step> = steps.iter().chain(below).cloned().collect();
    scene.ends(scope).find_map(|(here, edge)| at_end(&here, edge, &steps))
}

/// A way that ends a scope's runs without a value, though the result that it brings has it at once.
fn at_end(here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Hint> {
    let there = |ty: &Ty| ty.walk(steps).is_known();
    let name = here.state.name.clone();
    if there(&edge.ty) {
        return None;
    }
    let (span, message, help) = match (value(here, edge.via).filter(there), result_path(here, edge.via)) {
        (Some(_), Select::Path(path)) if !path.steps.is_empty() => (
            path.span,
            format!("the result of `{name}` is written to `{}` here", path.text),
            format!("let `{name}` end with its result: leave out `ResultPath`, or select it with `OutputPath`"),
        ),
        (Some(_), Select::Null(span)) => (
            *span,
            format!("the result of `{name}` is discarded here"),
            format!("let `{name}` end with its result: leave out `ResultPath`"),
        ),
        _ => {
            // What is missing may stand one level deeper.
            let Ty::Record(record) = &edge.ty else { return None };
            let field = record.fields.iter().find(|field| there(&field.ty))?;
            let path = words::document_path(&[Step::Key(field.name.to_string())]);
            (
                here.state.name_span,
                format!("what `{name}` ends with has it in `{path}`"),
                format!("let `{name}` end with `{path}`: select it with `OutputPath`"),
            )
        }
    };
    Some(Hint { state: here.id, via: edge.via, is_written: false, places: vec![(span, message, name)], help })
}

/// From which step on the result that a way out brings has the last steps of a path. Indices alone say too little: many
/// lists have such an item.
fn part(here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<usize> {
    let value = value(here, edge.via)?;
    (1..steps.len()).find(|from| {
        let rest = steps.get(*from..).unwrap_or_default();
        rest.iter().any(|step| matches!(step, Step::Key(_))) && value.walk(rest).is_known()
    })
}

/// Whether the result that a way out brings has the last steps of a path, and was put elsewhere.
fn has_part(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    let from = part(here, edge, steps)?;
    let wanted = steps.get(..from).unwrap_or_default();
    let target = words::document_path(wanted);
    let what = what(here, edge.via);
    match result_path(here, edge.via) {
        Select::Path(path) if !steps.starts_with(&path.steps) => {
            let message = format!("{what} is written to `{}` here", path.text);
            let rank = (is_named(scene, here, path), !is_near(&path.steps, wanted));
            Some(Part { span: path.span, message, target, rank, is_error: is_error(edge.via), there: None })
        }
        Select::Null(span) => Some(Part {
            span: *span,
            message: format!("{what} is discarded here"),
            target,
            rank: (false, true),
            is_error: is_error(edge.via),
            there: None,
        }),
        _ => None,
    }
}

/// Whether a way out brings a caught error.
fn is_error(via: Via) -> bool {
    matches!(via, Via::Catch(_))
}

/// The same, unless the path is misspelt.
fn not_slipped(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    has_part(scene, here, edge, steps).filter(|_| !is_slip(scene, here, edge, steps))
}

/// Whether the path that is read is all but one that is there: then it is misspelt, unless that is what a way out
/// wrote and nothing else reads.
fn is_slip(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> bool {
    let (Some((Step::Key(key), rest)), Ty::Record(record)) = (steps.split_first(), &edge.ty) else { return false };
    let names = || record.fields.iter().map(|field| &*field.name);
    let Some(meant) = near(key, names()).filter(|_| names().all(|name| name != key)) else { return false };
    let path: Vec<Step> = [Step::Key(meant.to_owned())].into_iter().chain(rest.iter().cloned()).collect();
    let is_there = edge.ty.walk(&path).is_known();
    is_there
        && match result_path(here, edge.via) {
            Select::Path(path) if path.steps.first() == Some(&Step::Key(meant.to_owned())) => {
                is_named(scene, here, path)
            }
            _ => true,
        }
}

/// Whether the place that was written to is all but the one that is read.
fn is_near(written: &[Step], wanted: &[Step]) -> bool {
    match (written.last(), wanted.last()) {
        (Some(Step::Key(written)), Some(Step::Key(wanted))) => near(wanted, [written.as_str()]).is_some(),
        _ => false,
    }
}

/// Whether a way out discards a result, where a top-level field is missing.
fn is_discarded(here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    let value = value(here, edge.via)?;
    match result_path(here, edge.via) {
        Select::Null(span)
            if steps.len() == 1 && !value.is_unknown() && value != Ty::Null && !is_all_but_there(edge, steps, None) =>
        {
            let message = format!("{} is discarded here", what(here, edge.via));
            Some(Part {
                span: *span,
                message,
                target: words::document_path(steps),
                rank: (false, false),
                is_error: is_error(edge.via),
                there: None,
            })
        }
        _ => None,
    }
}

/// Whether a key is all but one that is there, other than the one that was just written: then it is misspelt.
fn is_all_but_there(edge: &Edge, steps: &[Step], written: Option<&Step>) -> bool {
    let (Ty::Record(record), [Step::Key(key)]) = (&edge.ty, steps) else { return false };
    let is_written = |name: &str| matches!(written, Some(Step::Key(key)) if key == name);
    let names = record.fields.iter().map(|field| &*field.name);
    near(key, names.filter(|name| !is_written(name))).is_some()
}

/// Whether a way out wrote a result of its own to where nothing in the whole machine reads it.
fn is_unread(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    let value = value(here, edge.via)?;
    let Select::Path(path) = result_path(here, edge.via) else { return None };
    let (first, [_]) = (path.steps.first()?, steps) else { return None };
    if steps.first() == Some(first) || value.is_unknown() || value == Ty::Null {
        return None;
    }
    if is_all_but_there(edge, steps, Some(first)) {
        return None;
    }
    let named = is_named(scene, here, path);
    if named && !overwrites(here, path, &value) {
        return None;
    }
    let what = what(here, edge.via);
    let message = match named {
        true => format!("{what} is written over `{}` here", path.text),
        false => format!("{what} is written to `{}` here, which nothing reads", path.text),
    };
    let rank = (named, !is_near(&path.steps, steps));
    let is_there = value.walk(steps).is_known();
    let there = is_there.then(|| words::steps_after(path.text.clone(), steps.iter()));
    Some(Part {
        span: path.span,
        message,
        target: words::document_path(steps),
        rank,
        is_error: is_error(edge.via),
        there,
    })
}

/// Whether a result is laid over a value of another type that was there before.
fn overwrites(here: &Here<'_>, path: &Path, value: &Ty) -> bool {
    let before = here.facts.raw_input.walk(&path.steps);
    let is_other = |ty: &Ty| !ty.is_unknown() && ty.members().iter().all(|member| !value.members().contains(member));
    before.is_sure() && before.ty().is_some_and(is_other)
}

/// Where the result of a state may go to stand beside its input: where something reads of it, or else a name for it.
pub(super) fn field_of_its_own(scene: &Scene<'_>, here: &Here<'_>) -> String {
    let value = &here.facts.selected;
    let mut found = None;
    for (_, state) in scene.machine.iter().filter(|(_, state)| shares(scene, state.scope, here.state.scope)) {
        if found.is_some() || !scene.take_place() {
            break;
        }
        each_path(state, &mut |read| {
            let Some((first, rest)) = read.steps.split_first() else { return };
            let first = std::slice::from_ref(first);
            let is_missing = || here.facts.raw_input.walk(first).ty().is_none() && value.walk(first).ty().is_none();
            if found.is_none() && read.root == Root::Document && !rest.is_empty() && is_missing() {
                found = value.walk(rest).is_known().then(|| words::document_path(first));
            }
        });
    }
    found.unwrap_or_else(|| "$.result".to_owned())
}

/// Whether anything names the place to which a result is written, or one in it.
fn is_named(scene: &Scene<'_>, here: &Here<'_>, path: &Path) -> bool {
    let mut is_named = false;
    for (_, state) in scene.machine.iter().filter(|(_, state)| shares(scene, state.scope, here.state.scope)) {
        each_path(state, &mut |read| {
            is_named |=
                read.span != path.span && read.root == Root::Document && read.steps.first() == path.steps.first();
        });
    }
    is_named
}

/// Whether what flows in a scope is what flows in another or in branches of it; what a Map does with its items is not.
fn shares(scene: &Scene<'_>, mut scope: ScopeId, home: ScopeId) -> bool {
    while scope != home {
        let owner = scene.machine.scope(scope).and_then(|scope| scene.machine.state(scope.owner?.0));
        match owner {
            Some(owner) if matches!(owner.kind, Kind::Parallel(_)) => scope = owner.scope,
            _ => return false,
        }
    }
    true
}

/// What a way out brings, in words.
pub(super) fn what(here: &Here<'_>, via: Via) -> String {
    match here.catcher(via) {
        Some(_) => "the caught error".to_owned(),
        None => format!("the result of `{}`", here.state.name),
    }
}

/// What a way out laid over the input.
pub(super) fn value(here: &Here<'_>, via: Via) -> Option<Ty> {
    match (&here.state.kind, via) {
        (_, Via::Catch(_)) => Some(caught(here.catcher(via)?)),
        (Kind::Task(_) | Kind::Pass(_) | Kind::Parallel(_) | Kind::Map(_), Via::Next) => {
            Some(here.facts.selected.clone())
        }
        _ => None,
    }
}

/// The `ResultPath` of a way out.
pub(super) fn result_path<'a>(here: &Here<'a>, via: Via) -> &'a Select {
    here.catcher(via).map_or(stages(here.state).1, |catcher| &catcher.result_path)
}
