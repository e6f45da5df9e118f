//! Whether what a definition writes is what a Rust type of the contract accepts, and if not, why.

mod flatten;
mod keys;
mod place;
mod variants;

pub use place::accepted_at;
pub(crate) use place::{ANY_ITEM, ANY_KEY, is_passed_over, item_of, struct_at};

use std::cell::Cell;

use variants::Names;

use crate::types::{
    Contract, Presence, Record, Ty,
    contract::{JsonForm, MapTy, RustTy, StructDef, TypeKind},
    of_rust::Written,
    ty::{Class, is_timestamp},
};

/// One reason why a value is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The keys that lead to it; items of a list are `[]`, or `[0]` where it is known which.
    pub path: Vec<String>,
    /// The variant of an enum that wants it so, as JSON names it.
    pub variant: Option<String>,
    /// What is wrong there.
    pub why: Why,
}

/// How long a type is told of which only `null` is likely wrong.
const NULLABLE: usize = 36;

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A field that must be there is not.
    Missing,
    /// A field that must be there is only sometimes.
    MaybeMissing,
    /// A field that is not accepted, beside those that are.
    Unknown {
        /// The accepted ones.
        known: Vec<String>,
    },
    /// None of the keys that stand for a variant is there.
    NoVariant {
        /// Those keys.
        known: Vec<String>,
    },
    /// A key of a map that its key type does not take.
    Key {
        /// What is accepted, for people.
        expected: String,
        /// The keys that are accepted, if only some are.
        among: Vec<String>,
    },
    /// A value of another type.
    Type {
        /// What it is.
        found: Ty,
        /// What is accepted, for people.
        expected: String,
        /// The strings that are accepted, if only some are.
        among: Vec<String>,
    },
}

impl Misfit {
    /// The reason in words; `whole` is how the value itself is called.
    #[must_use]
    pub fn words(&self, whole: &str) -> String {
        let mut name = match self.path.as_slice() {
            [] => whole.to_owned(),
            [item] if item == ANY_ITEM => format!("an item of {whole}"),
            path => format!("`{}`", shown(path)),
        };
        if let (Some(variant), Why::Missing | Why::MaybeMissing | Why::Unknown { .. }) = (&self.variant, &self.why) {
            name.push_str(&format!(" of `{variant}`"));
        }
        match &self.why {
            Why::Missing => format!("field {name} is missing"),
            Why::MaybeMissing => format!("field {name} may be missing"),
            Why::Unknown { .. } => format!("field {name} is not one that is accepted"),
            Why::Key { expected, .. } => format!("the key of {name} is not {expected}"),
            Why::NoVariant { known } => {
                let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
                format!("{name} has none of the keys {}", known.join(", "))
            }
            Why::Type { found: Ty::Null, expected, .. } => format!("{name} is null, expected {expected}"),
            Why::Type { found, expected, .. }
                if found.may_be(Class::Null) && !found.without(Class::Null).is_never() =>
            {
                let other = found.without(Class::Null).cut(NULLABLE);
                format!("{name} may be null (it is {other} | null), expected {expected}")
            }
            Why::Type { found, expected, .. } => format!("{name} is {}, expected {expected}", found.in_message()),
        }
    }
}

/// Keys as people write them: `results[0].kind`.
fn shown(path: &[String]) -> String {
    let mut text = String::new();
    for key in path {
        if !text.is_empty() && !key.starts_with('[') {
            text.push('.');
        }
        text.push_str(key);
    }
    text
}

/// Every reason why a value of a type is not accepted by a Rust type; none if it is.
#[must_use]
pub fn misfits(contract: &Contract, written: &Written<'_>, ty: &Ty, rust: &RustTy) -> Vec<Misfit> {
    let (left, names) = (Cell::new(CHECKS), Names::default());
    let mut fit = Fit {
        contract,
        written,
        left: &left,
        names: &names,
        depth: 0,
        path: Vec::new(),
        variant: None,
        found: Vec::new(),
    };
    fit.check(ty, rust);
    fit.found
}

