//! What the rules about task arguments and the workflow's output share: values that the contract's types
//! do not accept.

use crate::{
    check::{
        origin::{self, Fault},
        reads::Lies,
        report::Cause,
        scene::{Here, Scene},
    },
    diag::{Diagnostic, near},
    expr::{Path, Step, Template},
    json::{Kind, Node},
    source::Span,
    types::{
        Ty,
        contract::Typed,
        fits::{Misfit, Why, misfits},
        ty::{Class, Walk},
    },
};

/// How many further reasons a finding lists.
const LISTED: usize = 4;

/// What to do about a type that is not near to the one that is wanted.
const OTHERWISE: &str = "write a value of that type, or change the type in the contract";

/// Every reason why a value is not accepted.
pub(crate) fn of(scene: &Scene<'_>, ty: &Ty, accepted: &Typed) -> Vec<Misfit> {
    match (scene.world.contract, &scene.world.written) {
        (Some(contract), Some(written)) => misfits(contract, written, ty, &accepted.ty),
        _ => Vec::new(),
    }
}

/// The keys of a misfit as steps of a path, any item of a list standing for all; `None` if it lies under an
/// unknown key.
pub(crate) fn steps(misfit: &Misfit) -> Option<Vec<Step>> {
    let step = |key: &String| match (key.as_str(), item_of(key)) {
        ("[]", _) => Some(Step::Index(0)),
        ("[key]", _) => None,
        (_, Some(at)) => Some(Step::Index(i64::try_from(at).ok()?)),
        _ => Some(Step::Key(key.clone())),
    };
    misfit.path.iter().map(step).collect()
}

/// The index that `[0]` means.
fn item_of(key: &str) -> Option<usize> {
    key.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// Adds further reasons, and a hint about the first.
pub(crate) fn describe(mut diagnostic: Diagnostic, whole: &str, value: &Ty, found: &[Misfit]) -> Diagnostic {
    for misfit in found.iter().skip(1).take(LISTED) {
        diagnostic = diagnostic.note(format!("also, {}", misfit.words(whole)));
    }
    let Some(first) = found.first() else { return diagnostic };
    let Some((key, parents)) = first.path.split_last() else { return diagnostic };
    match &first.why {
        Why::NoVariant { .. } => diagnostic,
        Why::Unknown { known } => match near(key, known.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("remove `{key}`")),
        },
        Why::Key { among, .. } => match near(key, among.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("write a key that the map of the contract takes"),
        },
        Why::Missing => {
            let parent: Vec<Step> = parents.iter().cloned().map(Step::Key).collect();
            let there = match value.walk(&parent) {
                Walk::Found { ty: Ty::Record(record), .. } => {
                    near(key, record.fields.iter().map(|field| &*field.name)).map(str::to_owned)
                }
                _ => None,
            };
            match there {
                Some(there) => diagnostic.help(format!("did you mean `{key}` where `{there}` is written?")),
                None => diagnostic.help(format!("write the field `{key}`")),
            }
        }
        Why::MaybeMissing => {
            diagnostic.help(format!("guard `{key}` by a Choice rule with `IsPresent`, or bring it on every way"))
        }
        Why::Type { found, among, .. } => match found {
            Ty::Enum(_, values) => {
                let meant = values.iter().find_map(|value| near(value, among.iter().map(String::as_str)));
                match meant {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic.help(OTHERWISE),
                }
            }
            _ if found.may_be(Class::Null) && !found.without(Class::Null).is_never() => diagnostic
                .help(format!("guard `{key}` by a Choice rule with `IsNull`, or let the contract take an `Option`")),
            _ => diagnostic.help(OTHERWISE),
        },
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
    match (template, keys.split_first()) {
        (Template::Object(fields, _), Some((key, rest))) => {
            path_in_template(&fields.iter().find(|field| field.name == *key)?.value, rest)
        }
        (Template::Path(path), _) => Some(path),
        _ => None,
    }
}

/// The same of a literal.
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

/// Whether a type may be what was found to be wrong: rules narrow types on the way, and ways that meet widen
/// them.
fn is_akin(member: &Ty, found: &Ty) -> bool {
    match (member, found) {
        (Ty::Enum(_, values), Ty::Enum(_, wrong)) => !values.is_disjoint(wrong),
        // Where no object is wanted, one with a field more or less is none the better.
        (Ty::Record(_), Ty::Record(_)) => true,
        _ if found.members().contains(member) => true,
        _ => !member.is_unknown() && (found.join(member) == *found || member.join(found) == *member),
    }
}

/// Names the state that caused a misfit.
pub(crate) fn explain(
    scene: &Scene<'_>,
    here: &Here<'_>,
    misfit: &Misfit,
    lies: &Lies,
    diagnostic: Diagnostic,
) -> (Diagnostic, Option<Cause>) {
    let missing = matches!(misfit.why, Why::Missing | Why::MaybeMissing);
    let bad = |walk: &Walk| match &misfit.why {
        Why::Type { found, .. } => walk.ty().is_some_and(|ty| ty.members().iter().any(|member| is_akin(member, found))),
        Why::Missing | Why::MaybeMissing | Why::NoVariant { .. } => !walk.is_sure(),
        Why::Unknown { .. } | Why::Key { .. } => walk.ty().is_some(),
    };
    origin::explain(scene, here, &Fault { lies, spare: 0, bad: &bad, missing }, diagnostic)
}
