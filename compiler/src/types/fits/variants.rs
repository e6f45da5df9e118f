//! Whether a value is one of an enum's variants.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use super::{Fit, Misfit, Why, flatten::without};
use crate::{
    expr::Step,
    types::{
        Presence, Record, RecordField, Ty,
        contract::{DataVariant, EnumDef, Form, RustTy, Tagging},
        ty::Refine,
    },
};

/// How many parts of what stands in several variants are looked at one by one.
const PARTS: usize = 64;

/// Looks at a record as at what a variant holds.
type Look<'l> = &'l dyn Fn(&mut Fit<'_>, &DataVariant, &Record);

/// The variants of the enums that were met, by name.
#[derive(Default)]
pub(super) struct Names<'a>(RefCell<HashMap<*const EnumDef, Rc<Named<'a>>>>);

/// The variants of an enum that are read by their name.
struct Named<'a> {
    variants: HashMap<&'a str, &'a DataVariant>,
    /// Whether one of them takes every other name.
    has_other: bool,
}

impl<'a> Named<'a> {
    fn of(def: &'a EnumDef) -> Self {
        let mut variants = HashMap::new();
        for (name, variant) in tagged(def).flat_map(|variant| variant.read_names().map(move |name| (name, variant))) {
            variants.entry(name).or_insert(variant);
        }
        Named { variants, has_other: tagged(def).any(|variant| variant.other) }
    }

    fn get(&self, name: &str) -> Option<&'a DataVariant> {
        self.variants.get(name).copied()
    }
}

impl<'a> Fit<'a> {
    /// A value of one type, which is no union.
    pub(super) fn variants(&mut self, ty: &Ty, rust: &RustTy, def: &'a EnumDef) {
        let tagged = self.attempt(|fit| match &def.tagging {
            Tagging::External => fit.external(ty, rust, def),
            Tagging::Internal(tag) => fit.by_tag(ty, rust, def, tag, None),
            Tagging::Adjacent { tag, content } => fit.by_tag(ty, rust, def, tag, Some(content)),
            Tagging::Untagged => fit.type_error(ty, rust),
        });
        if tagged.is_empty() {
            return;
        }
        let is_untagged =
            |variant: &&DataVariant| !variant.skip_read && (variant.untagged || def.tagging == Tagging::Untagged);
        let untagged: Vec<&DataVariant> = def.variants.iter().filter(is_untagged).collect();
        if untagged.is_empty() {
            return self.say(tagged);
        }
        let mut near: Vec<Vec<Misfit>> = Vec::new();
        for variant in untagged {
            let found = self.attempt(|fit| fit.form(ty, &variant.form, &variant.rust_name));
            // What only sometimes lacks a field may be another variant then.
            if found.iter().all(|misfit| misfit.why == Why::MaybeMissing) {
                return;
            }
            if found.iter().all(|misfit| misfit.path != self.path || !matches!(misfit.why, Why::Type { .. })) {
                near.push(found);
            }
        }
        match near.pop() {
            // There is only one that was meant.
            Some(found) if near.is_empty() && def.tagging == Tagging::Untagged => self.say(found),
            _ if def.tagging != Tagging::Untagged => self.say(tagged),
            _ => self.type_error(ty, rust),
        }
    }

    /// `{ "card": .. }`, or a string.
    fn external(&mut self, ty: &Ty, rust: &RustTy, def: &'a EnumDef) {
        let readable = || tagged(def);
        let named = self.named(def);
        let has_other = named.has_other;
        let named = |name: &str| named.get(name);
        match ty {
            Ty::Enum(_, values) => {
                let is_unit = |name: &String| match named(name) {
                    Some(variant) => matches!(variant.form, Form::Unit),
                    None => has_other,
                };
                if !values.iter().all(is_unit) {
                    self.type_error(ty, rust);
                }
            }
            Ty::String if has_other => {}
            Ty::Map(_) => {}
            Ty::Record(record) => {
                let sure: Vec<&RecordField> =
                    record.fields.iter().filter(|field| field.presence == Presence::Required).collect();
                match sure.as_slice() {
                    [field] => match named(&field.name) {
                        Some(variant) => {
                            let key = field.name.clone();
                            self.within(&key, |fit| fit.form(&field.ty, &variant.form, &variant.json_name));
                        }
                        None if has_other => {}
                        None => {
                            let known = readable().flat_map(|v| v.read_names().map(str::to_owned)).collect();
                            self.within(&field.name, |fit| fit.push(Why::Unknown { known }));
                        }
                    },
                    // Which of those that may be there is there is not known.
                    [] if !record.fields.is_empty() || record.rest.is_some() => {}
                    _ => self.type_error(ty, rust),
                }
            }
            _ => self.type_error(ty, rust),
        }
    }

