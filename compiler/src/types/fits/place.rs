//! Which Rust type a contract wants at a place in what it accepts.

use super::Misfit;
use crate::types::{
    Contract,
    contract::{EnumDef, Field, Form, JsonForm, RustTy, StructDef, Tagging, TuplePart, TypeKind},
};

/// The key of a [`Misfit`] that stands for any item of a list.
pub(crate) const ANY_ITEM: &str = "[]";
/// The one that stands for any key of a map.
pub(crate) const ANY_KEY: &str = "[key]";

/// How many definitions inside one another are seen through.
const DEPTH: u32 = 64;

/// What is wanted at a place.
enum Wanted<'a> {
    /// A type.
    Type(&'a RustTy),
    /// What a variant of an enum holds.
    Form(&'a Form),
}

/// The Rust type at the keys of a [`Misfit`]; `None` where several variants of an enum have one there, and among what is
/// flattened.
#[must_use]
pub fn accepted_at<'a>(contract: &'a Contract, rust: &'a RustTy, path: &[String]) -> Option<&'a RustTy> {
    match wanted_at(contract, rust, path)? {
        Wanted::Type(rust) | Wanted::Form(Form::Newtype(TuplePart { ty: rust, .. })) => Some(rust),
        Wanted::Form(_) => None,
    }
}

/// The struct at the keys of a [`Misfit`], or that of a variant, with the key of its tag; `None` if something else is wanted
/// there, or it is not known which. `tag` is the text that stands under a key of the object there.
pub(crate) fn struct_at<'a>(
    contract: &'a Contract,
    rust: &'a RustTy,
    path: &[String],
    tag: &dyn Fn(&str) -> Option<String>,
) -> Option<(&'a StructDef, Option<&'a str>)> {
    let rust = match wanted_at(contract, rust, path)? {
        Wanted::Type(rust) => rust,
        Wanted::Form(form) => return struct_of(contract, form).map(|def| (def, None)),
    };
    let RustTy::Def(id) = bare(contract, rust)? else { return None };
    match &contract.def(*id)?.kind {
        TypeKind::Struct(def) => Some((def, def.tag.as_ref().map(|tag| tag.key.as_str()))),
        TypeKind::Union(union) => {
            let Tagging::Internal(key) = &union.tagging else { return None };
            let name = tag(key)?;
            let mut readable = union.variants.iter().filter(|variant| !variant.skip_read && !variant.untagged);
            let variant = readable.find(|variant| variant.read_names().any(|known| *known == *name))?;
            struct_of(contract, &variant.form).map(|def| (def, Some(key.as_str())))
        }
        _ => None,
    }
}

/// Whether a struct on the way along some keys has no such field, whatever else is there: what stands there is passed over.
pub(crate) fn is_passed_over(contract: &Contract, rust: &RustTy, path: &[String]) -> bool {
    path.iter().enumerate().any(|(at, key)| {
        let def = path.get(..at).and_then(|above| struct_at(contract, rust, above, &|_| None));
        def.is_some_and(|(def, _)| !def.is_flattened() && !def.fields.iter().any(|field| reads(field, key)))
    })
}

fn reads(field: &Field, key: &str) -> bool {
    !field.skip_read && field.read_names().any(|name| name == key)
}

/// What is wanted at some keys.
fn wanted_at<'a>(contract: &'a Contract, rust: &'a RustTy, path: &[String]) -> Option<Wanted<'a>> {
    let mut at = Wanted::Type(rust);
    for key in path {
        at = match at {
            Wanted::Type(rust) => inside(contract, bare(contract, rust)?, key)?,
            Wanted::Form(form) => Wanted::Type(in_form(contract, form, key)?),
        };
    }
    Some(at)
}

/// The struct that a variant holds.
fn struct_of<'a>(contract: &'a Contract, form: &'a Form) -> Option<&'a StructDef> {
    match form {
        Form::Struct(def) => Some(def),
        Form::Newtype(part) => match bare(contract, &part.ty)? {
            RustTy::Def(id) => match &contract.def(*id)?.kind {
                TypeKind::Struct(def) => Some(def),
                _ => None,
            },
            _ => None,
        },
        Form::Unit | Form::Tuple(_) | Form::Skipped => None,
    }
}

