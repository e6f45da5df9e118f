//! `#[asl(as = T)]`: a type or a field declares its JSON form.

use syn::{Attribute, Item, Type};

use super::{module::ModuleId, place, types::Importer};
use crate::{
    diag::codes::contract as code,
    types::contract::{JsonForm, TypeKind, Whole},
};

/// The declared type, if there is one.
pub(super) fn read(attrs: &[Attribute]) -> syn::Result<Option<Type>> {
    let mut declared = None;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("asl")) {
        if !matches!(attr.meta, syn::Meta::List(_)) {
            return Err(syn::Error::new_spanned(attr, "expected `#[asl(as = Type)]`"));
        }
        let mut is_empty = true;
        attr.parse_nested_meta(|meta| {
            is_empty = false;
            if !meta.path.is_ident("as") {
                return Err(meta.error("expected `as = Type`"));
            }
            if declared.is_some() {
                return Err(meta.error("`as` is given twice"));
            }
            let value = meta.value()?;
            if value.is_empty() {
                return Err(meta.error("expected a type behind `as =`"));
            }
            declared = Some(value.parse::<Type>()?);
            Ok(())
        })?;
        if is_empty {
            return Err(syn::Error::new_spanned(attr, "expected `as = Type`"));
        }
    }
    Ok(declared)
}

/// What is wrong with the `asl` attributes of an item: each malformed one, and each that stands where
/// nothing has a JSON form of its own.
#[must_use]
pub fn faults(item: &Item) -> Vec<syn::Error> {
    let mut faults = Vec::new();
    let mut look = |attrs: &[Attribute]| faults.extend(read(attrs).err());
    match item {
        Item::Struct(item) => {
            look(&item.attrs);
            item.fields.iter().for_each(|field| look(&field.attrs));
        }
        Item::Enum(item) => {
            look(&item.attrs);
            item.variants.iter().flat_map(|variant| &variant.fields).for_each(|field| look(&field.attrs));
            let misplaced = item.variants.iter().flat_map(|variant| &variant.attrs);
            let misplaced = misplaced.filter(|attr| attr.path().is_ident("asl"));
            faults.extend(misplaced.map(|attr| {
                syn::Error::new_spanned(attr, "a variant has no form of its own: put it on the enum or on a field")
            }));
        }
        _ => {}
    }
    faults
}

impl Importer<'_> {
    /// The form that a struct or an enum declares for itself.
    pub(super) fn declared(&mut self, module: ModuleId, attrs: &[Attribute]) -> Option<TypeKind> {
        let declared = read(attrs).ok()??;
        let scope = self.scope_of(module);
        let form = JsonForm::Like(self.rust_ty(&declared, &scope));
        Some(TypeKind::Whole(Whole { form, exact: false }))
    }

    /// Reports malformed `asl` attributes in everything that was read.
    pub(super) fn check_asl(&mut self) {
        for id in self.world.ids() {
            let module = self.world.module(id);
            let source = module.source;
            let faults: Vec<syn::Error> = module.items.values().flatten().flat_map(|item| faults(item)).collect();
            for fault in faults {
                let span = place::of_span(self.world.sources, source, fault.span());
                let help = "write `#[asl(as = String)]`, with the type whose JSON form it has";
                self.error(code::ATTRIBUTE, span, format!("malformed `asl` attribute: {fault}"), help);
            }
        }
    }
}
