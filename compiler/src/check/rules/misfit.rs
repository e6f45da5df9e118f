//! What the rules about task arguments and the workflow's output share: values that the contract's types
//! do not accept.

use std::rc::Rc;

use crate::{
    check::{
        blame::{Blame, Want},
        branches, envelope,
        origin::{self, Fault, Missing, Origin},
        report::ALSO,
        scene::{Here, Scene},
        words,
    },
    diag::{Diagnostic, near},
    expr::{Path, Step, Template},
    ir::{Select, StateId},
    json::{Kind, Node},
    source::Span,
    types::{
        Presence, Ty,
        contract::{RustTy, Typed},
        fits::{Misfit, Why, accepted_at, misfits},
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

/// Keys of a misfit as steps of a path, any item of a list standing for all; `None` if one is not known.
fn steps_of(keys: &[String]) -> Option<Vec<Step>> {
    let step = |key: &String| match (key.as_str(), item_of(key)) {
        ("[]", _) => Some(Step::Index(0)),
        ("[key]", _) => None,
        (_, Some(at)) => Some(Step::Index(i64::try_from(at).ok()?)),
        _ => Some(Step::Key(key.clone())),
    };
    keys.iter().map(step).collect()
}

/// The index that `[0]` means.
fn item_of(key: &str) -> Option<usize> {
    key.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// A value that is not accepted.
pub(crate) struct Refused<'a> {
    /// How it is called.
    pub whole: &'a str,
    /// What it is.
    pub ty: &'a Ty,
    /// What is accepted.
    pub accepted: &'a Typed,
    /// The keys of what is wrong in it.
    pub path: &'a [String],
    /// The path that what is wrong is read from, if a rule can ask for it.
    pub read: Option<String>,
}

/// Adds further reasons, and what to do about the first if that is clear.
pub(crate) fn describe(mut diagnostic: Diagnostic, refused: &Refused<'_>, found: &[Misfit]) -> Diagnostic {
    let Refused { whole, ty, path, read, .. } = refused;
    for misfit in found.iter().skip(1).take(LISTED) {
        diagnostic = diagnostic.note(format!("{ALSO}{}", misfit.words(whole)));
    }
    let Some(first) = found.first() else { return diagnostic };
    let key = first.path.last().map_or("it", String::as_str);
    let is_item = path.iter().any(|key| matches!(key.as_str(), "[]" | "[key]"));
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
                    true if key == "[]" => {
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
    let fits = |ty: &Ty| {
        let whole = replaced(refused.ty, refused.path, ty);
        whole.is_some_and(|whole| {
            !of(scene, &whole, refused.accepted).iter().any(|left| left.path.starts_with(refused.path))
        })
    };
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
    let steps: Option<Vec<Step>> = rest
        .iter()
        .map(|key| match (key.as_str(), item_of(key)) {
            ("[]" | "[key]", _) => None,
            (_, Some(at)) => i64::try_from(at).ok().map(Step::Index),
            _ => Some(Step::Key(key.clone())),
        })
        .collect();
    Some(format!("`{}`", words::steps_after(text, steps?.iter())))
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

/// Whether a type may be what was found to be wrong: rules narrow types on the way, and ways that meet widen
/// them.
pub(crate) fn is_akin(member: &Ty, found: &Ty) -> bool {
    match (member, found) {
        (Ty::Enum(_, values), Ty::Enum(_, wrong)) => !values.is_disjoint(wrong),
        // Where no object is wanted, one with a field more or less is none the better.
        (Ty::Record(_), Ty::Record(_)) => true,
        _ if found.members().contains(member) => true,
        _ => !member.is_unknown() && (found.join(member) == *found || member.join(found) == *member),
    }
}

/// Where a misfit is traced from, and what is at fault there.
pub(crate) struct Slip<'a> {
    /// How many of its keys lead to the place: those up to the nearest value of several types, of which only some
    /// do not fit.
    pub keys: &'a [String],
    rest: &'a [String],
    rust: Option<&'a RustTy>,
    misfit: &'a Misfit,
}

/// Where to look for the cause of a misfit of a value, and what was found there by `lies`, which is asked about steps: of
/// a place that the state itself makes, the parts have a cause of their own.
pub(crate) fn slip<'a>(
    scene: &'a Scene<'_>,
    (value, accepted): (&Ty, &'a Typed),
    misfit: &'a Misfit,
    lies: &dyn Fn(Vec<Step>) -> Vec<Origin>,
) -> (Slip<'a>, Vec<Origin>) {
    let path = misfit.path.as_slice();
    let rust = |count: usize| accepted_at(scene.world.contract?, &accepted.ty, path.get(..count)?);
    let is_mixed = |count: &usize| {
        let ty = steps_of(path.get(..*count).unwrap_or(path)).map(|steps| value.walk(&steps));
        matches!(ty.as_ref().and_then(Walk::ty), Some(Ty::Union(_))) && rust(*count).is_some()
    };
    // A key that is not taken was written with the object that has it.
    let whole = match misfit.why {
        Why::Unknown { .. } | Why::Key { .. } => path.len().saturating_sub(1),
        _ => path.len(),
    };
    let at = |count: usize| {
        let (keys, rest) = path.split_at(count);
        let is_field = matches!(misfit.why, Why::Missing | Why::MaybeMissing) && rest.is_empty();
        let slip = Slip { keys, rest, rust: rust(count).filter(|_| !is_field), misfit };
        let lies = slip.steps().map_or_else(Vec::new, lies);
        (slip, lies)
    };
    let mut mixed = (0..whole).filter(is_mixed).map(at);
    mixed.find(|(_, lies)| !lies.is_empty()).unwrap_or_else(|| at(whole))
}

impl Slip<'_> {
    /// Its place, as steps.
    pub(crate) fn steps(&self) -> Option<Vec<Step>> {
        steps_of(self.keys)
    }

    /// Whether what is found at the place is at fault.
    fn is_bad(&self, scene: &Scene<'_>, walk: &Walk) -> bool {
        let why = &self.misfit.why;
        match (self.rust, walk.ty(), scene.world.contract, &scene.world.written) {
            (Some(rust), Some(ty), Some(contract), Some(written)) => ty.members().iter().any(|member| {
                let found = misfits(contract, written, member, rust);
                found.iter().any(|misfit| misfit.is_at(self.rest) && alike(&misfit.why, why))
            }),
            (Some(_), ..) => false,
            (None, ty, ..) => match why {
                Why::Type { found, .. } => {
                    ty.is_some_and(|ty| ty.members().iter().any(|member| is_akin(member, found)))
                }
                Why::Missing | Why::MaybeMissing | Why::NoVariant { .. } => !walk.is_sure(),
                Why::Unknown { .. } | Why::Key { .. } => {
                    let key = self.misfit.path.last().cloned().map(Step::Key);
                    ty.is_some_and(|ty| key.is_some_and(|key| ty.walk(&[key]).ty().is_some()))
                }
            },
        }
    }
}

/// Whether two reasons are one that was seen from nearer and from farther.
fn alike(a: &Why, b: &Why) -> bool {
    let kind = |why: &Why| match why {
        Why::Missing | Why::MaybeMissing => 0,
        Why::Unknown { .. } | Why::Key { .. } => 1,
        Why::NoVariant { .. } | Why::Type { .. } => 2,
    };
    kind(a) == kind(b) || kind(b) == 2
}

/// Whether a value would be taken if it were not null at times.
fn is_fine_but_for_null(found: &Ty, expected: &str) -> bool {
    let rest = found.without(Class::Null);
    if !found.may_be(Class::Null) || rest.is_never() || rest.is_unknown() {
        return false;
    }
    let Want::Type(name) = Want::type_of(expected) else { return false };
    match name.as_str() {
        "string" => rest.is_all(Class::String),
        "number" => rest.is_all(Class::Numeric),
        "boolean" => rest.is_all(Class::Boolean),
        "timestamp" => rest.is_all(Class::Timestamp),
        "list" => rest.members().iter().all(Ty::is_list),
        _ => rest.members().iter().any(Ty::is_object),
    }
}

/// Names the state that caused a misfit, and what it forgot; `lies` is where the place of the slip is.
pub(crate) fn explain(
    scene: &Scene<'_>,
    here: &Here<'_>,
    (refused, misfit, slip): (&Refused<'_>, &Misfit, &Slip<'_>),
    lies: &[Origin],
    diagnostic: Diagnostic,
) -> (Diagnostic, Blame) {
    let missing = matches!(misfit.why, Why::Missing | Why::MaybeMissing)
        .then(|| Some(Missing { below: steps_of(slip.rest)?, is_part: !slip.rest.is_empty() }))
        .flatten();
    let want = match &slip.misfit.why {
        Why::Type { found, expected, .. } if is_fine_but_for_null(found, expected) => Want::NotNull,
        Why::Type { expected, .. } => Want::type_of(expected),
        Why::Unknown { .. } | Why::Key { .. } => Want::Type("gone".to_owned()),
        Why::Missing | Why::MaybeMissing | Why::NoVariant { .. } => Want::There,
    };
    let bad = |walk: &Walk| slip.is_bad(scene, walk);
    let fault = Fault { lies, spare: 0, within: 0, want, bad: &bad, meant: false, missing };
    let (mut diagnostic, mut blame) = origin::explain(scene, here, &fault, diagnostic);
    if let Some(rest) = steps_of(slip.rest) {
        blame.causes.iter_mut().filter_map(|cause| cause.lost.as_mut()).for_each(|lost| {
            *lost = words::steps_after(std::mem::take(lost), rest.iter());
        });
    }
    let forgotten = blame
        .state()
        .and_then(|state| in_envelope(scene, state, misfit).or_else(|| out_of_order(scene, state, refused)));
    match forgotten {
        Some(help) => diagnostic.help = vec![help],
        // What to do about a type is known best where it is read.
        None if matches!(misfit.why, Why::Type { .. }) => diagnostic.help.truncate(1),
        None => {}
    }
    (diagnostic, blame)
}

fn in_envelope(scene: &Scene<'_>, state: StateId, misfit: &Misfit) -> Option<String> {
    envelope::unopened(scene, state, &|payload| match (&misfit.why, misfit.path.last()) {
        (Why::Missing | Why::MaybeMissing, Some(key)) => {
            payload.members().iter().any(|ty| ty.walk(&[Step::Key(key.clone())]).ty().is_some())
        }
        (Why::Type { found: Ty::Record(record), .. }, _) => record.get(envelope::PAYLOAD).is_some(),
        _ => false,
    })
}

/// What to do if the branch of a Parallel in which a state stands brings what another one is to bring.
fn out_of_order(scene: &Scene<'_>, state: StateId, refused: &Refused<'_>) -> Option<String> {
    let fits = |slot: &[String], ty: &Ty| {
        let whole = replaced(refused.ty, slot, ty);
        whole.is_some_and(|whole| !of(scene, &whole, refused.accepted).iter().any(|left| left.path.starts_with(slot)))
    };
    (0..=refused.path.len()).rev().find_map(|length| {
        let slot = refused.path.get(..length)?;
        let found = part(refused.ty, slot)?;
        if let Ty::Tuple(items) = found {
            let at = |place: usize| slot.iter().cloned().chain([format!("[{place}]")]).collect::<Vec<_>>();
            return branches::order(scene, state, items, &|place, ty| fits(&at(place), ty));
        }
        // A part of a list of all results is told by the list.
        let in_list = slot.last().is_some_and(|key| item_of(key).is_some());
        if in_list { None } else { branches::other(scene, state, found, &|ty| fits(slot, ty)) }
    })
}

/// What stands at some keys.
fn part<'t>(ty: &'t Ty, keys: &[String]) -> Option<&'t Ty> {
    keys.iter().try_fold(ty, |ty, key| match ty {
        Ty::Record(record) => record.get(key).map(|field| &field.ty),
        Ty::Tuple(items) => items.get(item_of(key)?),
        _ => None,
    })
}

/// The type with another value at some keys; goes as deep as a payload template is nested.
fn replaced(ty: &Ty, keys: &[String], value: &Ty) -> Option<Ty> {
    let Some((key, rest)) = keys.split_first() else { return Some(value.clone()) };
    match ty {
        Ty::Record(record) => {
            let mut record = (**record).clone();
            let field = record.fields.iter_mut().find(|field| *field.name == **key)?;
            field.ty = replaced(&field.ty, rest, value)?;
            Some(Ty::Record(Rc::new(record)))
        }
        Ty::Tuple(items) => {
            let mut items = items.to_vec();
            let item = items.get_mut(item_of(key)?)?;
            *item = replaced(item, rest, value)?;
            Some(Ty::Tuple(items.into()))
        }
        _ => None,
    }
}
