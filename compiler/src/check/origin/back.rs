//! One hop back: where what a state hands on at a path lay before it.

use super::copied::{self, Types};
use crate::{
    check::{
        flow::{Edge, Via},
        reads::{assign, stages},
        scene::Here,
    },
    expr::{Root, Step, Template},
    ir::{Assigned, Kind, Map, Mode, ScopeId, Select, State},
};

/// Where a value that a state reads or hands on comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Back {
    /// From this path of its raw input.
    Raw(Vec<Step>),
    /// From this path of a variable, as it stands when the state begins.
    Variable(String, Vec<Step>),
    /// From this path of the execution's input.
    Input(Vec<Step>),
    /// The state wrote it.
    Own,
    /// From this path of what the runs of one of its scopes end with.
    Ends(ScopeId, Vec<Step>),
    /// The state hands nothing on there: `InputPath` or `OutputPath` is `null`.
    Cut,
}

impl Back {
    /// The path, if it is there.
    pub(crate) fn steps(&self) -> &[Step] {
        match self {
            Back::Raw(steps) | Back::Variable(_, steps) | Back::Input(steps) | Back::Ends(_, steps) => steps,
            Back::Own | Back::Cut => &[],
        }
    }
}

/// Where what a state hands on by a way out, at a path, comes from: one place, or each that it may come from.
pub(crate) fn through(here: &Here<'_>, via: Via, steps: Vec<Step>) -> Vec<Back> {
    let state = here.state;
    if let Via::Into(_) = via {
        return into(here, steps);
    }
    if let (Via::Catch(at), Some(work)) = (via, state.work()) {
        // A caught error is laid over the raw input; `OutputPath` does not apply.
        return vec![match work.catch.get(at).map(|catcher| &catcher.result_path) {
            Some(Select::Null(_)) => Back::Raw(steps),
            Some(Select::Path(path)) if !steps.starts_with(&path.steps) => Back::Raw(steps),
            _ => Back::Own,
        }];
    }
    let types = Types { document: &here.facts.placed, variables: &here.facts.variables };
    select(stages(state).2, steps, types, &|steps| placed(here, steps))
}

/// Where a variable behind a way out of a state comes from, at a path; and what assigns it there, if anything does.
pub(super) fn of_variable<'a>(
    here: &Here<'a>,
    edge: &Edge,
    name: &str,
    steps: Vec<Step>,
) -> (Vec<Back>, Option<&'a Assigned>) {
    let assigned = assign(here.state, edge.via).and_then(|assign| assign.get(name));
    let Some(field) = assigned else { return (vec![Back::Variable(name.to_owned(), steps)], None) };
    let types = Types { document: &edge.before.document, variables: &edge.before.variables };
    let copied = copied::of_template(&field.value, &steps, types);
    (resolved(copied, &|steps| in_assign(here, edge.via, steps)), Some(field))
}

/// Where what `$` is in the `Assign` of a way out comes from.
pub(crate) fn in_assign(here: &Here<'_>, via: Via, steps: Vec<Step>) -> Vec<Back> {
    match (via, &here.state.kind) {
        (_, Kind::Choice(_) | Kind::Wait(_)) => before(here, steps),
        (Via::Next, Kind::Pass(pass)) if pass.result.is_none() => match &pass.parameters {
            None => before(here, steps),
            Some(template) => {
                resolved(copied::of_template(template, &steps, effective(here)), &|steps| before(here, steps))
            }
        },
        // `$` may be what `ResultSelector` makes, if only that has it.
        (Via::Next, _)
            if here.facts.result.walk(&steps).ty().is_some() || here.facts.selected.walk(&steps).ty().is_none() =>
        {
            vec![in_ends(here.state, &steps).unwrap_or(Back::Own)]
        }
        _ => vec![Back::Own],
    }
}

/// Those of several that are a place in the data.
pub(crate) fn places(backs: Vec<Back>) -> Vec<Back> {
    backs.into_iter().filter(|back| !matches!(back, Back::Own | Back::Cut)).collect()
}

