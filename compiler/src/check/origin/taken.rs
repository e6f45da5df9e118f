//! Where a state takes one value for another: a field that copies something under another name, or selects a part.

use crate::{
    check::{flow::Via, reads::stages, scene::Here},
    expr::{Path, Root, Step, Template},
    ir::{Assigned, Kind, Select},
    source::Span,
};

/// A whole item of what a Map iterates over.
const ITEM: &str = "$$.Map.Item.Value";

/// A value that is taken for another one.
pub(super) struct Taken<'a> {
    /// The path or the call that is taken.
    pub span: Span,
    /// The same, as it is written.
    pub text: &'a str,
    /// What it is taken for; of what the state hands on, or of a variable.
    pub root: Root,
    /// The same.
    pub steps: Vec<Step>,
    /// What assigns it, if that is a variable.
    pub assigned: Option<&'a Assigned>,
    /// Whether it is at fault itself, and not a part of it.
    pub is_whole: bool,
    /// How many steps lead from it to what is read.
    pub below: usize,
}

/// What a way out takes for what lies at a place, if that is called otherwise where it comes from.
pub(super) fn taken<'a>(
    here: &Here<'a>,
    (via, assigned): (Via, Option<&'a Assigned>),
    (root, steps): (&Root, &[Step]),
    from: &[Step],
) -> Option<Taken<'a>> {
    let common = steps.iter().rev().zip(from.iter().rev()).take_while(|(a, b)| a == b).count();
    let is_all = common == steps.len();
    if !steps.is_empty() && is_all && assigned.is_none() && !(from.len() > steps.len() && moves(here, via)) {
        return None;
    }
    let (span, text, depth) = match assigned {
        Some(field) => in_template(&field.value, steps)?,
        None => by(here, via, steps)?,
    };
    // Handing in an item as it is takes nothing for something else.
    if text == ITEM {
        return None;
    }
    let of_name = from.iter().rev().nth(common);
    let is_renamed = |field: &Assigned| !matches!(of_name, Some(Step::Key(key)) if *key == field.name);
    // The items of a list are what the list is.
    let is_whole = !(is_all && assigned.is_none() && !steps.is_empty())
        && (!is_all || assigned.is_none_or(is_renamed))
        && steps.iter().rev().take(common).all(|step| matches!(step, Step::Index(_)));
    let below = steps.len().saturating_sub(depth);
    let steps = steps.get(..depth)?.to_vec();
    Some(Taken { below, span, text, root: root.clone(), steps, assigned, is_whole })
}

/// Whether a state does nothing but put one part of its input elsewhere.
fn moves(here: &Here<'_>, via: Via) -> bool {
    let (input_path, result_path, _) = stages(here.state);
    let is_bare = matches!(&here.state.kind, Kind::Pass(pass) if pass.parameters.is_none() && pass.result.is_none());
    via == Via::Next && is_bare && matches!((input_path, result_path), (Select::Path(_), Select::Path(_)))
}

/// What a way out writes at a place, and how many of the steps lead to where it stands.
fn by<'a>(here: &Here<'a>, via: Via, steps: &[Step]) -> Option<(Span, &'a str, usize)> {
    let whole = |path: &'a Path| Some((path.span, path.text.as_str(), 0));
    let (input_path, result_path, output_path) = stages(here.state);
    match (via, &here.state.kind) {
        (Via::Into(_), Kind::Map(map)) => return in_template(map.item_selector.as_ref()?, steps),
        (Via::Into(_), Kind::Parallel(parallel)) => return in_template(parallel.parameters.as_ref()?, steps),
        (Via::Into(_) | Via::Catch(_), _) => return None,
        _ => {}
    }
    if let Select::Path(path) = output_path {
        return whole(path);
    }
    let target = match result_path {
        Select::Path(path) => path.steps.as_slice(),
        _ => &[],
    };
    let inside = steps.strip_prefix(target)?;
    let template = match &here.state.kind {
        Kind::Pass(pass) => pass.parameters.as_ref(),
        _ => here.state.work().and_then(|work| work.result_selector.as_ref()),
    };
    match (template, input_path) {
        (Some(template), _) => {
            in_template(template, inside).map(|(span, text, depth)| (span, text, depth + target.len()))
        }
        (None, Select::Path(path)) if here.state.work().is_none() => Some((path.span, &path.text, target.len())),
        _ => None,
    }
}

fn in_template<'a>(template: &'a Template, steps: &[Step]) -> Option<(Span, &'a str, usize)> {
    let mut at = template;
    for (depth, step) in steps.iter().map(Some).chain([None]).enumerate() {
        at = match (at, step) {
            (Template::Path(path), _) => return Some((path.span, &path.text, depth)),
            (Template::Call(call), _) => return Some((call.span, &call.text, depth)),
            (Template::Object(fields, _), Some(Step::Key(key))) => {
                &fields.iter().find(|field| field.name == *key)?.value
            }
            (Template::Array(items, _), Some(Step::Index(index))) => items.get(usize::try_from(*index).ok()?)?,
            _ => return None,
        };
    }
    None
}
