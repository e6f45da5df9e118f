//! The errors as the enum and its attributes say them. All judging of the derive is here.

use std::collections::HashMap;

use syn::{Data, DeriveInput, Fields, Ident, LitStr, ext::IdentExt as _};

/// What the derive writes.
pub(super) struct Errors {
    /// The path of the `stepwright` crate.
    pub(super) krate: syn::Path,
    /// Whether `Display` and `Error` are written.
    pub(super) display: bool,
    /// The variants.
    pub(super) variants: Vec<ErrorVariant>,
}

/// One variant.
pub(super) struct ErrorVariant {
    pub(super) ident: Ident,
    pub(super) fields: Fields,
    pub(super) name: Name,
    /// `#[task_error(display = "..")]`
    pub(super) display: Option<LitStr>,
}

/// Where a variant's name comes from.
pub(super) enum Name {
    /// Always this one.
    Fixed(String),
    /// The variant's field: the first one, or the one called `name`.
    Value,
}

/// Reads the enum; the error holds every fault.
pub(super) fn read(item: &DeriveInput) -> syn::Result<Errors> {
    let Data::Enum(data) = &item.data else {
        return Err(syn::Error::new_spanned(
            &item.ident,
            "`TaskError` is derived for enums: one variant for each error",
        ));
    };
    let mut faults: Vec<syn::Error> = Vec::new();
    let (krate, display) = container(item, &mut faults);
    let mut variants = Vec::new();
    for variant in &data.variants {
        match read_variant(variant) {
            Ok(read) => variants.push(read),
            Err(error) => faults.push(error),
        }
    }
    let mut seen: HashMap<&str, &Ident> = HashMap::new();
    let mut other: Option<&Ident> = None;
    for variant in &variants {
        match &variant.name {
            Name::Fixed(name) => {
                if let Some(first) = seen.insert(name, &variant.ident) {
                    let message = format!(
                        "the error name `{name}` is that of the variant `{first}`: give each its own by `#[task_error(name = \"..\")]`"
                    );
                    faults.push(syn::Error::new_spanned(&variant.ident, message));
                }
            }
            Name::Value => {
                if let Some(first) = other.replace(&variant.ident) {
                    let message = format!("only one variant is `other`, and `{first}` is it");
                    faults.push(syn::Error::new_spanned(&variant.ident, message));
                }
            }
        }
    }
    match faults.into_iter().reduce(|mut all, fault| {
        all.combine(fault);
        all
    }) {
        Some(all) => Err(all),
        None => Ok(Errors { krate, display, variants }),
    }
}

fn container(item: &DeriveInput, faults: &mut Vec<syn::Error>) -> (syn::Path, bool) {
    let mut krate: syn::Path = syn::parse_quote!(::stepwright);
    let mut display = true;
    for attr in item.attrs.iter().filter(|attr| attr.path().is_ident("task_error")) {
        let read = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("crate") {
                let value = meta.value()?;
                krate = if value.peek(LitStr) {
                    value.parse::<LitStr>()?.parse()?
                } else {
                    value.call(syn::Path::parse_mod_style)?
                };
            } else if meta.path.is_ident("display") {
                display = meta.value()?.parse::<syn::LitBool>()?.value;
            } else {
                return Err(meta.error("expected `display = false` or `crate = path`"));
            }
            Ok(())
        });
        faults.extend(read.err());
    }
    (krate, display)
}

fn read_variant(variant: &syn::Variant) -> syn::Result<ErrorVariant> {
    let (mut name, mut other, mut display) = (None, false, None);
    for attr in variant.attrs.iter().filter(|attr| attr.path().is_ident("task_error")) {
        attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("name") {
                name = Some(meta.value()?.parse::<LitStr>()?);
            } else if meta.path.is_ident("other") {
                other = true;
            } else if meta.path.is_ident("display") {
                display = Some(meta.value()?.parse::<LitStr>()?);
            } else {
                return Err(meta.error("expected `name = \"..\"`, `display = \"..\"` or `other`"));
            }
            Ok(())
        })?;
    }
    let name = match (name, other) {
        (Some(name), true) => {
            return Err(syn::Error::new_spanned(
                name,
                "an `other` variant has no name of its own: its value brings it",
            ));
        }
        (None, true) if has_name_field(&variant.fields) => Name::Value,
        (None, true) => {
            let message = "an `other` variant is `Other(String)` or `Other { name: String, cause: String }`";
            return Err(syn::Error::new_spanned(variant, message));
        }
        (Some(name), false) => {
            let text = name.value();
            if text.is_empty() {
                return Err(syn::Error::new_spanned(name, "an error's name is not empty"));
            }
            if text.starts_with("States.") {
                return Err(syn::Error::new_spanned(name, "names that begin with `States.` are the service's own"));
            }
            Name::Fixed(text)
        }
        (None, false) => Name::Fixed(variant.ident.unraw().to_string()),
    };
    Ok(ErrorVariant { ident: variant.ident.clone(), fields: variant.fields.clone(), name, display })
}

fn has_name_field(fields: &Fields) -> bool {
    match fields {
        Fields::Unnamed(fields) => fields.unnamed.len() == 1,
        Fields::Named(fields) => fields.named.iter().any(|field| field.ident.as_ref().is_some_and(|i| i == "name")),
        Fields::Unit => false,
    }
}
