//! One hop back: where what a state hands on at a path lay in its own input.

use crate::{
    check::{
        flow::Via,
        reads::{behind, stages},
    },
    expr::{Path, Root, Step, Template},
    ir::{Kind, Map, Mode, ScopeId, Select, State},
};

/// Where a value that a state hands on comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Back {
    /// From this path of its raw input.
    Raw(Vec<Step>),
    /// The state wrote it.
    Own,
    /// From this path of what the runs of one of its scopes end with.
    Ends(ScopeId, Vec<Step>),
    /// The state hands nothing on there: `InputPath` or `OutputPath` is `null`.
    Cut,
}

/// Where what a state hands on by a way out, at a path, comes from.
pub(crate) fn through(state: &State, via: Via, steps: Vec<Step>) -> Back {
    let (_, _, output_path) = stages(state);
    if let Via::Into(_) = via {
        return into(state, steps);
    }
    if let (Via::Catch(at), Some(work)) = (via, state.work()) {
        // A caught error is laid over the raw input; `OutputPath` does not apply.
        return match work.catch.get(at).map(|catcher| &catcher.result_path) {
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

/// Whether what a state hands on by a way out is a part of its input, in the place of the whole.
pub(crate) fn selects(state: &State, via: Via) -> bool {
    let (input_path, result_path, output_path) = stages(state);
    match (&state.kind, via) {
        (Kind::Map(map), Via::Into(_)) => map.item_selector.is_none(),
        (_, Via::Into(_) | Via::Catch(_)) => false,
        (Kind::Pass(pass), _) if pass.parameters.is_none() && pass.result.is_none() => {
            *output_path != Select::Whole || (*result_path == Select::Whole && *input_path != Select::Whole)
        }
        (Kind::Choice(_) | Kind::Wait(_) | Kind::Succeed(_), _) => {
            *input_path != Select::Whole || *output_path != Select::Whole
        }
        _ => *output_path != Select::Whole,
    }
}

/// Where what a state has after `ResultPath`, at a path, comes from.
pub(crate) fn placed(state: &State, steps: Vec<Step>) -> Back {
    let (input_path, result_path, _) = stages(state);
    let (parameters, literal) = match &state.kind {
        Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) => (None, true),
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
        (true, _) => made_of_ends(state, &inside).unwrap_or(Back::Own),
        (false, None) => before(input_path, inside),
        (false, Some(template)) => match source(template, &inside) {
            Some(steps) => before(input_path, steps),
            None => Back::Own,
        },
    }
}

/// Where what a state hands to a branch or to an iteration, at a path, comes from.
fn into(state: &State, steps: Vec<Step>) -> Back {
    match &state.kind {
        Kind::Parallel(parallel) => match &parallel.parameters {
            None => before(&parallel.work.input_path, steps),
            Some(template) => match source(template, &steps) {
                Some(steps) => before(&parallel.work.input_path, steps),
                None => Back::Own,
            },
        },
        Kind::Map(map) => match of_item(map, steps) {
            Some(steps) => before(&map.work.input_path, steps),
            None => Back::Own,
        },
        _ => Back::Own,
    }
}

/// Where what an iteration gets lies in the effective input.
fn of_item(map: &Map, steps: Vec<Step>) -> Option<Vec<Step>> {
    let steps = match &map.mode {
        Mode::Distributed(mode) if mode.item_reader.is_some() => return None,
        Mode::Distributed(mode) if mode.item_batcher.is_some() => match steps.as_slice() {
            [Step::Key(key), Step::Index(_), rest @ ..] if key == "Items" => rest.to_vec(),
            _ => return None,
        },
        Mode::Distributed(_) | Mode::Inline => steps,
    };
    let steps = match &map.item_selector {
        None => steps,
        Some(template) => match copied(template, &steps)? {
            (path, rest) if path.root == Root::Document => {
                return Some(path.steps.iter().chain(rest).cloned().collect());
            }
            (path, rest) if path.root == Root::Context => {
                let item = ["Map", "Item", "Value"].map(|key| Step::Key(key.to_owned()));
                path.steps.strip_prefix(item.as_slice())?.iter().chain(rest).cloned().collect()
            }
            _ => return None,
        },
    };
    // Any item stands for all of them.
    let item = std::iter::once(Step::Index(0)).chain(steps);
    match &map.items_path {
        None => Some(item.collect()),
        Some(path) if path.root == Root::Document => Some(path.steps.iter().cloned().chain(item).collect()),
        Some(_) => None,
    }
}

/// Where a part of what `ResultSelector` makes of what scopes end with comes from.
fn made_of_ends(state: &State, inside: &[Step]) -> Option<Back> {
    match &state.work()?.result_selector {
        Some(template) => in_ends(state, &source(template, inside)?),
        None => in_ends(state, inside),
    }
}

/// Where a part of the result of a state that owns scopes comes from.
pub(crate) fn in_ends(state: &State, steps: &[Step]) -> Option<Back> {
    let (Step::Index(index), rest) = steps.split_first()? else { return None };
    let scope = match &state.kind {
        Kind::Parallel(parallel) => parallel.branches.get(usize::try_from(*index).ok()?),
        Kind::Map(map) => map.processor.as_ref(),
        _ => None,
    };
    Some(Back::Ends(*scope?, rest.to_vec()))
}

fn before(input_path: &Select, steps: Vec<Step>) -> Back {
    match (input_path, behind(input_path, steps)) {
        (_, Some(steps)) => Back::Raw(steps),
        (Select::Null(_), None) => Back::Cut,
        (_, None) => Back::Own,
    }
}

/// The path in `$` that a template copies to a place, if it copies one.
pub(crate) fn source(template: &Template, steps: &[Step]) -> Option<Vec<Step>> {
    let (path, rest) = copied(template, steps)?;
    (path.root == Root::Document).then(|| path.steps.iter().chain(rest).cloned().collect())
}

/// The path that a template copies to a place, and what is left of the way to it.
fn copied<'t, 's>(template: &'t Template, steps: &'s [Step]) -> Option<(&'t Path, &'s [Step])> {
    match (template, steps.split_first()) {
        (Template::Path(path), _) if path.tail.is_none() => Some((path, steps)),
        (Template::Object(fields, _), Some((Step::Key(key), rest))) => {
            copied(&fields.iter().find(|field| field.name == *key)?.value, rest)
        }
        (Template::Array(items, _), Some((Step::Index(index), rest))) => {
            copied(items.get(usize::try_from(*index).ok()?)?, rest)
        }
        _ => None,
    }
}
