//! Which types do not write all that they hold: their values are taken through the JSON form once.

use crate::types::contract::{
    Contract, DefaultValue, EnumDef, Form, JsonForm, RustTy, Skip, StructDef, Tagging, TupleDef, TypeId, TypeKind,
    Whole,
};

/// How many definitions inside one another are looked at; what is deeper may be anything.
const DEPTH: usize = 64;

/// Whether a value of a type may hold what its JSON form does not show, or be read back as another one.
#[must_use]
pub fn may_lose(ty: &RustTy, contract: &Contract, seen: &mut Vec<TypeId>) -> bool {
    match ty {
        RustTy::F32 | RustTy::Opaque(_) => true,
        RustTy::Coded(coded) => match &coded.form {
            JsonForm::Like(like) => coded.with || may_lose(like, contract, seen),
            JsonForm::Int(..) | JsonForm::Map(..) => true,
        },
        RustTy::Option(inner) => writes_null(inner, contract, 0) || may_lose(inner, contract, seen),
        RustTy::Vec(inner) | RustTy::Box(inner) | RustTy::Map(inner, _) => may_lose(inner, contract, seen),
        RustTy::Tuple(parts) => parts.iter().any(|part| may_lose(part, contract, seen)),
        RustTy::Def(id) => {
            if seen.contains(id) {
                return false;
            }
            if seen.len() >= DEPTH {
                return true;
            }
            seen.push(*id);
            match contract.def(*id).map(|def| &def.kind) {
                Some(TypeKind::Struct(def)) => fields_may_lose(def, contract, seen),
                Some(TypeKind::Union(def)) => variants_may_lose(def, contract, seen),
                Some(TypeKind::Tuple(def)) => parts_may_lose(def, contract, seen),
                Some(TypeKind::Newtype(inner)) => may_lose(&inner.ty, contract, seen),
                Some(TypeKind::Whole(whole)) => match &whole.form {
                    JsonForm::Like(like) => !whole.exact || may_lose(like, contract, seen),
                    JsonForm::Int(..) => !whole.exact,
                    JsonForm::Map(_, value) => !whole.exact || may_lose(value, contract, seen),
                },
                Some(TypeKind::Enum(_) | TypeKind::Unit) => false,
                Some(TypeKind::Opaque(_)) | None => true,
            }
        }
        _ => false,
    }
}

fn fields_may_lose(def: &StructDef, contract: &Contract, seen: &mut Vec<TypeId>) -> bool {
    def.fields.iter().any(|field| {
        // A key may be there twice.
        field.flatten
            || matches!(field.skip_write, Skip::Always | Skip::Sometimes | Skip::Unknown)
            || (field.skip_write == Skip::IfNone
                && field.default.is_some()
                && !matches!(field.default, Some(DefaultValue::Default)))
            || field.skip_read
            || field.read_name.is_some()
            || may_lose(&field.ty, contract, seen)
    })
}

fn parts_may_lose(def: &TupleDef, contract: &Contract, seen: &mut Vec<TypeId>) -> bool {
    def.is_partial || def.parts.iter().any(|part| may_lose(&part.ty, contract, seen))
}

fn variants_may_lose(def: &EnumDef, contract: &Contract, seen: &mut Vec<TypeId>) -> bool {
    def.variants.iter().any(|variant| {
        // Without a tag, an earlier variant may be read that looks the same.
        variant.untagged
            || def.tagging == Tagging::Untagged
            || variant.skip_write
            || variant.skip_read
            || variant.read_name.is_some()
            || match &variant.form {
                Form::Unit | Form::Skipped => false,
                // Beside the tag, a content may have a key of that name, or be `null`.
                Form::Newtype(part) => {
                    matches!(def.tagging, Tagging::Internal(_)) || may_lose(&part.ty, contract, seen)
                }
                Form::Tuple(parts) => parts_may_lose(parts, contract, seen),
                Form::Struct(fields) => fields_may_lose(fields, contract, seen),
            }
    })
}

/// Whether a value of a type may be written as `null`.
pub(super) fn writes_null(ty: &RustTy, contract: &Contract, depth: u32) -> bool {
    // A newtype may hold itself in a box.
    if depth > 32 {
        return true;
    }
    match ty {
        RustTy::Option(_) | RustTy::Unit | RustTy::Value | RustTy::Opaque(_) | RustTy::Coded(_) => true,
        RustTy::Box(inner) => writes_null(inner, contract, depth + 1),
        RustTy::Def(id) => match contract.def(*id).map(|def| &def.kind) {
            Some(TypeKind::Newtype(inner)) => writes_null(&inner.ty, contract, depth + 1),
            Some(TypeKind::Union(def)) => {
                def.tagging == Tagging::Untagged || def.variants.iter().any(|variant| variant.untagged)
            }
            Some(TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Tuple(_)) => false,
            Some(TypeKind::Whole(Whole { form: JsonForm::Like(like), exact: true })) => {
                writes_null(like, contract, depth + 1)
            }
            Some(TypeKind::Whole(Whole { form: JsonForm::Int(..) | JsonForm::Map(..), exact: true })) => false,
            Some(TypeKind::Unit | TypeKind::Opaque(_) | TypeKind::Whole(_)) | None => true,
        },
        _ => false,
    }
}