/// How many pairs of types are looked at. An enum without tags is tried variant by variant, and may hold itself.
const CHECKS: u32 = 50_000;
/// How deep types are followed.
const DEPTH: u32 = 128;

struct Fit<'a> {
    contract: &'a Contract,
    written: &'a Written<'a>,
    /// How many pairs may still be looked at; what is beyond is taken to fit.
    left: &'a Cell<u32>,
    /// The variants of the enums that were met, by name.
    names: &'a Names<'a>,
    depth: u32,
    path: Vec<String>,
    /// The variant whose fields are looked at.
    variant: Option<String>,
    found: Vec<Misfit>,
}

impl<'a> Fit<'a> {
    fn check(&mut self, ty: &Ty, rust: &RustTy) {
        let left = self.left.get();
        if left == 0 || self.depth >= DEPTH {
            return;
        }
        self.left.set(left - 1);
        self.depth += 1;
        self.pair(ty, rust);
        self.depth -= 1;
    }

    fn pair(&mut self, ty: &Ty, rust: &RustTy) {
        let accepted = match (ty, rust) {
            (Ty::Never | Ty::Any | Ty::Error | Ty::Opaque(_), _) | (_, RustTy::Value | RustTy::Opaque(_)) => true,
            (_, RustTy::Box(inner)) => return self.check(ty, inner),
            (Ty::Null, RustTy::Option(_)) => true,
            (_, RustTy::Option(inner)) => return self.check(&ty.without(Class::Null), inner),
            (_, RustTy::Coded(coded)) => return self.json_form(ty, &coded.form, rust),
            (_, RustTy::Def(id)) => {
                let Some(def) = self.contract.def(*id) else { return };
                match &def.kind {
                    TypeKind::Newtype(newtype) => return self.check(ty, &newtype.ty),
                    TypeKind::Whole(whole) => return self.json_form(ty, &whole.form, rust),
                    TypeKind::Opaque(_) => true,
                    _ if self.each(ty, rust) => return,
                    TypeKind::Unit => *ty == Ty::Null,
                    TypeKind::Union(union) => return self.variants(ty, rust, union),
                    TypeKind::Tuple(tuple) => {
                        return self.parts(ty, rust, tuple.parts.iter().map(|part| &part.ty).collect());
                    }
                    TypeKind::Enum(variants) => match ty {
                        Ty::Enum(_, values) => values
                            .iter()
                            .all(|value| variants.iter().any(|v| v.json_name == *value || v.aliases.contains(value))),
                        _ => false,
                    },
                    TypeKind::Struct(def) => match ty {
                        Ty::Record(record) => return self.fields(record, def),
                        Ty::Map(value) => {
                            let rest = Some((**value).clone());
                            return self.fields(&Record { rest, ..Record::default() }, def);
                        }
                        _ => false,
                    },
                }
            }
            _ if self.each(ty, rust) => return,
            (_, RustTy::Tuple(parts)) => return self.parts(ty, rust, parts.iter().collect()),
            (Ty::Null, RustTy::Unit)
            | (Ty::Bool(_), RustTy::Bool)
            | (Ty::Int(..) | Ty::Float, RustTy::F32 | RustTy::F64)
            | (Ty::String | Ty::Timestamp | Ty::Enum(..), RustTy::String) => true,
            // Part of the range is enough: a value outside is refused when it comes.
            (Ty::Int(low, high), RustTy::Int(int)) => {
                let (least, greatest) = int.range();
                *low <= greatest && least <= *high
            }
            (Ty::Enum(_, values), RustTy::Timestamp) => values.iter().any(|value| reads_as_instant(value)),
            // A plain string may be a timestamp.
            (_, RustTy::Timestamp) => ty.may_be(Class::Timestamp) && ty.is_all(Class::String),
            (Ty::List(_) | Ty::Items(_), RustTy::Vec(accepted)) => {
                let item = ty.item();
                return self.within(ANY_ITEM, |fit| fit.check(&item, accepted));
            }
            (Ty::Tuple(items), RustTy::Vec(accepted)) => {
                for (at, item) in items.iter().enumerate() {
                    self.within(&format!("[{at}]"), |fit| fit.check(item, accepted));
                }
                return;
            }
            (Ty::Map(value), RustTy::Map(accepted, _)) => {
                return self.within(ANY_KEY, |fit| fit.check(value, accepted));
            }
            (Ty::Record(record), RustTy::Map(accepted, _)) => {
                for field in &record.fields {
                    self.within(&field.name, |fit| fit.check(&field.ty, accepted));
                }
                if let Some(rest) = &record.rest {
                    self.within(ANY_KEY, |fit| fit.check(rest, accepted));
                }
                return;
            }
            _ => false,
        };
        if !accepted {
            self.type_error(ty, rust);
        }
    }

