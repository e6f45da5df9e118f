//! A value that is read where nobody wrote it, while a result that has it went elsewhere.

use std::collections::{HashSet, VecDeque};

use super::{Source, label::catcher};
use crate::{
    check::{
        flow::{Edge, Via, state::caught},
        reads::stages,
        scene::{Here, Scene},
        words,
    },
    expr::Step,
    ir::{Kind, Select, StateId},
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
}

/// The nearest state before this one whose result has what is read, but went elsewhere or nowhere.
pub(crate) fn unused_result(scene: &Scene<'_>, id: StateId, steps: &[Step]) -> Option<Hint> {
    // A part of the result that is read says more than the bare place, so it is looked for first.
    [true, false].into_iter().find_map(|by_part| {
        let mut seen: HashSet<StateId> = HashSet::new();
        let mut queue: VecDeque<StateId> = [id].into();
        while let Some(at) = queue.pop_front() {
            if seen.len() > STATES || !scene.take_place() || !seen.insert(at) {
                continue;
            }
            for (here, edge) in scene.incoming(at) {
                let found = if by_part { has_part(&here, edge, steps) } else { is_discarded(&here, edge, steps) };
                if let Some(Part { span, message, target }) = found {
                    let name = here.state.name.clone();
                    let help = format!("let `{name}` write it to `{target}`, or read it where it is");
                    return Some(Hint { state: here.id, name, via: edge.via, span, message, help });
                }
                queue.push_back(here.id);
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
        value.walk(rest).ty().is_some_and(|ty| !ty.is_unknown())
    })?;
    let target = words::document_path(steps.get(..from).unwrap_or_default());
    let what = if catcher(here.state, edge.via).is_some() {
        "the caught error".to_owned()
    } else {
        format!("the result of `{}`", here.state.name)
    };
    match result_path(here, edge.via) {
        Select::Path(path) if !steps.starts_with(&path.steps) => {
            let message = format!("{what} is written to `{}` here", path.text);
            Some(Part { span: path.span, message, target })
        }
        Select::Null(span) => Some(Part { span: *span, message: format!("{what} is discarded here"), target }),
        _ => None,
    }
}

/// Whether a way out discards a result, where a top-level field is missing.
fn is_discarded(here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    let value = value(here, edge.via)?;
    match result_path(here, edge.via) {
        Select::Null(span) if steps.len() == 1 && !value.is_unknown() && value != Ty::Null => {
            let message = format!("the result of `{}` is discarded here", here.state.name);
            Some(Part { span: *span, message, target: words::document_path(steps) })
        }
        _ => None,
    }
}

/// What a way out laid over the input.
fn value(here: &Here<'_>, via: Via) -> Option<Ty> {
    match (&here.state.kind, via) {
        (_, Via::Catch(_)) => Some(caught()),
        (Kind::Task(_) | Kind::Pass(_) | Kind::Parallel(_) | Kind::Map(_), Via::Next) => {
            Some(here.facts.selected.clone())
        }
        _ => None,
    }
}

fn result_path<'a>(here: &Here<'a>, via: Via) -> &'a Select {
    catcher(here.state, via).map_or(stages(here.state).1, |catcher| &catcher.result_path)
}
