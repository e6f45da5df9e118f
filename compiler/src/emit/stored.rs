//! How the enums of a checkpoint are kept: as serde's own derive would, in far less code.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// How an enum of newtype variants is kept: under the name of its variant, as serde's own derive does, in far less
/// code.
pub(super) fn stored(ty: &TokenStream, variants: &[(Ident, &str)]) -> TokenStream {
    let (words, names): (Vec<_>, Vec<_>) = variants.iter().cloned().unzip();
    let places: Vec<_> = (0..variants.len()).map(Literal::usize_unsuffixed).collect();
    let name = ty.to_string();
    if variants.is_empty() {
        return quote! {
            impl rt::serde::Serialize for #ty {
                fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match *self {}
                }
            }
            impl<'de> rt::serde::Deserialize<'de> for #ty {
                fn deserialize<D: rt::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    Err(rt::no_variant(0))
                }
            }
        };
    }
    quote! {
        impl rt::serde::Serialize for #ty {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#ty::#words(data) => serializer.serialize_newtype_variant(#name, #places, #names, data)),*
                }
            }
        }
        impl<'de> rt::Variants<'de> for #ty {
            const NAME: &'static str = #name;
            const VARIANTS: &'static [&'static str] = &[#(#names),*];
            fn read<A: rt::serde::de::VariantAccess<'de>>(variant: usize, content: A) -> Result<Self, A::Error> {
                match variant {
                    #(#places => content.newtype_variant().map(#ty::#words),)*
                    _ => Err(rt::no_variant(variant)),
                }
            }
        }
        impl<'de> rt::serde::Deserialize<'de> for #ty {
            fn deserialize<D: rt::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                rt::read_variant(deserializer)
            }
        }
    }
}
