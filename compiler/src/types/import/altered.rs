//! Attributes that make a type other than its fields: `from` with `into`, `tag` on a struct, `#[cfg]` on a field, and
//! what serde_with skips.

use super::{head::names, module::ModuleId, serde_attr::Serde, types::Importer};
use crate::{
    source::Span,
    types::contract::{DefaultValue, Field, JsonForm, RustTy, Skip, StructDef, Tag, TypeKind, Whole},
};

impl Importer<'_> {
    /// What `from`, `try_from` and `into` make of an item: it is written and read as another type.
    pub(super) fn converted(&mut self, module: ModuleId, name: &str, serde: &Serde) -> Option<TypeKind> {
        let (into, from) = match (&serde.into, &serde.from) {
            (None, None) => return None,
            (Some(into), Some(from)) => (into, from),
            (Some(_), None) => {
                return Some(TypeKind::Opaque(format!("`{name}` is written as another type than it is read from")));
            }
            (None, Some(_)) => {
                return Some(TypeKind::Opaque(format!("`{name}` is read from another type than it is written as")));
            }
        };
        let scope = self.scope_of(module);
        let (into, from) = (self.rust_ty(into, &scope), self.rust_ty(from, &scope));
        Some(if into == from {
            // The conversions may change what they are given.
            TypeKind::Whole(Whole { form: JsonForm::Like(into), exact: false })
        } else {
            TypeKind::Opaque(format!("`{name}` is read from another type than it is written as"))
        })
    }
}

/// A field of which the build decides whether it is there.
pub(super) fn conditional(
    rust_name: String,
    json_name: String,
    read_name: Option<String>,
    aliases: Vec<String>,
    span: Span,
) -> Field {
    Field {
        rust_name,
        json_name,
        read_name,
        aliases,
        ty: RustTy::Value,
        span,
        skip_write: Skip::Unknown,
        skip_read: false,
        default: Some(DefaultValue::Default),
        flatten: false,
        visible: false,
    }
}

/// A struct with the key that its tag writes.
pub(super) fn tagged(name: &str, def: StructDef, tag: Option<Tag>) -> Result<StructDef, String> {
    if let Some(tag) = &tag {
        let key = &tag.key;
        if def.deny_unknown {
            return Err(format!("`{name}` does not read the key `{key}` that it writes as its tag"));
        }
        if def.fields.iter().any(|field| field.json_name == *key || field.read_names().any(|name| name == key)) {
            return Err(format!("`{name}` has the key `{key}` twice"));
        }
    }
    Ok(StructDef { tag, ..def })
}

/// Whether a type is written as an `Option`, as `skip_serializing_none` sees it.
pub(super) fn is_option(ty: &syn::Type) -> bool {
    let syn::Type::Path(ty) = ty else { return false };
    let names = names(&ty.path);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    matches!(names.as_slice(), ["Option"] | ["std" | "core", "option", "Option"])
}
