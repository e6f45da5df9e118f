//! The rewriting of a tasks trait; it judges nothing.

use quote::quote_spanned;
use syn::{ItemTrait, ReturnType, TraitItem, TraitItemFn, parse_quote_spanned, spanned::Spanned as _};

/// Rewrites a trait in place.
pub(super) fn rewrite(item: &mut ItemTrait) {
    let span = item.ident.span();
    item.colon_token.get_or_insert_with(|| syn::Token![:](span));
    item.supertraits.push(parse_quote_spanned!(span=> ::core::marker::Send));
    item.supertraits.push(parse_quote_spanned!(span=> ::core::marker::Sync));
    for item in &mut item.items {
        if let TraitItem::Fn(method) = item {
            rewrite_method(method);
        }
    }
}

fn rewrite_method(method: &mut TraitItemFn) {
    method.attrs.retain(|attr| !attr.path().is_ident("resource") && !attr.path().is_ident("reply"));
    if method.sig.asyncness.take().is_none() {
        return;
    }
    let span = method.sig.output.span();
    let output = match &method.sig.output {
        ReturnType::Default => quote_spanned!(method.sig.ident.span()=> ()),
        ReturnType::Type(_, ty) => quote::ToTokens::to_token_stream(ty),
    };
    // The bound is put on the return type's own place: that is where rustc speaks of it.
    let future: syn::Type =
        parse_quote_spanned!(span=> impl ::core::future::Future<Output = #output> + ::core::marker::Send);
    method.sig.output = ReturnType::Type(syn::Token![->](span), Box::new(future));
    if let Some(body) = &mut method.default {
        let inner = body.clone();
        *body = parse_quote_spanned!(inner.brace_token.span.join()=> { async move #inner });
    }
}
