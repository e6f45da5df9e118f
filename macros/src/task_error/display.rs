//! The cause of an error: what `Display` prints of a variant.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Fields, Ident, LitStr, Type};

use super::read::{ErrorVariant, Name};

/// The `match` arm of a variant.
pub(super) fn arm(variant: &ErrorVariant) -> TokenStream {
    let ident = &variant.ident;
    let span = variant.display.as_ref().map_or_else(Span::call_site, LitStr::span);
    let pattern = match &variant.fields {
        Fields::Unit => quote!(Self::#ident),
        Fields::Named(fields) => {
            let names = fields.named.iter().filter_map(|field| field.ident.as_ref());
            quote!(Self::#ident { #(#names),* })
        }
        Fields::Unnamed(fields) => {
            let names = (0..fields.unnamed.len()).map(|at| positional(at, span));
            quote!(Self::#ident( #(#names),* ))
        }
    };
    let text = match &variant.display {
        Some(text) => {
            let text = name_positions(text);
            quote!(::core::write!(__formatter, #text))
        }
        None => default(variant),
    };
    quote!(#pattern => #text,)
}

fn positional(at: usize, span: Span) -> Ident {
    Ident::new(&format!("_{at}"), span)
}

/// `{0}` speaks of the first field: the binding `_0`.
fn name_positions(text: &LitStr) -> LitStr {
    let value = text.value();
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '{' {
            match chars.peek() {
                Some('{') => out.extend(chars.next()),
                Some(digit) if digit.is_ascii_digit() => out.push('_'),
                _ => {}
            }
        }
    }
    LitStr::new(&out, text.span())
}

/// The fields' values; the error's name if there are none.
fn default(variant: &ErrorVariant) -> TokenStream {
    if let (Name::Value, Fields::Named(fields)) = (&variant.name, &variant.fields) {
        let cause = fields.named.iter().find(|field| field.ident.as_ref().is_some_and(|ident| ident == "cause"));
        let shown =
            cause.and_then(|field| field.ident.clone()).unwrap_or_else(|| Ident::new("name", Span::call_site()));
        return quote!(::core::fmt::Display::fmt(#shown, __formatter));
    }
    let mut format = String::new();
    let mut values: Vec<Ident> = Vec::new();
    for (at, field) in variant.fields.iter().enumerate() {
        if at > 0 {
            format.push_str(", ");
        }
        if let Some(ident) = &field.ident {
            format.push_str(&format!("{}: ", syn::ext::IdentExt::unraw(ident)));
        }
        format.push_str(if is_readable(&field.ty) { "{}" } else { "{:?}" });
        values.push(field.ident.clone().unwrap_or_else(|| positional(at, Span::call_site())));
    }
    match (&variant.name, values.is_empty()) {
        (Name::Fixed(name), true) => quote!(__formatter.write_str(#name)),
        _ => quote!(::core::write!(__formatter, #format, #(#values),*)),
    }
}

/// Whether a type is known to print itself for people; others are printed by `Debug`, which every error has.
fn is_readable(ty: &Type) -> bool {
    const READABLE: [&str; 18] = [
        "String", "str", "bool", "char", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
        "usize", "f32", "f64",
    ];
    match ty {
        Type::Reference(reference) => is_readable(&reference.elem),
        Type::Group(group) => is_readable(&group.elem),
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.arguments.is_empty() && READABLE.iter().any(|name| last.ident == name)),
        _ => false,
    }
}
