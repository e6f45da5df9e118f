//! Layouts as structs, and how each is written as the document that ASL sees.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, docs, ty};
use crate::lower::plan::ArmPlan;

impl Writer<'_> {
    /// The struct of one layout, and how it is written as a document.
    pub(super) fn layout(&self, arm: &ArmPlan) -> TokenStream {
        let (name, derives) = (ty::ident(&arm.name), derives());
        let copied = arm.is_copied.then(|| quote!(#[derive(Clone)]));
        let base = ty::repr(&arm.base, self.contract);
        let fields = arm.slots.iter().map(|slot| {
            let (field, ty) = (ty::ident(&slot.field), ty::repr(&slot.repr, self.contract));
            let doc = docs::outer(&format!(
                "What is laid over the document at {}.",
                docs::text(&format!("$.{}", slot.path.join(".")))
            ));
            // A slot may hold `null`, which is not the same as being empty.
            quote! {
                #doc
                #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "rt::slot")]
                pub #field: Option<#ty>
            }
        });
        let mut in_order: Vec<_> = arm.slots.iter().collect();
        in_order.sort_by_key(|slot| slot.rank);
        let layers =
            layers(&in_order.iter().map(|slot| (slot.path.as_slice(), slot.field.as_str())).collect::<Vec<_>>());
        let document = if arm.slots.is_empty() {
            quote!(rt::serde::Serialize::serialize(&self.base, serializer))
        } else {
            quote!(rt::overlaid(serializer, &self.base, #layers))
        };
        quote! {
            /// State data: a document, and what is laid over it.
            #derives
            #copied
            pub struct #name {
                /// The document as it came.
                pub base: #base,
                #(#fields),*
            }
            impl rt::Document for #name {
                fn write<S: rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    #document
                }
            }
        }
    }
}

/// The derives of what a checkpoint is made of.
fn derives() -> TokenStream {
    quote! {
        #[derive(rt::serde::Serialize, rt::serde::Deserialize)]
        #[serde(crate = "rt::serde")]
    }
}

/// The layers of a place, as a tree: each slot under its key, with what lies below it.
fn layers(slots: &[(&[String], &str)]) -> TokenStream {
    let mut keys: Vec<&String> = Vec::new();
    for (path, _) in slots {
        if let Some(key) = path.first()
            && !keys.contains(&key)
        {
            keys.push(key);
        }
    }
    let nodes = keys.into_iter().map(|key| {
        let here: Vec<(&[String], &str)> = slots
            .iter()
            .filter_map(|(path, field)| {
                path.split_first().filter(|(first, _)| *first == key).map(|(_, rest)| (rest, *field))
            })
            .collect();
        let below: Vec<_> = here.iter().filter(|(rest, _)| !rest.is_empty()).copied().collect();
        let below = layers(&below);
        match here.iter().find(|(rest, _)| rest.is_empty()) {
            Some((_, field)) => {
                let field = ty::ident(field);
                quote!(rt::Layer::new(#key, &self.#field, #below))
            }
            None => quote!(rt::Layer::way(#key, #below)),
        }
    });
    quote!(&[#(#nodes),*])
}
