//! Texts that were meant to be read: `"id": "$.order.id"`, whose key lacks its `.$`, or stands in a `Result`.

use crate::{
    check::flow::template::Scope,
    diag::{Diagnostics, Site},
    expr::{
        ArgValue, Call, Path, Root,
        call::{self, Dynamic},
        path::Usage,
    },
    json::{Kind, Member, Node, Places, Text},
    source::Span,
    types::{Ty, ty::Walk},
};

/// What a text would bring.
pub enum Forgotten {
    /// What a path leads to.
    Path(Path, Ty),
    /// What a call makes of values that are known.
    Call(Call),
}

/// What a text under a key would bring, if it was meant to be read: it leads to a value whose type is known.
#[must_use]
pub fn forgotten(scope: &Scope<'_>, key: &str, text: &Text) -> Option<Forgotten> {
    if !may_be_read(key, &text.value) {
        return None;
    }
    brought(scope, text)
}

/// The same of a text that stands under no key of its own.
#[must_use]
pub fn alone(scope: &Scope<'_>, text: &str, span: Span) -> Option<Forgotten> {
    let text = Text { value: text.to_owned(), span, places: Places::Whole };
    may_be_read("", &text.value).then(|| brought(scope, &text)).flatten()
}

fn brought(scope: &Scope<'_>, text: &Text) -> Option<Forgotten> {
    let mut faults = Diagnostics::new();
    let dynamic = call::parse(text, Usage::Template, &Site::state(""), &mut faults)?;
    if !faults.as_slice().is_empty() {
        return None;
    }
    match dynamic {
        Dynamic::Path(path) => {
            let ty = leads_to(scope, &path)?;
            Some(Forgotten::Path(path, ty))
        }
        Dynamic::Call(call) => is_read(scope, &call).then_some(Forgotten::Call(call)),
    }
}

/// The type of a literal under a key. What was meant to be read is not known: a rule says so. Goes as deep as the
/// literal nests.
pub(super) fn literal(scope: &Scope<'_>, key: Option<&str>, node: &Node) -> Ty {
    match (&node.kind, key) {
        (Kind::String(text), Some(key)) if forgotten(scope, key, text).is_some() => Ty::Error,
        (Kind::Object(members), _) => Ty::record(members.iter().map(|member| {
            let key = member.key.value.as_str();
            (key, literal(scope, Some(key), &member.value))
        })),
        (Kind::Array(items), _) => Ty::Tuple(items.iter().map(|item| literal(scope, None, item)).collect()),
        _ => Ty::of_literal(node),
    }
}

/// The type of a `Result`. Of an object with a key that ends in `.$` nothing is known: another key was meant. Goes as deep as
/// the literal nests.
pub(super) fn result(scope: &Scope<'_>, key: Option<&str>, node: &Node) -> Ty {
    match &node.kind {
        Kind::Object(members) => {
            let is_filled = |member: &Member| {
                member.key.value.ends_with(".$") && is_forgotten(scope, &member.key.value, &member.value)
            };
            if members.iter().any(is_filled) {
                return Ty::Error;
            }
            Ty::record(members.iter().map(|member| {
                let key = member.key.value.as_str();
                (key, result(scope, Some(key), &member.value))
            }))
        }
        Kind::Array(items) => Ty::Tuple(items.iter().map(|item| result(scope, None, item)).collect()),
        _ if is_forgotten(scope, key.unwrap_or_default(), node) => Ty::Error,
        _ => Ty::of_literal(node),
    }
}

fn is_forgotten(scope: &Scope<'_>, key: &str, node: &Node) -> bool {
    matches!(&node.kind, Kind::String(text) if forgotten(scope, key, text).is_some())
}

/// Whether a text may have been meant to be read. Under a key such as `InputPath` of a service a path is the value.
fn may_be_read(key: &str, text: &str) -> bool {
    let is_path = text.starts_with('$') && text.len() > 2;
    let is_call = text.starts_with("States.") && text.ends_with(')');
    (is_path || is_call) && !key.to_ascii_lowercase().ends_with("path")
}

/// What a path leads to, if that is known.
fn leads_to(scope: &Scope<'_>, path: &Path) -> Option<Ty> {
    if let Root::Variable(name) = &path.root {
        scope.variables.get(name)?;
    }
    let Walk::Found { ty, .. } = scope.root_of(path).walk(&path.steps) else { return None };
    let finds = path.tail.as_ref().is_none_or(|tail| ty.find(tail).dead.is_none());
    (finds && !ty.is_unknown() && !ty.is_never()).then_some(ty)
}

/// Whether all that a call takes is known.
fn is_read(scope: &Scope<'_>, call: &Call) -> bool {
    call.args.iter().all(|arg| match &arg.value {
        ArgValue::Path(path) => leads_to(scope, path).is_some(),
        ArgValue::Call(call) => is_read(scope, call),
        ArgValue::Text(_) | ArgValue::Number(_) | ArgValue::Bool(_) | ArgValue::Null => true,
    })
}
