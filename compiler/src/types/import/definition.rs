//! Structs and enums: their JSON form as serde's derives make it.

use syn::{Attribute, Fields, Item, ext::IdentExt as _};

use super::{
    derives::{attribute_macro, derives, is_conditional},
    head::{Scope, names},
    module::ModuleId,
    rename::Case,
    serde_attr::{self, Default_, Serde},
    types::{Importer, tidy},
};
use crate::{
    diag::codes::contract as code,
    types::contract::{DefaultValue, Field, NewtypeDef, RustTy, Skip, StructDef, TypeKind, Variant},
};

impl Importer<'_> {
    /// What a struct or an enum is on the wire.
    pub(super) fn kind_of(&mut self, module: ModuleId, name: &str, item: &Item) -> TypeKind {
        let attrs: &[Attribute] = match item {
            Item::Struct(item) => &item.attrs,
            Item::Enum(item) => &item.attrs,
            _ => &[],
        };
        let opaque = |why: String| TypeKind::Opaque(why);
        if let Some(why) = self.not_derived(module, name, attrs) {
            return opaque(why);
        }
        let imported = |attribute: &str| self.world.imports(module, attribute);
        if let Some(attribute) = attribute_macro(attrs, imported) {
            return opaque(format!("`#[{attribute}]` may change the form of `{name}`"));
        }
        let Some(serde) = self.serde(module, attrs) else {
            return opaque(format!("the attributes of `{name}` are malformed"));
        };
        if let Some(strange) = &serde.strange {
            return opaque(format!("`{name}` is under `#[serde({strange})]`"));
        }
        match item {
            Item::Struct(item) => self.structure(module, name, &serde, item),
            Item::Enum(item) => self.enumeration(module, name, &serde, item),
            _ => opaque(format!("`{name}` is a union")),
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
    fn serde(&mut self, module: ModuleId, attrs: &[Attribute]) -> Option<Serde> {
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
        if item.fields.iter().any(|field| is_conditional(&field.attrs)) {
            return TypeKind::Opaque(format!("fields of `{name}` are under `#[cfg]`"));
        }
        match &item.fields {
            Fields::Unit => TypeKind::Unit,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => match fields.unnamed.first() {
                Some(field) => self.newtype(module, name, "0".to_owned(), field),
                None => TypeKind::Unit,
            },
            Fields::Unnamed(_) => TypeKind::Opaque(format!("`{name}` is a tuple struct: an array in JSON")),
            Fields::Named(fields) if serde.transparent => {
                let mut held = Vec::new();
                for field in &fields.named {
                    match self.serde(module, &field.attrs) {
                        Some(serde) if serde.skip_write && serde.skip_read => {}
                        _ => held.push(field),
                    }
                }
                match held.as_slice() {
                    [field] => {
                        let name_of = field.ident.as_ref().map(|i| i.unraw().to_string()).unwrap_or_default();
                        self.newtype(module, name, name_of, field)
                    }
                    _ => TypeKind::Opaque(format!("`{name}` is transparent over more than one field")),
                }
            }
            Fields::Named(fields) => self.record(module, name, serde, fields),
        }
    }

    fn newtype(&mut self, module: ModuleId, name: &str, rust_name: String, field: &syn::Field) -> TypeKind {
        let Some(serde) = self.serde(module, &field.attrs) else {
            return TypeKind::Opaque(format!("the attributes of `{name}` are malformed"));
        };
        if let Some(strange) = &serde.strange {
            return TypeKind::Opaque(format!("the field of `{name}` is under `#[serde({strange})]`"));
        }
        if serde.skip_write || serde.skip_read || serde.skip_if.is_some() || serde.flatten {
            return TypeKind::Opaque(format!("the field of `{name}` is skipped or flattened"));
        }
        let ty = self.field_ty(module, &serde, &field.ty);
        TypeKind::Newtype(Box::new(NewtypeDef { rust_name, ty, visible: self.world.visible(module, &field.vis) }))
    }

    fn field_ty(&mut self, module: ModuleId, serde: &Serde, ty: &syn::Type) -> RustTy {
        let scope = Scope::of(module);
        if serde.with { RustTy::Opaque(self.world.render(ty, &scope)) } else { self.rust_ty(ty, &scope) }
    }

    fn record(&mut self, module: ModuleId, name: &str, serde: &Serde, fields: &syn::FieldsNamed) -> TypeKind {
        let mut out = Vec::new();
        let mut constructible = true;
        for field in &fields.named {
            let Some(ident) = &field.ident else { continue };
            let rust_name = ident.unraw().to_string();
            let Some(own) = self.serde(module, &field.attrs) else {
                return TypeKind::Opaque(format!("the attributes of `{name}` are malformed"));
            };
            if own.flatten {
                return TypeKind::Opaque(format!("`{name}` flattens its field `{rust_name}`"));
            }
            if let Some(strange) = &own.strange {
                return TypeKind::Opaque(format!("the field `{rust_name}` of `{name}` is under `#[serde({strange})]`"));
            }
            let named = |own: &Option<String>, case: Option<Case>| {
                own.clone().unwrap_or_else(|| case.map_or_else(|| rust_name.clone(), |case| case.field(&rust_name)))
            };
            let json_name = named(&own.rename.write, serde.rename_all.write);
            let read_name = Some(named(&own.rename.read, serde.rename_all.read)).filter(|read| *read != json_name);
            let ty = self.field_ty(module, &own, &field.ty);
            let visible = self.world.visible(module, &field.vis);
            constructible &= visible;
            out.push(Field {
                skip_write: self.skip(module, &own),
                skip_read: own.skip_read,
                default: own.default.as_ref().map(|default| self.default_value(module, default, &mut constructible)),
                json_name,
                read_name,
                aliases: own.aliases,
                ty,
                span: self.world.place(module, &field.ty),
                visible,
                rust_name,
            });
        }
        let default = serde.default.as_ref().map(|default| self.default_value(module, default, &mut constructible));
        TypeKind::Struct(StructDef { fields: out, deny_unknown: serde.deny_unknown, default, constructible })
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
        let Ok(path) = syn::parse_str::<syn::Path>(path) else { return false };
        let mut segments = names(&path);
        if segments.pop().as_deref() != Some("is_none") {
            return false;
        }
        use super::resolve::Found;
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

    fn enumeration(&mut self, module: ModuleId, name: &str, serde: &Serde, item: &syn::ItemEnum) -> TypeKind {
        let opaque = |why: String| TypeKind::Opaque(why);
        if item.variants.is_empty() {
            return opaque(format!("`{name}` has no variants"));
        }
        let mut out = Vec::new();
        for variant in &item.variants {
            let rust_name = variant.ident.unraw().to_string();
            if !matches!(variant.fields, Fields::Unit) {
                return opaque(format!("`{name}` is an enum with data"));
            }
            if is_conditional(&variant.attrs) {
                return opaque(format!("variants of `{name}` are under `#[cfg]`"));
            }
            let Some(own) = self.serde(module, &variant.attrs) else {
                return opaque(format!("the attributes of `{name}` are malformed"));
            };
            if let Some(strange) = &own.strange {
                return opaque(format!("the variant `{rust_name}` of `{name}` is under `#[serde({strange})]`"));
            }
            if own.skip_write || own.skip_read || own.with {
                return opaque(format!("the variant `{rust_name}` of `{name}` is not both written and read"));
            }
            let named = |own: &Option<String>, case: Option<Case>| {
                own.clone().unwrap_or_else(|| case.map_or_else(|| rust_name.clone(), |case| case.variant(&rust_name)))
            };
            let json_name = named(&own.rename.write, serde.rename_all.write);
            if named(&own.rename.read, serde.rename_all.read) != json_name {
                return opaque(format!(
                    "the variant `{rust_name}` of `{name}` is written and read under different names"
                ));
            }
            let span = self.world.place(module, &variant.ident);
            out.push(Variant { rust_name, json_name, aliases: own.aliases, span });
        }
        TypeKind::Enum(out)
    }
}
