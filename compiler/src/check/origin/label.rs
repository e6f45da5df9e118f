//! What is said beside the place that caused a fault.

use super::{
    Crossed, Crossing, How, Source,
    dropped::{self, span_of},
    hint, result,
};
use crate::{
    check::{
        flow::{Edge, Target, Via},
        reads::stages,
        scene::{Here, Scene},
        words,
    },
    diag::near,
    expr::{Root, Step, Template},
    ir::{Catcher, Kind, Select, State},
    source::Span,
    types::{Ty, ty::Walk},
};

/// The place of a cause, and what is said there.
pub(crate) fn of(scene: &Scene<'_>, source: &Source<'_>, path: &str) -> (Span, String) {
    let state = source.here.state;
    if let Some(field) = source.assigned {
        let becomes = source.edge.variables.get(&field.name).map(|variable| becomes(&variable.ty, source, 0));
        return (field.key_span, format!("`${}` is assigned here{}", field.name, becomes.unwrap_or_default()));
    }
    if let Via::Into(_) = source.edge.via {
        return into(source, path);
    }
    if source.how == How::Narrowed {
        return narrowed(source, path);
    }
    if let Some(dropped) = dropped::of(source) {
        return dropped.words(path);
    }
    let name = &state.name;
    let catcher = source.here.catcher(source.edge.via);
    let (result_path, span) = written(state, catcher);
    let what = result::what(&source.here, source.edge.via);
    match source.how {
        How::Without if source.edge.ty.walk(&source.steps).is_sure() => {
            let found = becomes(&source.edge.ty, source, 0);
            (catcher.map_or(state.name_span, |catcher| catcher.span), format!("`{name}` brings this{found}"))
        }
        How::Without => {
            let way = match catcher {
                Some(_) => format!("errors caught in `{name}` come without `{path}`"),
                None => format!("`{name}` comes without `{path}`"),
            };
            match hint::where_written(source) {
                Some(written) => (span, format!("{way}: {written}")),
                None => (catcher.map_or(state.name_span, |catcher| catcher.span), way),
            }
        }
        How::Lost | How::Narrowed => match loss(source) {
            (span, Some(why)) => (span, format!("`{path}` is lost here: {why}")),
            (span, None) => (span, format!("`{path}` is lost in `{name}`")),
        },
        How::Wrote => {
            let target = match result_path {
                Select::Path(target) => target.steps.as_slice(),
                _ => &[],
            };
            let found = becomes(&source.edge.ty, source, target.len());
            match (result_path, ended(scene, source)) {
                (Select::Path(target), _) if !target.steps.is_empty() => {
                    (span, format!("`{}` is written here{found}", target.text))
                }
                (_, Some(run)) => (span, format!("{what} is what {run} ends with{found}")),
                _ => (span, format!("{what} is the whole input from here on{found}")),
            }
        }
    }
}

/// What a value becomes that is written at a place of a type, as near to the fault as it is there.
fn becomes(ty: &Ty, source: &Source<'_>, target: usize) -> String {
    let steps = &source.steps;
    let (at, found) = match ty.walk(steps) {
        Walk::Found { ty, gap: None } => (steps.len(), ty),
        Walk::Found { gap: Some(gap), .. } | Walk::Lost(gap) => (gap.step, gap.at),
    };
    let at = at.max(target).min(steps.len());
    if at == target {
        return match ty.walk(steps.get(..target).unwrap_or(steps)) {
            Walk::Found { ty, .. } => format!(" and is {}", ty.brief()),
            Walk::Lost(_) => String::new(),
        };
    }
    format!(", and `{}` is {}", words::path_of(&source.root, steps.get(..at).unwrap_or(steps)), found.brief())
}

/// The run that a way ends, if it is that of a branch or of an iteration.
fn ended(scene: &Scene<'_>, source: &Source<'_>) -> Option<String> {
    run_of(scene, source.here.state).filter(|_| source.edge.target == Target::End)
}

/// The run of a branch or of an iteration that a state is part of.
fn run_of(scene: &Scene<'_>, state: &State) -> Option<String> {
    let (owner, _) = scene.machine.scope(state.scope)?.owner?;
    let owner = scene.machine.state(owner)?;
    let run = if matches!(owner.kind, Kind::Map(_)) { "an iteration" } else { "a branch" };
    Some(format!("{run} of `{}`", owner.name))
}