    fn json_form(&mut self, ty: &Ty, form: &JsonForm, rust: &RustTy) {
        match form {
            JsonForm::Like(like) => self.check(ty, like),
            JsonForm::Int(least, greatest) => match ty {
                Ty::Int(low, high) if low <= greatest && least <= high => {}
                _ if self.each(ty, rust) => {}
                _ => self.type_error(ty, rust),
            },
            JsonForm::Map(key, value) => {
                let map = RustTy::Map(Box::new(value.clone()), MapTy::BTree);
                if self.each(ty, rust) {
                    return;
                }
                if let Ty::Record(record) = ty {
                    self.keys(record, key);
                }
                self.check(ty, &map);
            }
        }
    }

    /// Whether the type is a union; then each member has been checked, and the whole is named if one fails.
    fn each(&mut self, ty: &Ty, rust: &RustTy) -> bool {
        let Ty::Union(members) = ty else { return false };
        let before = self.found.len();
        for member in members.iter() {
            self.check(member, rust);
        }
        // A member that is refused as a whole says less than the whole type does.
        let path = &self.path;
        let whole = |misfit: &Misfit| misfit.path == *path && matches!(misfit.why, Why::Type { .. });
        if self.found.iter().skip(before).any(whole) {
            self.found.truncate(before);
            self.type_error(ty, rust);
        }
        true
    }

    /// A list of fixed length.
    fn parts(&mut self, ty: &Ty, rust: &RustTy, parts: Vec<&RustTy>) {
        match ty {
            Ty::Tuple(items) if items.len() == parts.len() => {
                for (at, (item, part)) in items.iter().zip(parts).enumerate() {
                    self.within(&format!("[{at}]"), |fit| fit.check(item, part));
                }
            }
            // How many items there are is not known, nor which of them is which.
            Ty::List(_) | Ty::Items(_) => {
                let item = ty.item();
                let fits = |part: &&RustTy| self.attempt(|fit| fit.check(&item, part)).is_empty();
                if !parts.is_empty() && !parts.iter().any(fits) {
                    self.type_error(ty, rust);
                }
            }
            _ => self.type_error(ty, rust),
        }
    }

    fn fields(&mut self, record: &Record, def: &StructDef) {
        for field in def.fields.iter().filter(|field| !field.skip_read && !field.flatten) {
            let optional = field.default.is_some() || def.default.is_some() || self.is_option(&field.ty);
            let key = field.read_names().next().unwrap_or(&field.json_name);
            let found = field.read_names().find_map(|name| record.get(name));
            match (found, &record.rest) {
                (Some(found), _) => {
                    if found.presence == Presence::Maybe && !optional {
                        self.within(key, |fit| fit.push(Why::MaybeMissing));
                    } else {
                        self.within(key, |fit| fit.check(&found.ty, &field.ty));
                    }
                }
                (None, Some(rest)) => {
                    if !rest.is_unknown() && !optional {
                        self.within(key, |fit| fit.push(Why::MaybeMissing));
                    } else {
                        self.within(key, |fit| fit.check(rest, &field.ty));
                    }
                }
                (None, None) if !optional => self.within(key, |fit| fit.push(Why::Missing)),
                (None, None) => {}
            }
        }
        if def.is_flattened() {
            return self.flattened(record, def);
        }
        if def.deny_unknown {
            let known: Vec<String> = def
                .fields
                .iter()
                .filter(|field| !field.skip_read)
                .flat_map(|field| field.read_names().map(str::to_owned))
                .collect();
            self.only(record, &known);
        }
    }