    /// A record with a tag; the content stands beside it, or under a key of its own.
    fn by_tag(&mut self, ty: &Ty, rust: &RustTy, def: &'a EnumDef, tag: &str, content: Option<&String>) {
        let map;
        let record = match ty {
            Ty::Record(record) => record,
            Ty::Map(value) => {
                map = Rc::new(Record::of_rest((**value).clone()));
                &map
            }
            _ => return self.type_error(ty, rust),
        };
        let (found, presence) = match (record.get(tag), &record.rest) {
            (Some(field), _) => (&field.ty, field.presence),
            (None, Some(rest)) => (rest, Presence::Maybe),
            (None, None) => return self.within(tag, |fit| fit.push(Why::Missing)),
        };
        if found.is_unknown() || matches!(found, Ty::Opaque(_)) {
            return;
        }
        if presence == Presence::Maybe {
            return self.within(tag, |fit| fit.push(Why::MaybeMissing));
        }
        let Ty::Enum(of, values) = found else {
            if !(self.named(def).has_other && matches!(found, Ty::String | Ty::Timestamp)) {
                self.wrong_tag(found.clone(), def, tag);
            }
            return;
        };
        let Some(meant) = self.meant(values, def, tag) else { return };
        // Literals are there because some way writes each of them; what comes of another type may never be some of it.
        let is_written = of.as_deref().is_none_or(|of| self.is_named(rust, of));
        let rest = without(record, &[tag]);
        self.beside_tag(&rest, &meant, is_written, &|fit, variant, rest| match content {
            Some(content) => fit.adjacent(rest, variant, content, def.deny_unknown),
            // Beside the tag of a unit variant, whatever else is there is passed over.
            None if matches!(variant.form, Form::Unit) => {}
            None => fit.form(&Ty::Record(Rc::new(rest.clone())), &variant.form, &variant.json_name),
        });
    }

