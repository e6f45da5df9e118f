//! Enums: how serde's derives write and read each variant.

use syn::{Fields, ext::IdentExt as _};

use super::{
    altered::is_option, definition::malformed, derives::is_conditional, module::ModuleId, rename::Case,
    serde_attr::Serde, types::Importer,
};
use crate::types::contract::{DataVariant, EnumDef, Form, Tagging, TuplePart, TypeKind, Variant};

impl Importer<'_> {
    /// What an enum is on the wire.
    pub(super) fn enumeration(
        &mut self,
        module: ModuleId,
        name: &str,
        serde: &Serde,
        item: &syn::ItemEnum,
    ) -> TypeKind {
        match self.read_variants(module, name, serde, item) {
            Ok(def) => plain(&def).map_or(TypeKind::Union(def), TypeKind::Enum),
            Err(why) => TypeKind::Opaque(why),
        }
    }

    fn read_variants(
        &mut self,
        module: ModuleId,
        name: &str,
        serde: &Serde,
        item: &syn::ItemEnum,
    ) -> Result<EnumDef, String> {
        if item.variants.is_empty() {
            return Err(format!("`{name}` has no variants"));
        }
        let tagging = match (&serde.tag, &serde.content) {
            _ if serde.untagged => Tagging::Untagged,
            (Some(tag), None) => Tagging::Internal(tag.clone()),
            (Some(tag), Some(content)) => Tagging::Adjacent { tag: tag.clone(), content: content.clone() },
            (None, Some(_)) => return Err(format!("`{name}` has a `content` without a `tag`")),
            (None, None) => Tagging::External,
        };
        let mut variants = Vec::new();
        for variant in &item.variants {
            variants.push(self.variant(module, name, serde, &tagging, variant)?);
        }
        Ok(EnumDef { tagging, variants, deny_unknown: serde.deny_unknown })
    }

    fn variant(
        &mut self,
        module: ModuleId,
        name: &str,
        serde: &Serde,
        tagging: &Tagging,
        variant: &syn::Variant,
    ) -> Result<DataVariant, String> {
        let rust_name = variant.ident.unraw().to_string();
        let what = format!("the variant `{rust_name}` of `{name}`");
        if is_conditional(&variant.attrs) {
            return Err(format!("variants of `{name}` are under `#[cfg]`"));
        }
        let own = self.serde(module, &variant.attrs).ok_or_else(|| malformed(name))?;
        if let Some(strange) = &own.strange {
            return Err(format!("{what} is under `#[serde({strange})]`"));
        }
        let named = |own: &Option<String>, case: Option<Case>| {
            own.clone().unwrap_or_else(|| case.map_or_else(|| rust_name.clone(), |case| case.variant(&rust_name)))
        };
        let json_name = named(&own.rename.write, serde.rename_all.write);
        let read_name = Some(named(&own.rename.read, serde.rename_all.read)).filter(|read| *read != json_name);
        let is_skipped = own.skip_write && own.skip_read;
        let form = if is_skipped { Form::Skipped } else { self.form(module, &what, serde, &own, tagging, variant)? };
        Ok(DataVariant {
            json_name,
            read_name,
            aliases: own.aliases,
            span: self.world.place(module, &variant.ident),
            skip_write: own.skip_write,
            skip_read: own.skip_read,
            other: own.other,
            untagged: own.untagged,
            form,
            rust_name,
        })
    }

    /// What a variant holds; `what` names it for people.
    fn form(
        &mut self,
        module: ModuleId,
        what: &str,
        serde: &Serde,
        own: &Serde,
        tagging: &Tagging,
        variant: &syn::Variant,
    ) -> Result<Form, String> {
        if own.with {
            return Err(format!("{what} is written or read by code of its own"));
        }
        let is_named = matches!(variant.fields, Fields::Named(_));
        if !is_named && variant.fields.iter().any(|field| is_conditional(&field.attrs)) {
            return Err(format!("fields of {what} are under `#[cfg]`"));
        }
        let bare = what.trim_start_matches("the variant ").replace('`', "");
        match &variant.fields {
            Fields::Unit => Ok(Form::Unit),
            Fields::Named(fields) => {
                // A variant denies unknown fields where its enum does.
                let case = own.rename_all.or(serde.rename_all_fields);
                let container =
                    Serde { deny_unknown: serde.deny_unknown, skip_none: serde.skip_none, ..Serde::default() };
                self.record(module, &bare, &container, case, fields, true).map(Form::Struct)
            }
            Fields::Unnamed(fields) if serde.skip_none && fields.unnamed.iter().any(|field| is_option(&field.ty)) => {
                Err(format!("{what} has fields without names that are skipped"))
            }
            Fields::Unnamed(fields) => match (fields.unnamed.first(), fields.unnamed.len()) {
                (Some(field), 1) => {
                    let attributes = self.part(module, &format!("the field of {what}"), &bare, field)?;
                    let ty = self.field_form(module, &attributes, &field.ty);
                    let span = self.world.place(module, &field.ty);
                    Ok(Form::Newtype(TuplePart { index: 0, ty, span, visible: true }))
                }
                _ if matches!(tagging, Tagging::Internal(_)) && !own.untagged => {
                    Err(format!("{what} is a tuple, which has no place for the tag"))
                }
                _ => self.tuple(module, &bare, fields, true).map(Form::Tuple),
            },
        }
    }
}

/// The variants of an enum that is nothing but a string on the wire.
fn plain(def: &EnumDef) -> Option<Vec<Variant>> {
    let variants = def.variants.iter().map(|variant| {
        let DataVariant { skip_write, skip_read, other, untagged, form, .. } = variant;
        let is_plain = !skip_write && !skip_read && !other && !untagged && variant.read_name.is_none();
        (is_plain && matches!(form, Form::Unit)).then(|| Variant {
            rust_name: variant.rust_name.clone(),
            json_name: variant.json_name.clone(),
            aliases: variant.aliases.clone(),
            span: variant.span,
        })
    });
    if def.tagging == Tagging::External { variants.collect() } else { None }
}
