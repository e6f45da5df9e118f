//! A value that is read where nobody wrote it, while a result that has it went elsewhere.

use std::collections::{HashSet, VecDeque};

use super::{
    Source,
    back::{Back, through},
    label::catcher,
};
use crate::{
    check::{
        flow::{Edge, Via, state::caught},
        reads::stages,
        scene::{Here, Scene},
        words,
    },
    diag::near,
    expr::{Path, Root, Step},
    ir::{Kind, ScopeId, Select, StateId, each_path},
    source::Span,
    types::Ty,
};

/// How many states back a result is looked for.
const STATES: usize = 500;

/// A result that may be the one that is missed.
pub(crate) struct Hint {
    /// The state that brought it.
    pub state: StateId,
    /// Its name.
    pub name: String,
    /// The way out that brought it.
    pub via: Via,
    /// Where it went.
    pub span: Span,
    /// What to say there.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A result that has what is read: where it went, what to say there, where it was to go.
struct Part {
    span: Span,
    message: String,
    target: String,
    /// Where it can be read as it is.
    there: Option<String>,
}

/// The nearest state before this one whose result has what is read, but went elsewhere or nowhere.
pub(crate) fn unused_result(scene: &Scene<'_>, id: StateId, steps: &[Step]) -> Option<Hint> {
    type Look = fn(&Scene<'_>, &Here<'_>, &Edge, &[Step]) -> Option<Part>;
    // A part of the result that is read says more than the bare place, so it is looked for first.
    let looks: [Look; 3] = [
        |scene, here, edge, steps| has_part(here, edge, steps).filter(|_| !is_slip(scene, here, edge, steps)),
        |_, here, edge, steps| is_discarded(here, edge, steps),
        is_unread,
    ];
    looks.into_iter().find_map(|look| {
        let mut seen: HashSet<StateId> = HashSet::new();
        let mut queue: VecDeque<(StateId, Vec<Step>)> = [(id, steps.to_vec())].into();
        while let Some((at, steps)) = queue.pop_front() {
            if seen.len() > STATES || !scene.take_place() || !seen.insert(at) {
                continue;
            }
            for (here, edge) in scene.incoming(at) {
                let found = look(scene, &here, edge, &steps);
                if let Some(Part { span, message, target, there }) = found {
                    let name = here.state.name.clone();
                    // States between may have put it elsewhere.
                    let help = match there.filter(|_| at == id) {
                        Some(there) => format!("read it where it is: `{there}`"),
                        None => format!("let `{name}` write it to `{target}`, or read it where it is"),
                    };
                    return Some(Hint { state: here.id, name, via: edge.via, span, message, help });
                }
                // Before a state that made all of it there was nothing that could be read here.
                if let Back::Raw(steps) = through(here.state, edge.via, steps.clone()) {
                    queue.push_back((here.id, steps));
                }
            }
        }
        None
    })
}

/// Where a way that comes without a value wrote the result that has it.
pub(crate) fn where_written(source: &Source<'_>, what: &str) -> Option<String> {
    has_part(&source.here, source.edge, &source.steps)?;
    let path = result_path(&source.here, source.edge.via);
    Some(match path {
        Select::Path(path) => format!("{what} is written to `{}`", path.text),
        _ => format!("{what} is discarded"),
    })
}

/// A way that ends a scope's runs without a value, though the result that it brings has it at once.
pub(crate) fn at_end(here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Hint> {
    let there = |ty: &Ty| ty.walk(steps).ty().is_some_and(|ty| !ty.is_unknown());
    if there(&edge.ty) || !there(&value(here, edge.via)?) {
        return None;
    }
    let name = here.state.name.clone();
    let (span, message) = match result_path(here, edge.via) {
        Select::Path(path) if !path.steps.is_empty() => {
            (path.span, format!("the result of `{name}` is written to `{}` here", path.text))
        }
        Select::Null(span) => (*span, format!("the result of `{name}` is discarded here")),
        _ => return None,
    };
    let help = format!("let `{name}` end with its result: leave out `ResultPath`, or select it with `OutputPath`");
    Some(Hint { state: here.id, name, via: edge.via, span, message, help })
}

/// Whether the result that a way out brings has the last steps of a path, and was put elsewhere.
fn has_part(here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    let value = value(here, edge.via)?;
    let from = (1..steps.len()).find(|from| {
        let rest = steps.get(*from..).unwrap_or_default();
        // An index alone says too little: many lists have such an item.
        let is_told = *from == 1 || matches!(rest.first(), Some(Step::Key(_)));
        is_told && value.walk(rest).ty().is_some_and(|ty| !ty.is_unknown())
    })?;
    let target = words::document_path(steps.get(..from).unwrap_or_default());
    let what = what(here, edge.via);
    match result_path(here, edge.via) {
        Select::Path(path) if !steps.starts_with(&path.steps) => {
            let message = format!("{what} is written to `{}` here", path.text);
            Some(Part { span: path.span, message, target, there: None })
        }
        Select::Null(span) => {
            Some(Part { span: *span, message: format!("{what} is discarded here"), target, there: None })
        }
        _ => None,
    }
}

/// Whether a way out discards a result, where a top-level field is missing.
fn is_discarded(here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    let value = value(here, edge.via)?;
    match result_path(here, edge.via) {
        Select::Null(span) if steps.len() == 1 && !value.is_unknown() && value != Ty::Null => {
            let message = format!("the result of `{}` is discarded here", here.state.name);
            Some(Part { span: *span, message, target: words::document_path(steps), there: None })
        }
        _ => None,
    }
}

/// Whether a way out wrote a result of its own to where nothing in the whole machine reads it.
fn is_unread(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    let value = value(here, edge.via)?;
    let Select::Path(path) = result_path(here, edge.via) else { return None };
    let (first, [_]) = (path.steps.first()?, steps) else { return None };
    if steps.first() == Some(first) || value.is_unknown() || value == Ty::Null {
        return None;
    }
    // A key that is all but one that is there is misspelt.
    let there = match &edge.ty {
        Ty::Record(record) => record.fields.iter().map(|field| &*field.name).collect(),
        _ => Vec::new(),
    };
    let named = |step: &Step, name: &str| matches!(step, Step::Key(key) if key == name);
    if let [Step::Key(key)] = steps
        && near(key, there.into_iter().filter(|name| !named(first, name))).is_some()
    {
        return None;
    }
    if is_read(scene, here, path) {
        return None;
    }
    let what = what(here, edge.via);
    let message = format!("{what} is written to `{}` here, which nothing reads", path.text);
    let is_there = value.walk(steps).ty().is_some_and(|ty| !ty.is_unknown());
    let there = is_there.then(|| words::steps_after(path.text.clone(), steps.iter()));
    Some(Part { span: path.span, message, target: words::document_path(steps), there })
}

/// Whether anything in the whole machine reads what a way out writes at a path.
fn is_read(scene: &Scene<'_>, here: &Here<'_>, path: &Path) -> bool {
    let mut is_read = false;
    for (_, state) in scene.machine.iter().filter(|(_, state)| shares(scene, state.scope, here.state.scope)) {
        each_path(state, &mut |read| {
            is_read |=
                read.span != path.span && read.root == Root::Document && read.steps.first() == path.steps.first();
        });
    }
    is_read
}

/// Whether the path that is read is all but one that is there: then it is misspelt, unless that is what a way out
/// wrote and nothing else reads.
fn is_slip(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> bool {
    let (Some((Step::Key(key), rest)), Ty::Record(record)) = (steps.split_first(), &edge.ty) else { return false };
    let names = || record.fields.iter().map(|field| &*field.name);
    let Some(meant) = near(key, names()).filter(|_| names().all(|name| name != key)) else { return false };
    let path: Vec<Step> = [Step::Key(meant.to_owned())].into_iter().chain(rest.iter().cloned()).collect();
    let is_there = edge.ty.walk(&path).ty().is_some_and(|ty| !ty.is_unknown());
    is_there
        && match result_path(here, edge.via) {
            Select::Path(path) if path.steps.first() == Some(&Step::Key(meant.to_owned())) => {
                is_read(scene, here, path)
            }
            _ => true,
        }
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

fn what(here: &Here<'_>, via: Via) -> String {
    match catcher(here.state, via) {
        Some(_) => "the caught error".to_owned(),
        None => format!("the result of `{}`", here.state.name),
    }
}

/// What a way out laid over the input.
fn value(here: &Here<'_>, via: Via) -> Option<Ty> {
    match (&here.state.kind, via) {
        (_, Via::Catch(_)) => Some(caught(catcher(here.state, via)?)),
        (Kind::Task(_) | Kind::Pass(_) | Kind::Parallel(_) | Kind::Map(_), Via::Next) => {
            Some(here.facts.selected.clone())
        }
        _ => None,
    }
}

fn result_path<'a>(here: &Here<'a>, via: Via) -> &'a Select {
    catcher(here.state, via).map_or(stages(here.state).1, |catcher| &catcher.result_path)
}
