//! Fields of structs as serde reads them: under which keys, and what one becomes that is not there.

use crate::{
    lower::{plan::Expr, resolve::is_coded},
    types::contract::{DefaultValue, Field, RustTy, StructDef, TypeDef},
};

/// A struct literal from what is given for its fields by name. `None` where only serde knows.
pub(super) fn struct_of(def: &TypeDef, wanted: &StructDef, given: impl Fn(&Field) -> Option<Expr>) -> Option<Expr> {
    let mut out = Vec::new();
    for field in &wanted.fields {
        let value = if field.skip_read {
            default_of(field)?
        } else if !plain(field) {
            return None;
        } else {
            match given(field) {
                Some(value) => value,
                None => absent(field)?,
            }
        };
        out.push((field.rust_name.clone(), value));
    }
    Some(Expr::Struct(def.path.clone(), out))
}

/// The key a field is read from.
pub(super) fn read_name(field: &Field) -> &str {
    field.read_name.as_deref().unwrap_or(&field.json_name)
}

/// All keys that mean a field, on reading and on writing.
pub(super) fn names(field: &Field) -> impl Iterator<Item = &String> {
    std::iter::once(&field.json_name).chain(&field.read_name).chain(&field.aliases)
}

/// Whether a field is read as its type would be, under one name.
pub(super) fn plain(field: &Field) -> bool {
    field.aliases.is_empty() && !is_coded(&field.ty)
}

/// What a field becomes that is not there. `None`: serde refuses.
pub(super) fn absent(field: &Field) -> Option<Expr> {
    match (&field.default, &field.ty) {
        (Some(_), _) => default_of(field),
        (None, RustTy::Option(_)) => Some(Expr::None),
        (None, _) => None,
    }
}

/// What serde puts in the place of a field that it does not read. `None`: only serde knows, for a path with type arguments
/// stands as it was written, where the names in it may mean something else than here.
pub(super) fn default_of(field: &Field) -> Option<Expr> {
    match &field.default {
        Some(DefaultValue::Path(path)) if path.contains('<') => None,
        Some(DefaultValue::Path(path)) => Some(Expr::CallPath(path.clone())),
        Some(DefaultValue::Default) | None => Some(Expr::Default),
    }
}
