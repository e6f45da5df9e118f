//! Holds what was read from the contract against what rustc knows of it.
//!
//! Types are read by their text, so a guess can be wrong. Then rustc says so at the field's own place in
//! the contract, and not somewhere in generated code.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{Writer, ty};
use crate::types::contract::{RustTy, TypeKind};

impl Writer<'_> {
    /// One function a struct that names each field with the type it was read as.
    pub(super) fn witnesses(&self) -> TokenStream {
        let functions = self.contract.types.iter().enumerate().filter_map(|(at, def)| {
            let TypeKind::Struct(fields) = &def.kind else { return None };
            let (name, path) = (format_ident!("contract_{at}"), ty::tokens(&def.path));
            let fields = fields.fields.iter().filter(|field| field.visible && !matches!(field.ty, RustTy::Opaque(_)));
            let fields = fields.map(|field| {
                let span = self.span(field.span);
                let (member, ty) = (ty::member(&field.rust_name), ty::rust(&field.ty, self.contract));
                quote_spanned!(span=> let _: &#ty = &value.#member;)
            });
            Some(quote!(fn #name(value: &#path) { #(#fields)* }))
        });
        quote!(const _: () = { #(#functions)* };)
    }

    /// The place of a token of the contract; text has none that rustc could show.
    fn span(&self, span: crate::source::Span) -> Span {
        self.sources.tokens(span).map_or_else(Span::call_site, |(first, _)| first.resolved_at(Span::call_site()))
    }
}
