//! `#[tasks]`: async methods become functions that return `Send` futures.

mod check;
mod rewrite;

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::ItemTrait;

/// Expands the attribute. Faults are reported beside the trait, which is kept so that nothing else fails.
pub(crate) fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut item: ItemTrait = match syn::parse2(item.clone()) {
        Ok(item) => item,
        Err(error) => {
            let error = syn::Error::new(error.span(), format!("`#[tasks]` stands on a trait: {error}"));
            return [error.into_compile_error(), item].into_iter().collect();
        }
    };
    let faults = check::faults(attribute, &item);
    rewrite::rewrite(&mut item);
    let mut out = item.into_token_stream();
    out.extend(faults.map(syn::Error::into_compile_error));
    out
}

/// The trait as the attribute leaves it, without judging it: for a `workflow!` that reports faults itself.
pub(crate) fn rewritten(item: &ItemTrait) -> ItemTrait {
    let mut item = item.clone();
    item.attrs.retain(|attr| !is_tasks(attr));
    rewrite::rewrite(&mut item);
    item
}

/// Whether an attribute is `#[tasks]`, by whatever path.
pub(crate) fn is_tasks(attr: &syn::Attribute) -> bool {
    attr.path().segments.last().is_some_and(|segment| segment.ident == "tasks")
}