/// What is said of a state that ends a run without what is read of it.
pub(super) fn ended_without(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<(Span, String)> {
    let state = here.state;
    let span = match stages(state).2 {
        Select::Path(output) if edge.via == Via::Next => output.span,
        _ => state.name_span,
    };
    let (run, path) = (run_of(scene, state)?, words::document_path(steps));
    Some((span, format!("what `{}` ends {run} with has no `{path}`: it is {}", state.name, edge.ty.brief())))
}

/// What is said of a state whose branches or iterations the data went into, or came out of.
pub(super) fn crossing(scene: &Scene<'_>, crossing: &Crossing<'_>) -> Option<(Span, String)> {
    let Crossing { here, edge, what } = crossing;
    let state = here.state;
    let name = &state.name;
    let scope = match what {
        Crossed::Assign(field) => return Some((field.key_span, format!("`${}` is assigned here", field.name))),
        Crossed::Taken(taken) => {
            let path = words::path_of(&taken.root, &taken.steps);
            return Some(match (taken.assigned, path.as_str()) {
                (Some(field), _) => (field.key_span, format!("`{path}` is assigned `{}` here", taken.text)),
                (None, "$") => (taken.span, format!("`{}` is taken for the whole here", taken.text)),
                (None, _) => (taken.span, format!("`{}` is taken for `{path}` here", taken.text)),
            });
        }
        Crossed::Kept => {
            let (result_path, span) = written(state, None);
            let result = match result_path {
                Select::Path(path) => format!("the result of `{name}` is written to `{}` here", path.text),
                _ => format!("the result of `{name}` is discarded here"),
            };
            return Some((span, format!("{result}, and its input goes on")));
        }
        Crossed::Ended => {
            let run = run_of(scene, state)?;
            return Some((state.name_span, format!("what `{name}` ends {run} with is {}", edge.ty.brief())));
        }
        Crossed::Into(_) => {
            let (root, steps) = (Root::Document, Vec::new());
            let source = Source { here: *here, edge, root, steps, how: How::Wrote, assigned: None };
            let (span, message) = into(&source, "");
            // What it iterates over says more than that it does.
            let items = match &state.kind {
                Kind::Map(map) if map.item_selector.is_none() => map.items_path.as_ref(),
                _ => None,
            };
            return Some((items.map_or(span, |path| path.span), message));
        }
        Crossed::End(scope, _) => scope,
    };
    let message = match &state.kind {
        Kind::Parallel(parallel) => {
            let index = parallel.branches.iter().position(|branch| branch == scope)?;
            let start = scene.machine.state(scene.machine.scope(*scope)?.start?)?;
            format!("`[{index}]` of the result of `{name}` is what the branch from `{}` ends with", start.name)
        }
        _ => format!("each item of the result of `{name}` is what an iteration ends with"),
    };
    Some((state.name_span, message))
}

/// The same for what a Choice takes apart.
fn narrowed(source: &Source<'_>, path: &str) -> (Span, String) {
    let state = source.here.state;
    match source.here.rule(source.edge.via) {
        Some(rule) => (rule.span, format!("what this rule takes has no `{path}`")),
        None => (state.name_span, format!("what goes to the `Default` of `{}` has no `{path}`", state.name)),
    }
}

/// Where a state loses data, and what it is lost by.
pub(super) fn loss(source: &Source<'_>) -> (Span, Option<String>) {
    let state = source.here.state;
    if let Via::Into(_) = source.edge.via {
        let (template, field, to) = inward(state);
        return match (template, &state.kind) {
            (None, Kind::Map(map)) => {
                let span = map.items_path.as_ref().map_or(state.name_span, |items| items.span);
                (span, Some(format!("each iteration of `{}` gets an item, and nothing else", state.name)))
            }
            (None, Kind::Parallel(_)) => {
                let span = match stages(state).0 {
                    Select::Path(path) => path.span,
                    Select::Null(span) => *span,
                    Select::Whole => state.name_span,
                };
                (span, Some(format!("`InputPath` of `{}` does not keep it", state.name)))
            }
            _ => (inward_span(state), template.map(|_| format!("`{field}` does not hand it to {to}"))),
        };
    }
    if source.how == How::Narrowed {
        let span = source.here.rule(source.edge.via).map_or(state.name_span, |rule| rule.span);
        return (span, Some("what goes this way does not have it".to_owned()));
    }
    if let Some(dropped) = dropped::of(source) {
        let (span, why) = dropped.loss();
        return (span, Some(why));
    }
    let (_, _, output_path) = stages(state);
    let catcher = source.here.catcher(source.edge.via);
    if catcher.is_none() && selects_away(source) {
        return match output_path {
            Select::Path(output) => (output.span, Some("`OutputPath` does not keep it".to_owned())),
            Select::Null(span) => (*span, Some("`OutputPath` is null".to_owned())),
            Select::Whole => (state.name_span, None),
        };
    }
    let what = result::what(&source.here, source.edge.via);
    let (result_path, span) = written(state, catcher);
    match result_path {
        Select::Path(target) if !target.steps.is_empty() => {
            (span, Some(format!("{what} is written over `{}`", target.text)))
        }
        _ if catcher.is_some() || has_result(state) => (span, Some(format!("{what} replaces the whole input"))),
        _ => (state.name_span, None),
    }
}

/// The `ResultPath` of a way out, and the place to point at for it.
fn written<'a>(state: &'a State, catcher: Option<&'a Catcher>) -> (&'a Select, Span) {
    let result_path = catcher.map_or(stages(state).1, |catcher| &catcher.result_path);
    let span = match (catcher, result_path) {
        (_, Select::Path(path)) => path.span,
        (_, Select::Null(span)) => *span,
        (Some(catcher), Select::Whole) => catcher.span,
        (None, Select::Whole) => state.name_span,
    };
    (result_path, span)
}