/// A type without what JSON does not show.
fn bare<'a>(contract: &'a Contract, rust: &'a RustTy) -> Option<&'a RustTy> {
    let mut at = rust;
    for _ in 0..DEPTH {
        at = match at {
            RustTy::Box(inner) | RustTy::Option(inner) => inner,
            RustTy::Coded(coded) => match &coded.form {
                JsonForm::Like(like) => like,
                _ => return Some(at),
            },
            RustTy::Def(id) => match &contract.def(*id)?.kind {
                TypeKind::Newtype(newtype) => &newtype.ty,
                TypeKind::Whole(whole) => match &whole.form {
                    JsonForm::Like(like) => like,
                    _ => return Some(at),
                },
                _ => return Some(at),
            },
            _ => return Some(at),
        };
    }
    None
}

fn inside<'a>(contract: &'a Contract, rust: &'a RustTy, key: &str) -> Option<Wanted<'a>> {
    let part = match rust {
        RustTy::Vec(item) => (key == ANY_ITEM || item_of(key).is_some()).then_some(&**item),
        RustTy::Tuple(parts) => parts.get(item_of(key)?),
        RustTy::Map(value, _) => Some(&**value),
        RustTy::Def(id) => match &contract.def(*id)?.kind {
            TypeKind::Struct(def) => in_struct(def, key),
            TypeKind::Tuple(tuple) => tuple.parts.get(item_of(key)?).map(|part| &part.ty),
            TypeKind::Union(union) => return in_enum(contract, union, key),
            _ => None,
        },
        _ => None,
    };
    part.map(Wanted::Type)
}

/// The index that a key like `[0]` of a [`Misfit`] means.
pub(crate) fn item_of(key: &str) -> Option<usize> {
    key.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

fn in_struct<'a>(def: &'a StructDef, key: &str) -> Option<&'a RustTy> {
    let field = def.fields.iter().find(|field| field.read_names().any(|name| name == key));
    field.filter(|_| !def.is_flattened()).map(|field| &field.ty)
}

fn in_form<'a>(contract: &'a Contract, form: &'a Form, key: &str) -> Option<&'a RustTy> {
    match form {
        Form::Struct(def) => in_struct(def, key),
        Form::Tuple(tuple) => tuple.parts.get(item_of(key)?).map(|part| &part.ty),
        Form::Newtype(part) => match bare(contract, &part.ty)? {
            RustTy::Def(id) => match &contract.def(*id)?.kind {
                TypeKind::Struct(def) => in_struct(def, key),
                _ => None,
            },
            RustTy::Vec(item) => (key == ANY_ITEM || item_of(key).is_some()).then_some(&**item),
            _ => None,
        },
        Form::Unit | Form::Skipped => None,
    }
}

fn in_enum<'a>(contract: &'a Contract, def: &'a EnumDef, key: &str) -> Option<Wanted<'a>> {
    match &def.tagging {
        Tagging::External => {
            let variant = def.variants.iter().find(|variant| variant.read_names().any(|name| name == key));
            variant.filter(|variant| !variant.untagged).map(|variant| Wanted::Form(&variant.form))
        }
        Tagging::Internal(tag) if tag != key => {
            let mut found = def.variants.iter().filter_map(|variant| in_form(contract, &variant.form, key));
            let only = found.next()?;
            found.next().is_none().then_some(Wanted::Type(only))
        }
        _ => None,
    }
}

impl Misfit {
    /// Whether a field of the object at some keys is wrong, the object itself, or what it stands in.
    #[must_use]
    pub fn is_about(&self, object: &[String]) -> bool {
        object.starts_with(&self.path) || self.path.split_last().is_some_and(|(_, parent)| parent == object)
    }

    /// Whether it is the same slip as another one, seen nearer: it lies at the same keys behind a place, or below.
    #[must_use]
    pub fn is_at(&self, rest: &[String]) -> bool {
        let is_item = |key: &str| key.starts_with('[') && key != ANY_KEY;
        self.path.len() >= rest.len()
            && self.path.iter().zip(rest).all(|(mine, key)| mine == key || (is_item(mine) && is_item(key)))
    }
}
