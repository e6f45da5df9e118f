//! What to do about a misfit.

use std::rc::Rc;

use super::{Refused, keys::is_any};
use crate::{
    check::{report::ALSO, scene::Scene, words},
    diag::{Diagnostic, near},
    expr::Step,
    types::{
        Presence, Ty,
        fits::{ANY_ITEM, Misfit, Why},
        ty::{Class, Walk},
    },
};

/// How many further reasons a finding lists.
const LISTED: usize = 4;

/// What to do about a type that is not near to the one that is wanted.
const OTHERWISE: &str = "write a value of that type, or change the type in the contract";

/// Adds further reasons, and what to do about the first if that is clear.
pub(crate) fn describe(mut diagnostic: Diagnostic, refused: &Refused<'_>, found: &[Misfit]) -> Diagnostic {
    let Refused { whole, ty, path, read, .. } = refused;
    for misfit in found.iter().skip(1).take(LISTED) {
        diagnostic = diagnostic.note(format!("{ALSO}{}", misfit.words(whole)));
    }
    let Some(first) = found.first() else { return diagnostic };
    let key = first.path.last().map_or("it", String::as_str);
    let is_item = path.iter().any(is_any);
    let guarded = read.clone().unwrap_or_else(|| if path.is_empty() { "it".to_owned() } else { format!("`{key}`") });
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
            let parents = path.split_last().map(|(_, parents)| parents).unwrap_or_default();
            let parent: Vec<Step> = parents.iter().cloned().map(Step::Key).collect();
            let there = match ty.walk(&parent) {
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
        Why::MaybeMissing if is_item => {
            diagnostic.help(format!("bring `{key}` in every item, or let the contract take an `Option`"))
        }
        Why::MaybeMissing => {
            diagnostic.help(format!("guard {guarded} by a Choice rule with `IsPresent`, or bring it on every way"))
        }
        Why::Type { found, among, .. } => match found {
            Ty::Enum(_, values) => {
                let meant = values.iter().find_map(|value| near(value, among.iter().map(String::as_str)));
                match meant {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic,
                }
            }
            _ if found.may_be(Class::Null) && !found.without(Class::Null).is_never() => {
                diagnostic.help(match is_item {
                    true if key == ANY_ITEM => {
                        "leave `null` out of the list, or let the contract take an `Option`".to_owned()
                    }
                    true => format!("let `{key}` be `null` in no item, or let the contract take an `Option`"),
                    false => {
                        format!("guard {guarded} by a Choice rule with `IsNull`, or let the contract take an `Option`")
                    }
                })
            }
            _ => diagnostic,
        },
    }
}

/// What to do where nothing else is known: read what of the value fits, or make it fit.
pub(crate) fn otherwise(
    scene: &Scene<'_>,
    refused: &Refused<'_>,
    first: &Misfit,
    diagnostic: Diagnostic,
) -> Diagnostic {
    match &first.why {
        Why::Type { found, .. } if diagnostic.help.is_empty() => {
            diagnostic.help(fitting(scene, refused, found).unwrap_or_else(|| OTHERWISE.to_owned()))
        }
        _ => diagnostic,
    }
}

/// How a value of a type becomes one that fits, if there is one way to it.
fn fitting(scene: &Scene<'_>, refused: &Refused<'_>, found: &Ty) -> Option<String> {
    let read = refused.read.as_deref()?.trim_matches('`');
    let fits = |ty: &Ty| refused.fits(scene, refused.path, ty);
    match found {
        Ty::Record(record) => {
            // A whole of which the very field was meant.
            let named = refused.path.last().and_then(|key| record.get(key)).filter(|field| fits(&field.ty));
            if let Some(field) = named.filter(|field| field.presence == Presence::Required && !field.ty.is_unknown()) {
                let step = [Step::Key(field.name.to_string())];
                return Some(format!("did you mean `{}`?", words::steps_after(read.to_owned(), step.iter())));
            }
            if read == "$" {
                return None;
            }
            // A text may be anything: that there is one says little.
            let is_data = |ty: &Ty| !matches!(ty, Ty::String | Ty::Enum(..)) && !ty.is_unknown();
            let mut parts = record.fields.iter().filter(|field| field.presence == Presence::Required);
            let mut parts = parts.by_ref().filter(|field| is_data(&field.ty) && fits(&field.ty));
            let (Some(part), None) = (parts.next(), parts.next()) else { return None };
            let step = [Step::Key(part.name.to_string())];
            Some(format!("did you mean `{}`?", words::steps_after(read.to_owned(), step.iter())))
        }
        Ty::List(item) if !item.is_unknown() && fits(item) => {
            Some(format!("read one item, `{read}[0]`, or go through all of them by a Map"))
        }
        _ if fits(&Ty::List(Rc::new(found.clone()))) => Some(match read.strip_suffix("[0]") {
            Some(list) => format!("read the whole list: `{list}`"),
            None => format!("make a list of it: `States.Array({read})`"),
        }),
        _ => None,
    }
}
