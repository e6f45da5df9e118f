//! One hop back: where what a state hands on at a path lay in its own input.

use crate::{
    check::{
        flow::Via,
        reads::{behind, stages},
    },
    expr::{Root, Step, Template},
    ir::{Kind, Select, State},
};

/// Where a value that a state hands on comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Back {
    /// From this path of its raw input.
    Raw(Vec<Step>),
    /// The state wrote it.
    Own,
    /// The state hands nothing on there: `InputPath` or `OutputPath` is `null`.
    Cut,
}

/// Where what a state hands on by a way out, at a path, comes from.
pub(crate) fn through(state: &State, via: Via, steps: Vec<Step>) -> Back {
    let (_, _, output_path) = stages(state);
    if let (Via::Catch(at), Kind::Task(task)) = (via, &state.kind) {
        // A caught error is laid over the raw input; `OutputPath` does not apply.
        return match task.work.catch.get(at).map(|catcher| &catcher.result_path) {
            Some(Select::Null(_)) => Back::Raw(steps),
            Some(Select::Path(path)) if !steps.starts_with(&path.steps) => Back::Raw(steps),
            _ => Back::Own,
        };
    }
    let steps = match (output_path, behind(output_path, steps)) {
        (_, Some(steps)) => steps,
        (Select::Null(_), None) => return Back::Cut,
        (_, None) => return Back::Own,
    };
    placed(state, steps)
}

/// Where what a state has after `ResultPath`, at a path, comes from.
pub(crate) fn placed(state: &State, steps: Vec<Step>) -> Back {
    let (input_path, result_path, _) = stages(state);
    let (parameters, literal) = match &state.kind {
        Kind::Task(_) => (None, true),
        Kind::Pass(pass) => (pass.parameters.as_ref(), pass.result.is_some()),
        _ => return before(input_path, steps),
    };
    let inside = match result_path {
        Select::Null(_) => return Back::Raw(steps),
        Select::Whole => steps,
        Select::Path(path) => match steps.strip_prefix(path.steps.as_slice()) {
            Some(rest) => rest.to_vec(),
            None => return Back::Raw(steps),
        },
    };
    match (literal, parameters) {
        (true, _) => Back::Own,
        (false, None) => before(input_path, inside),
        (false, Some(template)) => match source(template, &inside) {
            Some(steps) => before(input_path, steps),
            None => Back::Own,
        },
    }
}

fn before(input_path: &Select, steps: Vec<Step>) -> Back {
    match (input_path, behind(input_path, steps)) {
        (_, Some(steps)) => Back::Raw(steps),
        (Select::Null(_), None) => Back::Cut,
        (_, None) => Back::Own,
    }
}

/// The path that a template copies to a place, if it copies one.
pub(crate) fn source(template: &Template, steps: &[Step]) -> Option<Vec<Step>> {
    match (template, steps.split_first()) {
        (Template::Path(path), _) if path.root == Root::Document => {
            Some(path.steps.iter().chain(steps).cloned().collect())
        }
        (Template::Object(fields, _), Some((Step::Key(key), rest))) => {
            source(&fields.iter().find(|field| field.name == *key)?.value, rest)
        }
        (Template::Array(items, _), Some((Step::Index(index), rest))) => {
            source(items.get(usize::try_from(*index).ok()?)?, rest)
        }
        _ => None,
    }
}
