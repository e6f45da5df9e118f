//! Types and paths as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    lower::{names::is_identifier, repr::Repr},
    types::{
        Contract,
        contract::{IntTy, MapTy, RustTy},
    },
};

/// Parses text that the importer wrote; a text that is no Rust gives an empty stream, which rustc
/// reports where it stands.
pub(super) fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// An identifier; a keyword becomes a raw one.
pub(super) fn ident(name: &str) -> proc_macro2::Ident {
    let span = proc_macro2::Span::call_site();
    if is_identifier(name) || matches!(name, "self" | "Self" | "super" | "crate" | "_" | "") {
        proc_macro2::Ident::new(if name.is_empty() { "_empty" } else { name }, span)
    } else {
        proc_macro2::Ident::new_raw(name, span)
    }
}

/// The member of a struct: a name, or a number of a tuple struct.
pub(super) fn member(name: &str) -> TokenStream {
    match name.parse::<u32>() {
        Ok(index) => {
            let index = proc_macro2::Literal::u32_unsuffixed(index);
            quote!(#index)
        }
        Err(_) => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

/// An integer type.
pub(super) fn int(ty: IntTy) -> TokenStream {
    tokens(ty.name())
}

/// A Rust type, from inside the generated module.
pub(super) fn rust(ty: &RustTy, contract: &Contract) -> TokenStream {
    let inner = |ty: &RustTy| rust(ty, contract);
    match ty {
        RustTy::Unit => quote!(()),
        RustTy::Bool => quote!(bool),
        RustTy::Int(ty) => int(*ty),
        RustTy::F32 => quote!(f32),
        RustTy::F64 => quote!(f64),
        RustTy::String => quote!(String),
        RustTy::Timestamp => quote!(rt::Timestamp),
        RustTy::Value => quote!(rt::Value),
        RustTy::Tuple(parts) => {
            let parts = parts.iter().map(inner);
            quote!((#(#parts,)*))
        }
        RustTy::Option(ty) => {
            let ty = inner(ty);
            quote!(Option<#ty>)
        }
        RustTy::Vec(ty) => {
            let ty = inner(ty);
            quote!(Vec<#ty>)
        }
        RustTy::Box(ty) => {
            let ty = inner(ty);
            quote!(Box<#ty>)
        }
        RustTy::Map(ty, map) => {
            let ty = inner(ty);
            match map {
                MapTy::BTree => quote!(rt::BTreeMap<String, #ty>),
                MapTy::Hash => quote!(rt::HashMap<String, #ty>),
            }
        }
        RustTy::Def(id) => contract.def(*id).map(|def| tokens(&def.path)).unwrap_or_default(),
        RustTy::Coded(coded) => tokens(&coded.path),
        RustTy::Opaque(text) => tokens(text),
    }
}

/// How a value is held.
pub(super) fn repr(repr: &Repr, contract: &Contract) -> TokenStream {
    match repr {
        Repr::Rust(ty) => rust(ty, contract),
        Repr::Text => quote!(rt::Text),
        Repr::Object => quote!(rt::Object),
        Repr::ErrorOutput => quote!(rt::ErrorOutput),
    }
}