    /// No other keys than these.
    fn only(&mut self, record: &Record, known: &[String]) {
        for field in record.fields.iter().filter(|field| !known.iter().any(|name| **name == *field.name)) {
            self.within(&field.name, |fit| fit.push(Why::Unknown { known: known.to_vec() }));
        }
    }

    /// What a check would find here, without saying it.
    fn attempt(&self, f: impl FnOnce(&mut Fit<'a>)) -> Vec<Misfit> {
        let mut fit = Fit { path: self.path.clone(), variant: self.variant.clone(), found: Vec::new(), ..*self };
        f(&mut fit);
        fit.found
    }

    fn is_option(&self, rust: &RustTy) -> bool {
        let mut rust = rust;
        // Newtypes cannot nest without end in Rust; the bound guards against a contract that says they do.
        for _ in 0..32 {
            rust = match rust {
                RustTy::Option(_) => return true,
                RustTy::Box(inner) => inner,
                RustTy::Def(id) => match self.contract.def(*id).map(|def| &def.kind) {
                    Some(TypeKind::Newtype(newtype)) => &newtype.ty,
                    Some(TypeKind::Whole(whole)) => match &whole.form {
                        JsonForm::Like(like) => like,
                        JsonForm::Int(..) | JsonForm::Map(..) => return false,
                    },
                    Some(TypeKind::Opaque(_)) => return true,
                    _ => return false,
                },
                RustTy::Coded(coded) => match &coded.form {
                    JsonForm::Like(like) if !coded.with => like,
                    _ => return false,
                },
                RustTy::Opaque(_) => return true,
                _ => return false,
            };
        }
        true
    }

    fn within(&mut self, key: &str, f: impl FnOnce(&mut Self)) {
        self.path.push(key.to_owned());
        f(self);
        self.path.pop();
    }

    fn push(&mut self, why: Why) {
        let misfit = Misfit { path: self.path.clone(), variant: self.variant.clone(), why };
        // Each type of a union may say the same.
        if !self.found.contains(&misfit) {
            self.found.push(misfit);
        }
    }

    fn type_error(&mut self, ty: &Ty, rust: &RustTy) {
        let expected = self.expected(rust);
        let among = match self.written.ty(rust) {
            Ty::Enum(_, values) => values.iter().cloned().collect(),
            _ => Vec::new(),
        };
        self.push(Why::Type { found: ty.clone(), expected, among });
    }

    fn expected(&self, rust: &RustTy) -> String {
        let ty = self.written.ty(rust).in_message();
        match rust {
            RustTy::Def(id) => match self.contract.def(*id) {
                // Variants are told behind the name of their enum.
                Some(def) => match ty.strip_prefix(def.name.as_str()).filter(|rest| rest.starts_with(" (")) {
                    Some(rest) => format!("`{}`{rest}", def.name),
                    None => format!("`{}`: {ty}", def.name),
                },
                None => ty,
            },
            RustTy::Int(int) => match self.written.ty(rust) {
                Ty::Int(0, _) => format!("{ty} (`{}`)", int.name()),
                _ => ty,
            },
            _ => ty,
        }
    }
}

/// Whether a text may be read as a point in time: libraries are laxer than RFC 3339, each in its own way.
fn reads_as_instant(text: &str) -> bool {
    let has_parts = text.starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c)) && text.contains(':');
    has_parts || is_timestamp(text) || text.parse::<jiff::Timestamp>().is_ok()
}