/// What a state makes of its input for its branches or iterations, the field that does, and for whom.
fn inward(state: &State) -> (Option<&Template>, &'static str, &'static str) {
    match &state.kind {
        Kind::Map(map) => (map.item_selector.as_ref(), map.item_selector_key, "each iteration"),
        Kind::Parallel(parallel) => (parallel.parameters.as_ref(), "Parameters", "each branch"),
        _ => (None, "Parameters", "each branch"),
    }
}

fn inward_span(state: &State) -> Span {
    inward(state).0.map_or(state.name_span, span_of)
}

/// What is said of what a state hands to its branches or iterations.
fn into(source: &Source<'_>, path: &str) -> (Span, String) {
    let state = source.here.state;
    let (template, field, to) = inward(state);
    let (name, span) = (&state.name, inward_span(state));
    let found = source.edge.ty.brief();
    match (source.how, template) {
        (How::Lost | How::Narrowed, _) => match loss(source) {
            (span, Some(why)) => (span, format!("`{path}` is lost here: {why}")),
            (span, None) => (span, format!("`{path}` is lost in `{name}`")),
        },
        (How::Without, _) => (span, format!("`{name}` comes without `{path}`")),
        (How::Wrote, Some(_)) => (span, format!("`{field}` hands this to {to}: {found}")),
        (How::Wrote, None) => (span, format!("`{name}` hands this to {to}: {found}")),
    }
}

/// What to do where a state loses data.
pub(crate) fn help(scene: &Scene<'_>, source: &Source<'_>) -> Option<String> {
    if let Some(dropped) = dropped::of(source) {
        return Some(dropped.help(&source.here.state.name, &result::field_of_its_own(scene, &source.here)));
    }
    let state = source.here.state;
    if source.how != How::Lost {
        return may_have_had(source).then(|| keeps_input(state));
    }
    if let Via::Into(_) = source.edge.via {
        let field = match &state.kind {
            Kind::Map(map) if map.item_selector.is_none() => {
                let name = &state.name;
                return Some(format!("hand it in by an `ItemSelector` of `{name}`, beside `$$.Map.Item.Value`"));
            }
            Kind::Map(map) => map.item_selector_key,
            Kind::Parallel(parallel) if parallel.parameters.is_none() => {
                return Some(format!("leave out `InputPath` of `{}`, or select what has it", state.name));
            }
            _ => "Parameters",
        };
        return Some(format!("add it to `{field}` of `{}`", state.name));
    }
    if selects_away(source) {
        return Some(format!("leave out `OutputPath` of `{}`, or select what has it", state.name));
    }
    let (_, result_path, _) = stages(state);
    match (source.here.catcher(source.edge.via), result_path) {
        (Some(catcher), _) if catcher.result_path == Select::Whole => Some(keeps_input(state)),
        (Some(_), _) => Some(format!("let the catcher of `{}` write the error to a field of its own", state.name)),
        (None, Select::Whole | Select::Path(_)) if has_result(state) => {
            let path = result::field_of_its_own(scene, &source.here);
            Some(format!("let `{}` write its result to a field of its own: `\"ResultPath\": \"{path}\"`", state.name))
        }
        _ => None,
    }
}

/// Whether a caught error took the place of an input of which nothing is known.
fn may_have_had(source: &Source<'_>) -> bool {
    let is_whole = source.here.catcher(source.edge.via).is_some_and(|c| c.result_path == Select::Whole);
    let Some(Step::Key(key)) = source.steps.first() else { return false };
    is_whole && source.here.facts.raw_input.is_unknown() && near(key, ["Error", "Cause"]).is_none()
}

fn keeps_input(state: &State) -> String {
    let name = &state.name;
    format!("add `\"ResultPath\": \"$.error\"` to the catcher of `{name}`: the input is kept, with the error beside it")
}

fn has_result(state: &State) -> bool {
    matches!(state.kind, Kind::Pass(_)) || state.work().is_some()
}

/// Whether the value was still there before `OutputPath`.
fn selects_away(source: &Source<'_>) -> bool {
    let (_, _, output_path) = stages(source.here.state);
    !matches!(output_path, Select::Whole) && source.here.facts.placed.walk(&source.steps).is_sure()
}
