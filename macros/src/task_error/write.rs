//! The implementations that the derive writes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::{
    display,
    read::{ErrorVariant, Errors, Name},
};

/// Writes them; it cannot fail.
pub(super) fn write(item: &DeriveInput, errors: &Errors) -> TokenStream {
    let ident = &item.ident;
    let krate = &errors.krate;
    let (generics, arguments, bounds) = item.generics.split_for_impl();
    let names = body(errors, quote!(*self), name_arm);
    let mut out = quote! {
        #[automatically_derived]
        impl #generics #krate::TaskError for #ident #arguments #bounds {
            fn name(&self) -> ::std::borrow::Cow<'_, ::core::primitive::str> {
                #names
            }
        }
    };
    if errors.display {
        let arms = body(errors, quote!(*self), display::arm);
        out.extend(quote! {
            #[automatically_derived]
            impl #generics ::core::fmt::Display for #ident #arguments #bounds {
                #[allow(unused_variables)]
                fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #arms
                }
            }
            #[automatically_derived]
            impl #generics ::core::error::Error for #ident #arguments #bounds {}
        });
    }
    out
}

fn body(errors: &Errors, value: TokenStream, arm: fn(&ErrorVariant) -> TokenStream) -> TokenStream {
    if errors.variants.is_empty() {
        return quote!(match #value {});
    }
    let arms = errors.variants.iter().map(arm);
    quote!(match self { #(#arms)* })
}

fn name_arm(variant: &ErrorVariant) -> TokenStream {
    let ident = &variant.ident;
    match (&variant.name, &variant.fields) {
        (Name::Fixed(name), _) => quote!(Self::#ident { .. } => ::std::borrow::Cow::Borrowed(#name),),
        (Name::Value, syn::Fields::Named(_)) => quote! {
            Self::#ident { name, .. } => {
                ::std::borrow::Cow::Borrowed(::core::convert::AsRef::<::core::primitive::str>::as_ref(name))
            }
        },
        (Name::Value, _) => quote! {
            Self::#ident(name) => {
                ::std::borrow::Cow::Borrowed(::core::convert::AsRef::<::core::primitive::str>::as_ref(name))
            }
        },
    }
}
