//! `#[derive(JsonForm)]`: makes `#[asl(as = ..)]` an attribute that rustc knows, and checks how it is written.

use proc_macro2::TokenStream;
use stepwright_compiler::types::import::asl_faults;
use syn::{Attribute, Fields, Item, ext::IdentExt as _};

/// Expands the derive: to nothing, or to what is wrong with the attributes.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    match syn::parse2::<Item>(item) {
        Ok(item) => asl_faults(&item).iter().map(syn::Error::to_compile_error).collect(),
        Err(error) => error.into_compile_error(),
    }
}

/// Takes the `asl` attributes off an item and what is in it, for rustc knows them under the derive only.
pub(crate) fn strip(item: &mut Item) {
    match item {
        Item::Struct(item) => {
            clear(&mut item.attrs);
            clear_fields(&mut item.fields);
        }
        Item::Enum(item) => {
            clear(&mut item.attrs);
            for variant in &mut item.variants {
                clear(&mut variant.attrs);
                clear_fields(&mut variant.fields);
            }
        }
        Item::Mod(module) => {
            if let Some((_, items)) = &mut module.content {
                items.iter_mut().for_each(strip);
            }
        }
        _ => {}
    }
}

fn clear_fields(fields: &mut Fields) {
    fields.iter_mut().for_each(|field| clear(&mut field.attrs));
}

fn clear(attrs: &mut Vec<Attribute>) {
    attrs.retain(|attr| attr.path().get_ident().is_none_or(|ident| ident.unraw() != "asl"));
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens as _, quote};

    use super::*;

    #[test]
    fn right_attributes_expand_to_nothing() {
        let item = quote!(
            #[asl(as = String)]
            struct Money {
                #[asl(as = Vec<u8>)]
                raw: Decimal,
            }
        );
        assert!(expand(item).is_empty());
    }

    #[test]
    fn wrong_attributes_are_errors() {
        let item = quote!(
            enum Money {
                #[asl(as = String)]
                Cash {
                    #[asl(form = String)]
                    raw: Decimal,
                },
            }
        );
        let errors = expand(item).to_string();
        assert!(errors.contains("expected `as = Type`"), "{errors}");
        assert!(errors.contains("a variant has no form of its own"), "{errors}");
    }

    #[test]
    fn attributes_are_taken_off_wherever_they_stand() {
        let mut item = syn::parse_quote! {
            mod a { #[asl(as = u8)] #[keep] enum E { #[asl()] A(#[asl(as = u8)] u8), } mod b { struct S { #[asl] a: u8, } } }
        };
        strip(&mut item);
        let bare = quote!(
            mod a {
                #[keep]
                enum E {
                    A(u8),
                }
                mod b {
                    struct S {
                        a: u8,
                    }
                }
            }
        );
        assert_eq!(item.to_token_stream().to_string(), bare.to_string());
    }
}