    /// The variants that some tags mean; `None` if one means none, which is said.
    fn meant(&mut self, tags: &BTreeSet<String>, def: &'a EnumDef, tag: &str) -> Option<Vec<&'a DataVariant>> {
        let named = self.named(def);
        let mut meant = Vec::new();
        for value in tags {
            match named.get(value) {
                Some(variant) => meant.push(variant),
                None if named.has_other => {}
                None => {
                    self.wrong_tag(Ty::literals([value.as_str()]), def, tag);
                    return None;
                }
            }
        }
        Some(meant)
    }

    /// A tag that means no variant.
    fn wrong_tag(&mut self, found: Ty, def: &EnumDef, tag: &str) {
        let names = || tagged(def).flat_map(|variant| variant.read_names());
        let expected = Ty::literals(names()).brief();
        let among = names().map(str::to_owned).collect();
        self.within(tag, |fit| fit.push(Why::Type { found, expected, among }));
    }

    /// What stands beside a tag that means one of some variants. `look` looks at it as at what one of them holds;
    /// `is_written`: each of them is there on some way.
    fn beside_tag(&mut self, rest: &Record, meant: &[&DataVariant], is_written: bool, look: Look<'_>) {
        let found = match meant {
            [only] => self.attempt(|fit| look(fit, only, rest)),
            // Several variants in one record: which field goes with which is not known, but that one is never
            // there is, and that one is never what its variant takes.
            several => several
                .iter()
                .flat_map(|variant| {
                    let found = self.attempt(|fit| look(fit, variant, rest)).into_iter();
                    let is_sure = |misfit: &Misfit| match misfit.why {
                        Why::Type { .. } if !is_written => false,
                        Why::Missing | Why::Type { .. } => {
                            self.is_whichever(rest, misfit, &|fit, rest| look(fit, variant, rest))
                        }
                        _ => false,
                    };
                    found.filter(is_sure).collect::<Vec<_>>()
                })
                .collect(),
        };
        self.say(found);
    }

    /// The variants that are read by their name.
    fn named(&self, def: &'a EnumDef) -> Rc<Named<'a>> {
        self.names.0.borrow_mut().entry(&raw const *def).or_insert_with(|| Rc::new(Named::of(def))).clone()
    }

    /// Whether a Rust type is the one of a name.
    fn is_named(&self, rust: &RustTy, name: &str) -> bool {
        matches!(rust, RustTy::Def(id) if self.contract.def(*id).is_some_and(|def| def.name == name))
    }

    /// Whether a record is at fault whichever part of what stands on the way to the place it is.
    fn is_whichever(&self, record: &Record, misfit: &Misfit, look: &dyn Fn(&mut Fit<'_>, &Record)) -> bool {
        let keys = misfit.path.get(self.path.len()..).unwrap_or_default();
        let Some((above, parts)) = parts_on(record, keys) else { return misfit.why == Why::Missing };
        let steps: Vec<Step> = above.iter().cloned().map(Step::Key).collect();
        let (whole, at) = (Ty::Record(Rc::new(record.clone())), &[self.path.as_slice(), above].concat());
        parts.len() <= PARTS
            && parts.iter().all(|part| match whole.refine(&steps, &Refine::Value(&|_| part.clone())) {
                Ty::Record(record) => {
                    self.attempt(|fit| look(fit, &record)).iter().any(|other| other.path.starts_with(at))
                }
                _ => false,
            })
    }

    /// What stands beside the tag of an adjacently tagged enum.
    fn adjacent(&mut self, rest: &Record, variant: &DataVariant, content: &String, deny_unknown: bool) {
        let is_optional = match &variant.form {
            Form::Unit | Form::Skipped => true,
            Form::Newtype(part) => self.is_option(&part.ty),
            Form::Tuple(_) | Form::Struct(_) => false,
        };
        self.in_variant(&variant.json_name, |fit| match (rest.get(content), &rest.rest) {
            (Some(field), _) if field.presence == Presence::Maybe && !is_optional => {
                fit.within(content, |fit| fit.push(Why::MaybeMissing));
            }
            (Some(field), _) => {
                fit.within(content, |fit| fit.form(&field.ty, &variant.form, &variant.json_name));
            }
            (None, None) if !is_optional => fit.within(content, |fit| fit.push(Why::Missing)),
            (None, _) => {}
        });
        if deny_unknown {
            self.only(rest, std::slice::from_ref(content));
        }
    }

    /// The content of a variant.
    fn form(&mut self, ty: &Ty, form: &Form, name: &str) {
        self.in_variant(name, |fit| match (form, ty) {
            (Form::Skipped, _) => {}
            (Form::Unit, Ty::Null | Ty::Any | Ty::Error | Ty::Never | Ty::Opaque(_)) => {}
            (Form::Unit, _) => fit.push(type_of(ty, "null")),
            (Form::Newtype(part), Ty::Record(record))
                if matches!(part.ty, RustTy::Unit) && record.fields.is_empty() => {}
            (Form::Newtype(part), _) => fit.check(ty, &part.ty),
            (Form::Tuple(tuple), _) => {
                let parts = tuple.parts.iter().map(|part| part.ty.clone()).collect();
                fit.check(ty, &RustTy::Tuple(parts));
            }
            (Form::Struct(fields), Ty::Record(record)) => fit.fields(record, fields),
            (Form::Struct(fields), Ty::Map(value)) => {
                fit.fields(&Record::of_rest((**value).clone()), fields);
            }
            (Form::Struct(_), Ty::Union(members)) => {
                for member in members.iter() {
                    fit.form(member, form, name);
                }
            }
            (Form::Struct(_), Ty::Any | Ty::Error | Ty::Never | Ty::Opaque(_)) => {}
            (Form::Struct(_), _) => fit.push(type_of(ty, "an object")),
        });
    }

    /// Adds misfits, each once.
    fn say(&mut self, found: Vec<Misfit>) {
        for misfit in found {
            if !self.found.contains(&misfit) {
                self.found.push(misfit);
            }
        }
    }

    /// Looks at what is in a variant.
    fn in_variant(&mut self, name: &str, f: impl FnOnce(&mut Self)) {
        let outer = self.variant.replace(name.to_owned());
        f(self);
        self.variant = outer;
    }
}

/// What may stand on the way along some keys, part by part, where it is first one of several, or else at its end; with
/// the keys that lead there. `None` if that cannot be told.
fn parts_on<'k>(record: &Record, keys: &'k [String]) -> Option<(&'k [String], Vec<Ty>)> {
    let mut record = Rc::new(record.clone());
    let mut found: Option<(&[String], Vec<Ty>)> = None;
    for (at, key) in keys.iter().enumerate() {
        let Some(field) = record.get(key) else {
            // Nothing is there.
            return found.filter(|_| record.rest.is_none());
        };
        let parts = parts_of(&field.ty);
        let inner = match parts.as_slice() {
            _ if field.presence != Presence::Required => return None,
            [Ty::Record(inner)] => Some(inner.clone()),
            // Which item of a list it is cannot be told.
            [_] if at + 1 < keys.len() => return None,
            _ => None,
        };
        found = Some((keys.get(..=at)?, parts));
        match inner {
            Some(inner) => record = inner,
            None => break,
        }
    }
    found
}

/// A type part by part, each literal one of its own.
fn parts_of(ty: &Ty) -> Vec<Ty> {
    let parts = ty.members().iter().flat_map(|member| match member {
        Ty::Enum(name, values) => {
            values.iter().map(|value| Ty::Enum(name.clone(), Rc::new([value.clone()].into()))).collect()
        }
        other => vec![other.clone()],
    });
    parts.take(PARTS + 1).collect()
}

/// That a value is of another type.
fn type_of(found: &Ty, expected: &str) -> Why {
    Why::Type { found: found.clone(), expected: expected.to_owned(), among: Vec::new() }
}

/// The variants that are read by their name.
fn tagged(def: &EnumDef) -> impl Iterator<Item = &DataVariant> {
    def.variants.iter().filter(|variant| !variant.skip_read && !variant.untagged)
}
