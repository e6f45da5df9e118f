//! Where a state writes what does not fit: in a template, in a literal, or by a path that selects it.

use super::keys::{is_any, steps_of};
use crate::{
    check::words,
    expr::{Path, Template},
    ir::Select,
    json::{Kind, Node},
    source::Span,
    types::fits::item_of,
};

/// The path that what is wrong is read from: in a template, or else behind what a state selects of its input. `None` if
/// a rule cannot ask for it, as for one of the items of a list.
pub(crate) fn read_from(template: Option<&Template>, select: &Select, path: &[String]) -> Option<String> {
    let (text, rest) = match (template, select) {
        (Some(template), _) => {
            let (path, rest) = written_at(template, path)?;
            (path.tail.is_none().then(|| path.text.clone())?, rest)
        }
        (None, Select::Path(input)) => (input.tail.is_none().then(|| input.text.clone())?, path),
        (None, Select::Whole) => ("$".to_owned(), path),
        (None, Select::Null(_)) => return None,
    };
    let steps = steps_of(rest).filter(|_| !rest.iter().any(is_any))?;
    Some(format!("`{}`", words::steps_after(text, steps.iter())))
}

/// The path that a template writes at `keys` or above, and the keys behind it.
fn written_at<'t, 'k>(template: &'t Template, keys: &'k [String]) -> Option<(&'t Path, &'k [String])> {
    match (template, keys.split_first()) {
        (Template::Object(fields, _), Some((key, rest))) => {
            written_at(&fields.iter().find(|field| field.name == *key)?.value, rest)
        }
        (Template::Array(items, _), Some((key, rest))) => written_at(items.get(item_of(key)?)?, rest),
        (Template::Path(path), _) => Some((path, keys)),
        _ => None,
    }
}

/// The place and the field of what a template writes at `keys`, as near as it is written.
pub(crate) fn in_template(template: &Template, keys: &[String], at: String) -> (Span, String) {
    match (template, keys.split_first()) {
        (Template::Object(fields, span), Some((key, rest))) => match fields.iter().find(|field| field.name == *key) {
            Some(field) => in_template(&field.value, rest, format!("{at}.{}", field.key.value)),
            None => (*span, at),
        },
        (Template::Array(items, span), Some((key, rest))) => match item_of(key) {
            Some(index) => match items.get(index) {
                Some(item) => in_template(item, rest, format!("{at}[{index}]")),
                None => (*span, at),
            },
            None => (*span, at),
        },
        (Template::Object(_, span) | Template::Array(_, span), _) => (*span, at),
        (Template::Path(path), _) => (path.span, at),
        (Template::Call(call), _) => (call.span, at),
        (Template::Literal(node), _) => in_literal(node, keys, at),
    }
}

/// The path that a template writes at `keys`, or above it.
pub(crate) fn path_in_template<'t>(template: &'t Template, keys: &[String]) -> Option<&'t Path> {
    written_at(template, keys).map(|(path, _)| path)
}

/// The place and the field of what a literal holds at `keys`, as near as it is written.
pub(crate) fn in_literal(node: &Node, keys: &[String], at: String) -> (Span, String) {
    if let (Kind::Array(items), Some((key, rest))) = (&node.kind, keys.split_first())
        && let Some((index, item)) = item_of(key).and_then(|index| Some((index, items.get(index)?)))
    {
        return in_literal(item, rest, format!("{at}[{index}]"));
    }
    let member = match (&node.kind, keys.split_first()) {
        (Kind::Object(_), Some((key, rest))) => node.get(key).map(|value| (key, value, rest)),
        _ => None,
    };
    match member {
        Some((key, value, rest)) => in_literal(value, rest, format!("{at}.{key}")),
        None => (node.span, at),
    }
}