/// Whether what a state hands on by a way out is a part of its input, in the place of the whole.
pub(crate) fn selects(state: &State, via: Via) -> bool {
    let (input_path, result_path, output_path) = stages(state);
    match (&state.kind, via) {
        (Kind::Map(map), Via::Into(_)) => map.item_selector.is_none(),
        (Kind::Parallel(parallel), Via::Into(_)) => parallel.parameters.is_none() && *input_path != Select::Whole,
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
pub(crate) fn placed(here: &Here<'_>, steps: Vec<Step>) -> Vec<Back> {
    let (_, result_path, _) = stages(here.state);
    if !matches!(here.state.kind, Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) | Kind::Pass(_)) {
        return before(here, steps);
    }
    let inside = match result_path {
        Select::Null(_) => return vec![Back::Raw(steps)],
        Select::Whole => steps,
        Select::Path(path) => match steps.strip_prefix(path.steps.as_slice()) {
            Some(rest) => rest.to_vec(),
            None => return vec![Back::Raw(steps)],
        },
    };
    match &here.state.kind {
        Kind::Pass(pass) if pass.result.is_some() => vec![Back::Own],
        Kind::Pass(pass) => match &pass.parameters {
            None => before(here, inside),
            Some(template) => argument(here, template, &inside),
        },
        _ => match here.state.work().and_then(|work| work.result_selector.as_ref()) {
            Some(template) => {
                let types = Types { document: &here.facts.result, variables: &here.facts.variables };
                let copied = copied::of_template(template, &inside, types);
                resolved(copied, &|steps| vec![in_ends(here.state, &steps).unwrap_or(Back::Own)])
            }
            None => vec![in_ends(here.state, &inside).unwrap_or(Back::Own)],
        },
    }
}

/// Where what a template makes of the effective input comes from, at a path.
pub(crate) fn argument(here: &Here<'_>, template: &Template, steps: &[Step]) -> Vec<Back> {
    resolved(copied::of_template(template, steps, effective(here)), &|steps| before(here, steps))
}

/// Where what a state hands to a branch or to an iteration, at a path, comes from.
fn into(here: &Here<'_>, steps: Vec<Step>) -> Vec<Back> {
    match &here.state.kind {
        Kind::Parallel(parallel) => match &parallel.parameters {
            None => before(here, steps),
            Some(template) => argument(here, template, &steps),
        },
        Kind::Map(map) => into_iteration(here, map, steps).unwrap_or_else(|| vec![Back::Own]),
        _ => vec![Back::Own],
    }
}

/// Where what an iteration gets comes from; `None` if it is not in the data.
fn into_iteration(here: &Here<'_>, map: &Map, steps: Vec<Step>) -> Option<Vec<Back>> {
    let steps = match &map.mode {
        Mode::Distributed(mode) => match &mode.item_batcher {
            Some(batcher) => match steps.as_slice() {
                [Step::Key(key), Step::Index(_), rest @ ..] if key == "Items" => rest.to_vec(),
                [Step::Key(key), rest @ ..] if key == "BatchInput" => {
                    return Some(argument(here, batcher.input.as_ref()?, rest));
                }
                _ => return None,
            },
            None => steps,
        },
        Mode::Inline => steps,
    };
    let Some(template) = &map.item_selector else { return Some(of_item(here, map, steps)) };
    let mut places = Vec::new();
    for (root, steps) in copied::of_template(template, &steps, effective(here)) {
        let item = ["Map", "Item", "Value"].map(|key| Step::Key(key.to_owned()));
        match (&root, steps.strip_prefix(item.as_slice())) {
            (Root::Context, Some(rest)) => places.extend(of_item(here, map, rest.to_vec())),
            _ => places.extend(resolved(vec![(root, steps)], &|steps| before(here, steps))),
        }
    }
    Some(or_own(places))
}

/// Where a place in an item that a Map iterates over comes from.
pub(crate) fn of_item(here: &Here<'_>, map: &Map, steps: Vec<Step>) -> Vec<Back> {
    if matches!(&map.mode, Mode::Distributed(mode) if mode.item_reader.is_some()) {
        return vec![Back::Own];
    }
    let items = copied::of_any_item(map.items_path.as_ref(), &steps, effective(here));
    resolved(items, &|steps| before(here, steps))
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

/// Where a place in the effective input comes from.
pub(crate) fn before(here: &Here<'_>, steps: Vec<Step>) -> Vec<Back> {
    let types = Types { document: &here.facts.raw_input, variables: &here.facts.variables };
    select(stages(here.state).0, steps, types, &|steps| vec![Back::Raw(steps)])
}

/// Where a place in what a field selects comes from; `document` tells it of what the field is applied to.
fn select(select: &Select, steps: Vec<Step>, types: Types<'_>, document: &dyn Fn(Vec<Step>) -> Vec<Back>) -> Vec<Back> {
    match select {
        Select::Whole => document(steps),
        Select::Null(_) => vec![Back::Cut],
        Select::Path(path) => resolved(copied::of_path(path, &steps, types), document),
    }
}

/// Where places behind roots are.
pub(crate) fn resolved(copied: Vec<(Root, Vec<Step>)>, document: &dyn Fn(Vec<Step>) -> Vec<Back>) -> Vec<Back> {
    let mut places = Vec::new();
    for (root, steps) in copied {
        match root {
            Root::Document => places.extend(document(steps)),
            Root::Variable(name) => places.push(Back::Variable(name, steps)),
            Root::Context => {
                let input = ["Execution", "Input"].map(|key| Step::Key(key.to_owned()));
                places.push(steps.strip_prefix(input.as_slice()).map_or(Back::Own, |rest| Back::Input(rest.to_vec())));
            }
        }
    }
    or_own(places)
}

fn or_own(mut places: Vec<Back>) -> Vec<Back> {
    if places.is_empty() {
        places.push(Back::Own);
    }
    places
}

pub(super) fn effective<'a>(here: &Here<'a>) -> Types<'a> {
    Types { document: &here.facts.effective_input, variables: &here.facts.variables }
}
