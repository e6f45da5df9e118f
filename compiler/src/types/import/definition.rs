//! Structs: their JSON form as serde's derives make it.

use syn::{Attribute, Fields, Item, ext::IdentExt as _};

use super::{
    altered::{conditional, is_option, tagged},
    derives::{attribute_macro, derives, is_conditional, skips_none},
    head::names,
    module::ModuleId,
    rename::Case,
    resolve::Found,
    serde_attr::{self, Both, Default_, Serde},
    syntax,
    types::{Importer, tidy},
};
use crate::{
    diag::codes::contract as code,
    types::contract::{DefaultValue, Field, NewtypeDef, RustTy, Skip, StructDef, Tag, TupleDef, TuplePart, TypeKind},
};

impl Importer<'_> {
    /// What a struct or an enum is on the wire.
    pub(super) fn kind_of(&mut self, module: ModuleId, name: &str, item: &Item) -> TypeKind {
        let attrs: &[Attribute] = match item {
            Item::Struct(item) => &item.attrs,
            Item::Enum(item) => &item.attrs,
            _ => &[],
        };
        if let Some(declared) = self.declared(module, attrs) {
            return declared;
        }
        if let Some(why) = self.not_derived(module, name, attrs) {
            return TypeKind::Opaque(why);
        }
        let imported = |attribute: &str| self.world.imports(module, attribute);
        if let Some(attribute) = attribute_macro(attrs, imported) {
            return TypeKind::Opaque(format!("`#[{attribute}]` may change the form of `{name}`"));
        }
        let Some(mut serde) = self.serde(module, attrs) else {
            return TypeKind::Opaque(malformed(name));
        };
        serde.skip_none = skips_none(attrs);
        if let Some(strange) = &serde.strange {
            return TypeKind::Opaque(format!("`{name}` is under `#[serde({strange})]`"));
        }
        if let Some(of_other) = self.converted(module, name, &serde) {
            return of_other;
        }
        match item {
            Item::Struct(item) => self.structure(module, name, &serde, item),
            Item::Enum(item) => self.enumeration(module, name, &serde, item),
            _ => TypeKind::Opaque(format!("`{name}` is a union")),
        }
    }

    /// Why the form of an item is not that of serde's derives.
    fn not_derived(&self, module: ModuleId, name: &str, attrs: &[Attribute]) -> Option<String> {
        let derives = derives(attrs);
        ["Serialize", "Deserialize"].into_iter().find_map(|needed| {
            if derives.iter().any(|derive| derive == needed) {
                None
            } else if self.world.module(module).implements(needed, name) {
                Some(format!("`{name}` implements `{needed}` by hand"))
            } else {
                Some(format!("`{name}` does not derive `{needed}`"))
            }
        })
    }

    /// serde's attributes; a malformed one is reported.
    pub(super) fn serde(&mut self, module: ModuleId, attrs: &[Attribute]) -> Option<Serde> {
        match serde_attr::read(attrs) {
            Ok(serde) => Some(serde),
            Err(error) => {
                let source = self.world.module(module).source;
                let span = super::place::of_span(self.world.sources, source, error.span());
                let help = "see serde's attributes: https://serde.rs/attributes.html";
                self.error(code::ATTRIBUTE, span, format!("malformed `serde` attribute: {error}"), help);
                None
            }
        }
    }

    fn structure(&mut self, module: ModuleId, name: &str, serde: &Serde, item: &syn::ItemStruct) -> TypeKind {
        let is_named = matches!(item.fields, Fields::Named(_));
        if let Some(why) = foreign(serde, name, is_named) {
            return TypeKind::Opaque(why);
        }
        if (!is_named || serde.transparent) && item.fields.iter().any(|field| is_conditional(&field.attrs)) {
            return TypeKind::Opaque(format!("fields of `{name}` are under `#[cfg]`"));
        }
        if serde.transparent {
            return self.transparent(module, name, &item.fields);
        }
        let made = match &item.fields {
            Fields::Unit => Ok(TypeKind::Unit),
            Fields::Unnamed(fields) if serde.skip_none && fields.unnamed.iter().any(|field| is_option(&field.ty)) => {
                Err(format!("`{name}` has fields without names that are skipped"))
            }
            Fields::Unnamed(fields) => match (fields.unnamed.first(), fields.unnamed.len()) {
                (Some(field), 1) => self.newtype(module, name, "0".to_owned(), field),
                _ => self.tuple(module, name, fields, false).map(TypeKind::Tuple),
            },
            Fields::Named(fields) => {
                let own_name = || serde.rename.write.clone().unwrap_or_else(|| item.ident.unraw().to_string());
                let tag = serde.tag.as_ref().map(|key| Tag { key: key.clone(), name: own_name() });
                self.record(module, name, serde, serde.rename_all, fields, false)
                    .and_then(|def| tagged(name, def, tag))
                    .map(TypeKind::Struct)
            }
        };
        made.unwrap_or_else(TypeKind::Opaque)
    }

    fn transparent(&mut self, module: ModuleId, name: &str, fields: &Fields) -> TypeKind {
        let mut held = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            match self.serde(module, &field.attrs) {
                Some(serde) if serde.skip_write && serde.skip_read => {}
                _ => held.push((at, field)),
            }
        }
        match held.as_slice() {
            [(at, field)] => {
                let rust_name = field.ident.as_ref().map_or_else(|| at.to_string(), |ident| ident.unraw().to_string());
                self.newtype(module, name, rust_name, field).unwrap_or_else(TypeKind::Opaque)
            }
            _ => TypeKind::Opaque(format!("`{name}` is transparent over more than one field")),
        }
    }

    fn newtype(
        &mut self,
        module: ModuleId,
        name: &str,
        rust_name: String,
        field: &syn::Field,
    ) -> Result<TypeKind, String> {
        let own = self.part(module, &format!("the field of `{name}`"), name, field)?;
        let ty = self.field_form(module, &own, &field.ty);
        // What only the code of the newtype writes is not taken out of it.
        let visible = self.world.visible(module, &field.vis) && !matches!(ty, RustTy::Opaque(_) | RustTy::Coded(_));
        Ok(TypeKind::Newtype(Box::new(NewtypeDef { rust_name, ty, visible })))
    }

    /// serde's attributes of an unnamed field that is on the wire as its type is.
    pub(super) fn part(
        &mut self,
        module: ModuleId,
        what: &str,
        name: &str,
        field: &syn::Field,
    ) -> Result<Serde, String> {
        let serde = self.serde(module, &field.attrs).ok_or_else(|| malformed(name))?;
        if let Some(strange) = &serde.strange {
            return Err(format!("{what} is under `#[serde({strange})]`"));
        }
        if serde.skip_write || serde.skip_read || serde.skip_if.is_some() || serde.flatten {
            return Err(format!("{what} is skipped or flattened"));
        }
        Ok(serde)
    }

    /// Unnamed fields. Those of a variant are as public as their enum.
    pub(super) fn tuple(
        &mut self,
        module: ModuleId,
        name: &str,
        fields: &syn::FieldsUnnamed,
        is_public: bool,
    ) -> Result<TupleDef, String> {
        let mut parts = Vec::new();
        for (index, field) in (0..).zip(&fields.unnamed) {
            let own = self.serde(module, &field.attrs).ok_or_else(|| malformed(name))?;
            if own.skip_write && own.skip_read {
                continue;
            }
            let what = format!("the field {index} of `{name}`");
            self.part(module, &what, name, field)?;
            if own.default.is_some() {
                return Err(format!("{what} may be left out"));
            }
            let ty = self.field_form(module, &own, &field.ty);
            let span = self.world.place(module, &field.ty);
            let visible = is_public || self.world.visible(module, &field.vis);
            parts.push(TuplePart { index, ty, span, visible });
        }
        let is_partial = parts.len() < fields.unnamed.len();
        Ok(TupleDef { parts, is_partial })
    }

    /// Named fields under a container's attributes; `case` is what they are renamed by. Those of a variant are
    /// as public as their enum.
    pub(super) fn record(
        &mut self,
        module: ModuleId,
        name: &str,
        serde: &Serde,
        case: Both<Case>,
        fields: &syn::FieldsNamed,
        is_public: bool,
    ) -> Result<StructDef, String> {
        let mut out: Vec<Field> = Vec::new();
        let mut constructible = true;
        for field in &fields.named {
            let Some(ident) = &field.ident else { continue };
            let rust_name = ident.unraw().to_string();
            let is_conditional = is_conditional(&field.attrs);
            let own = self.serde(module, &field.attrs).ok_or_else(|| malformed(name))?;
            if let Some(strange) = &own.strange {
                return Err(format!("the field `{rust_name}` of `{name}` is under `#[serde({strange})]`"));
            }
            let named = |own: &Option<String>, case: Option<Case>| {
                own.clone().unwrap_or_else(|| case.map_or_else(|| rust_name.clone(), |case| case.field(&rust_name)))
            };
            let json_name = named(&own.rename.write, case.write);
            let read_name = Some(named(&own.rename.read, case.read)).filter(|read| *read != json_name);
            if is_conditional {
                // Nothing but its name is sure, and of several under one name the build takes one.
                if own.flatten {
                    return Err(format!("the field `{rust_name}` of `{name}` is flattened under `#[cfg]`"));
                }
                constructible = false;
                if out.iter().all(|known| known.json_name != json_name || known.skip_write != Skip::Unknown) {
                    let span = self.world.place(module, &field.ty);
                    out.push(conditional(rust_name, json_name, read_name, own.aliases, span));
                }
                continue;
            }
            let ty = self.field_form(module, &own, &field.ty);
            let visible = is_public || self.world.visible(module, &field.vis);
            // What stands among other keys is found by serde alone.
            constructible &= visible && !own.flatten;
            let skips_none = serde.skip_none && own.skip_if.is_none() && !own.serialize_always && is_option(&field.ty);
            out.push(Field {
                skip_write: match self.skip(module, &own) {
                    Skip::Never if skips_none => Skip::IfNone,
                    skip => skip,
                },
                skip_read: own.skip_read,
                default: own.default.as_ref().map(|default| self.default_value(module, default, &mut constructible)),
                json_name,
                read_name,
                aliases: own.aliases,
                ty,
                span: self.world.place(module, &field.ty),
                flatten: own.flatten,
                visible,
                rust_name,
            });
        }
        let default = serde.default.as_ref().map(|default| self.default_value(module, default, &mut constructible));
        Ok(StructDef { fields: out, deny_unknown: serde.deny_unknown, default, constructible, tag: None })
    }

    fn skip(&mut self, module: ModuleId, serde: &Serde) -> Skip {
        match serde.skip_if.as_deref() {
            _ if serde.skip_write => Skip::Always,
            Some(path) if self.is_option_is_none(module, path) => Skip::IfNone,
            Some(_) => Skip::Sometimes,
            None => Skip::Never,
        }
    }

    /// Whether the path is `Option::is_none`, and `Option` that of the prelude.
    fn is_option_is_none(&mut self, module: ModuleId, path: &str) -> bool {
        let Ok(path) = syntax::path(path) else { return false };
        let mut segments = names(&path);
        if segments.pop().as_deref() != Some("is_none") {
            return false;
        }
        match self.world.resolve(module, &segments, path.leading_colon.is_some()) {
            Found::Prelude(name) => name == "Option",
            Found::Extern(path) => {
                matches!(
                    path.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
                    ["std" | "core", "option", "Option"]
                )
            }
            _ => false,
        }
    }

    fn default_value(&mut self, module: ModuleId, default: &Default_, constructible: &mut bool) -> DefaultValue {
        match default {
            Default_::Trait => DefaultValue::Default,
            Default_::Path(path) => {
                let segments = names(path);
                if let [name] = segments.as_slice()
                    && let Some(vis) = self.world.module(module).functions.get(name).cloned()
                {
                    *constructible &= self.world.visible(module, &vis);
                }
                let written = self.world.reach(module, &segments, path.leading_colon.is_some());
                // Type arguments of the last but one segment (`Vec::<u8>::new`) are written as they are.
                let has_arguments = path.segments.iter().any(|segment| !segment.arguments.is_empty());
                DefaultValue::Path(if has_arguments { tidy(quote::ToTokens::to_token_stream(path)) } else { written })
            }
        }
    }
}

/// The reason for what malformed attributes leave unknown.
pub(super) fn malformed(name: &str) -> String {
    format!("the attributes of `{name}` are malformed")
}

/// Why a struct has another form than its fields: an attribute that belongs to enums.
fn foreign(serde: &Serde, name: &str, is_named: bool) -> Option<String> {
    let attribute = match serde {
        Serde { tag: Some(_), .. } if !is_named => "tag",
        Serde { content: Some(_), .. } => "content",
        Serde { untagged: true, .. } => "untagged",
        _ => return None,
    };
    Some(format!("`{name}` is under `#[serde({attribute})]`"))
}
