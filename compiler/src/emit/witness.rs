//! Holds what was read from the contract against what rustc knows of it.
//!
//! Types are read by their text, so a guess can be wrong. Then rustc says so at the field's own place in
//! the contract, and not somewhere in generated code.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{Writer, ty};
use crate::types::contract::{EnumDef, Field, Form, RustTy, TuplePart, TypeKind};

impl Writer<'_> {
    /// One function a definition that names each field with the type it was read as.
    pub(super) fn witnesses(&self) -> TokenStream {
        let functions = self.contract.types.iter().enumerate().filter_map(|(at, def)| {
            if !def.nameable {
                return None;
            }
            let (name, path) = (format_ident!("contract_{at}"), ty::tokens(&def.path));
            let body = match &def.kind {
                TypeKind::Struct(def) => {
                    let fields = def.fields.iter().filter(|field| field.visible && is_seen(&field.ty));
                    let fields = fields.map(|field| {
                        let member = ty::member(&field.rust_name);
                        self.witness(field.span, &field.ty, &quote!(value.#member))
                    });
                    quote!(#(#fields)*)
                }
                TypeKind::Tuple(def) => {
                    let parts = def.parts.iter().filter(|part| part.visible && is_seen(&part.ty));
                    let parts = parts.map(|part| {
                        let member = ty::member(&part.index.to_string());
                        self.witness(part.span, &part.ty, &quote!(value.#member))
                    });
                    quote!(#(#parts)*)
                }
                TypeKind::Union(def) => self.witnessed_variants(&path, def),
                _ => return None,
            };
            Some(quote!(fn #name(value: &#path) { #body }))
        });
        quote!(const _: () = { #(#functions)* };)
    }

    /// Each field of each variant.
    fn witnessed_variants(&self, path: &TokenStream, def: &EnumDef) -> TokenStream {
        let arms = def.variants.iter().map(|variant| {
            let name = ty::ident(&variant.rust_name);
            let held: Vec<(TokenStream, crate::source::Span, &RustTy)> = match &variant.form {
                Form::Unit | Form::Skipped => Vec::new(),
                Form::Newtype(part) => vec![of_part(part)],
                Form::Tuple(tuple) => tuple.parts.iter().map(of_part).collect(),
                Form::Struct(fields) => fields.fields.iter().filter(|field| field.visible).map(of_field).collect(),
            };
            let held: Vec<_> = held.into_iter().filter(|(_, _, ty)| is_seen(ty)).collect();
            let bound: Vec<_> = (0..held.len()).map(|at| format_ident!("part{at}")).collect();
            let members = held.iter().map(|(member, _, _)| member);
            let parts =
                bound.iter().zip(&held).map(|(bound, (_, span, rust))| self.witness(*span, rust, &quote!(*#bound)));
            quote!(#path::#name { #(#members: #bound,)* .. } => { #(#parts)* })
        });
        quote!(match value { #(#arms)* })
    }

    /// Names a place with the type it was read as.
    fn witness(&self, span: crate::source::Span, rust: &RustTy, place: &TokenStream) -> TokenStream {
        let (span, rust) = (self.span(span), ty::rust(rust, self.contract));
        quote_spanned!(span=> let _: &#rust = &#place;)
    }

    /// The place of a token of the contract; text has none that rustc could show.
    fn span(&self, span: crate::source::Span) -> Span {
        self.sources.tokens(span).map_or_else(Span::call_site, |(first, _)| first.resolved_at(Span::call_site()))
    }
}

fn is_seen(rust: &RustTy) -> bool {
    !matches!(rust, RustTy::Opaque(_) | RustTy::Coded(_))
}

fn of_part(part: &TuplePart) -> (TokenStream, crate::source::Span, &RustTy) {
    (ty::member(&part.index.to_string()), part.span, &part.ty)
}

fn of_field(field: &Field) -> (TokenStream, crate::source::Span, &RustTy) {
    (ty::member(&field.rust_name), field.span, &field.ty)
}
