//! Tails of paths and intrinsic functions, as the runtime has them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expr::{Filter, Intrinsic, Segment};

pub(super) fn segments(segments: &[Segment]) -> TokenStream {
    let _ = segments;
    quote!(&[])
}

pub(super) fn intrinsic(function: Intrinsic) -> TokenStream {
    let _ = function;
    quote!(rt::states::unknown)
}

pub(super) fn filter(filter: &Filter) -> TokenStream {
    let _ = filter;
    quote!(&[])
}
