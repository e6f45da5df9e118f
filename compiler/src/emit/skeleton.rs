//! The public items of a module that could not be written, so that rustc shows our error and no other.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Options, allowed, ty};
use crate::types::{
    Contract,
    contract::{Lacking, RustTy},
};

/// The items of a module, without what they do.
#[must_use]
pub fn skeleton(contract: Option<&Contract>, options: &Options) -> TokenStream {
    let (runtime, allowed) = (&options.runtime, allowed());
    let empty = Contract::default();
    let contract = contract.unwrap_or(&empty);
    let of = |typed: Option<&crate::types::contract::Typed>| {
        ty::rust(typed.map_or(&RustTy::Value, |typed| &typed.ty), contract)
    };
    let tasks = contract.tasks.as_ref();
    let input = of(tasks.and_then(|tasks| tasks.input.as_ref()));
    let output = of(tasks.and_then(|tasks| tasks.output.as_ref()));
    let name = &options.name;
    let stand_ins = contract.lacking.iter().map(stand_in);
    quote! {
        #allowed
        use #runtime::__private as rt;
        use #runtime::__private::prelude::*;
        #(#stand_ins)*
        #[derive(Clone, Copy, Debug)]
        pub struct Workflow;
        pub trait Tasks: Send + Sync + 'static {}
        static META: rt::FlowMeta = rt::FlowMeta {
            name: #name,
            definition: "",
            fingerprint: "",
            timeout_seconds: None,
            states: &[],
            tasks: &[],
            unsupported: &[],
        };
        impl rt::Flow for Workflow {
            const META: &'static rt::FlowMeta = &META;
            type Input = #input;
            type Output = #output;
            type Code = Workflow;
            const STATES: &'static () = &();
        }
        impl rt::Code for Workflow {
            type States = ();
            type Input = #input;
            type Frame = ();
            type Call = ();
            type Reply = ();
            type Document = ();
            type Fork = ();
            fn start(_: &'static (), cx: &mut rt::Cx<'_>, _: Self::Input) -> rt::Turn<Self> {
                rt::Turn::Failed(rt::astray(cx))
            }
            fn effect(_: &'static (), cx: &mut rt::Cx<'_>, _: &()) -> Result<rt::Effect<Self>, rt::Failure> {
                Err(rt::astray(cx))
            }
            fn child(_: &'static (), cx: &mut rt::Cx<'_>, _: &(), _: &(), _: u32) -> Result<(), rt::Failure> {
                Err(rt::astray(cx))
            }
            fn resume(_: &'static (), cx: &mut rt::Cx<'_>, _: (), _: rt::Wake<()>) -> rt::Turn<Self> {
                rt::Turn::Failed(rt::astray(cx))
            }
        }
        impl<H: Send + Sync + 'static> rt::Dispatch<H> for Workflow {
            fn dispatch(_: rt::Arc<H>, _: rt::TaskContext, _: u32, _: ()) -> rt::Work<()> {
                Box::pin(async { Ok(()) })
            }
        }
    }
}

/// The traits that a stored type lacks, so that rustc does not say again and again what has been reported.
fn stand_in(lacking: &Lacking) -> TokenStream {
    let ty = ty::tokens(&lacking.path);
    let impls = lacking.traits.iter().map(|name| match *name {
        "Clone" => quote! {
            impl Clone for #ty {
                fn clone(&self) -> Self {
                    unreachable!()
                }
            }
        },
        "Serialize" => quote! {
            impl rt::serde::Serialize for #ty {
                fn serialize<S: rt::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    to.serialize_unit()
                }
            }
        },
        "Deserialize" => quote! {
            impl<'de> rt::serde::Deserialize<'de> for #ty {
                fn deserialize<D: rt::serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
                    unreachable!()
                }
            }
        },
        _ => TokenStream::new(),
    });
    quote!(#(#impls)*)
}
