//! The types of a module: the flow itself, the state enum, what arrives at states and what an execution ends with.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Writer, docs, stored::stored, ty};
use crate::lower::plan::{ArmId, Cell, Goto, StatePlan};

impl Writer<'_> {
    pub(super) fn items(&self) -> TokenStream {
        let arms = self.plan.arms.iter().filter(|arm| !arm.base.is_value()).map(|arm| self.layout(arm));
        let inputs = self.plan.states.iter().filter(|state| state.cells.len() > 1).map(|state| self.input(state));
        let (state, flow, output) = (self.state_enum(), self.flow(), self.output());
        quote! { #flow #state #(#inputs)* #(#arms)* #output }
    }

    fn state_enum(&self) -> TokenStream {
        let variants = self.plan.states.iter().map(|plan| {
            let (variant, data) = (ty::ident(&plan.variant), self.input_ty(plan));
            let doc = self.state_doc(plan);
            quote! {
                #doc
                #variant(#data)
            }
        });
        let names = self.plan.states.iter().map(|plan| {
            let name = self.machine.state(plan.id).map_or("", |state| state.name.as_str());
            (ty::ident(&plan.variant), name)
        });
        let stored = stored(&quote!(State), &names.collect::<Vec<_>>());
        quote! {
            /// The states, each with the data that arrives there. It is the checkpoint of an execution.
            pub enum State { #(#variants),* }
            #stored
        }
    }

    pub(super) fn input_name(plan: &StatePlan) -> Ident {
        format_ident!("{}Input", ty::ident(&plan.variant))
    }

    fn input_ty(&self, plan: &StatePlan) -> TokenStream {
        match plan.cells.as_slice() {
            [Cell { arm, .. }] => self.data_ty(*arm),
            _ => {
                let name = Self::input_name(plan);
                quote!(#name)
            }
        }
    }

    pub(super) fn arm_variant(&self, arm: ArmId) -> Ident {
        ty::ident(self.arm(arm).map_or("Value", |arm| arm.name.as_str()))
    }

    /// The enum of the layouts that can arrive at a state.
    fn input(&self, plan: &StatePlan) -> TokenStream {
        let name = Self::input_name(plan);
        let arms = plan.cells.iter().map(|cell| {
            let (variant, data) = (self.arm_variant(cell.arm), self.data_ty(cell.arm));
            quote!(#variant(#data))
        });
        let words: Vec<_> = plan.cells.iter().map(|cell| self.arm_variant(cell.arm)).collect();
        let texts: Vec<String> = words.iter().map(ToString::to_string).collect();
        let names: Vec<_> = words.into_iter().zip(texts.iter().map(String::as_str)).collect();
        let stored = stored(&quote!(#name), &names);
        let doc = docs::outer(&format!("What arrives at the state `{}`: one variant a layout.", plan.variant));
        quote! {
            #doc
            pub enum #name { #(#arms),* }
            #stored
        }
    }

    /// The document an execution ends with, if there are several layouts.
    fn output(&self) -> TokenStream {
        if self.plan.outputs.len() < 2 {
            return TokenStream::new();
        }
        let arms: Vec<_> = self.plan.outputs.iter().map(|arm| (self.arm_variant(*arm), self.data_ty(*arm))).collect();
        let (variants, types): (Vec<_>, Vec<_>) = arms.into_iter().unzip();
        quote! {
            /// What an execution ends with: one variant a layout.
            pub enum Output { #(#variants(#types)),* }
            impl rt::Document for Output {
                fn write<S: rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match self { #(Output::#variants(data) => rt::Document::write(data, serializer)),* }
                }
            }
        }
    }

    fn document_ty(&self) -> TokenStream {
        match self.plan.outputs.as_slice() {
            [] => quote!(rt::Object),
            [arm] => self.data_ty(*arm),
            _ => quote!(Output),
        }
    }

    fn flow(&self) -> TokenStream {
        let (input, output) = (ty::rust(&self.plan.input, self.contract), ty::rust(&self.plan.output, self.contract));
        let document = self.document_ty();
        let doc = docs::outer(&docs::workflow(&self.options.name));
        let start = self.start();
        let step = self.dispatch_step();
        let effect = self.dispatch_effect();
        let resume = self.dispatch_resume();
        let (fork_ty, fork_enum) = self.fork_enum();
        let child = if fork_enum.is_empty() { quote!(Err(rt::astray(cx))) } else { self.dispatch_child() };
        quote! {
            #doc
            #[derive(Clone, Copy, Debug)]
            pub struct Workflow;
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
                type Frame = State;
                type Call = Call;
                type Reply = Reply;
                type Document = rt::Owned<#document>;
                type Fork = #fork_ty;
                fn start(_: &'static (), cx: &mut rt::Cx<'_>, input: Self::Input) -> rt::Turn<Self> {
                    #start
                }
                fn effect(
                    _: &'static (), cx: &mut rt::Cx<'_>, frame: &Self::Frame,
                ) -> Result<rt::Effect<Self>, rt::Failure> {
                    #effect
                }
                fn child(
                    _: &'static (), cx: &mut rt::Cx<'_>, frame: &Self::Frame, fork: &Self::Fork, index: u32,
                ) -> Result<Self::Frame, rt::Failure> {
                    #child
                }
                fn resume(
                    _: &'static (), cx: &mut rt::Cx<'_>, frame: Self::Frame, wake: rt::Wake<Self::Reply>,
                ) -> rt::Turn<Self> {
                    #resume
                }
            }
            #step
            #fork_enum
        }
    }

    /// The first turn, from the input.
    fn start(&self) -> TokenStream {
        let Goto::State { state, arm, to_value } = &self.plan.start else {
            // Only a definition with errors has no first state, and it is never written.
            return quote!(rt::Turn::Failed(rt::astray(cx)));
        };
        if *to_value {
            let state = self.enter(*state, *arm, quote!(data));
            return quote! {
                match rt::value(cx, &input) {
                    Ok(data) => rt::run(cx, #state, step),
                    Err(failure) => rt::Turn::Failed(failure),
                }
            };
        }
        let data = match self.arm(*arm) {
            Some(plan) if !plan.base.is_value() => {
                let (name, fields) = (ty::ident(&plan.name), plan.slots.iter().map(|slot| ty::ident(&slot.field)));
                quote!(Box::new(#name { base: input, #(#fields: None),* }))
            }
            _ => quote!(input),
        };
        let state = self.enter(*state, *arm, data);
        quote!(rt::run(cx, #state, step))
    }
}
