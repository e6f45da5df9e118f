//! The types of a module: the state enum, the layouts, calls and replies, and the flow itself.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Writer, docs, ty};
use crate::lower::plan::{ArmId, ArmPlan, Cell, Goto, StatePlan};

/// The derives of what a checkpoint is made of.
fn derives() -> TokenStream {
    quote! {
        #[derive(rt::serde::Serialize, rt::serde::Deserialize)]
        #[serde(crate = "rt::serde")]
    }
}

/// How an enum of newtype variants is kept: under the name of its variant, as serde's own derive does, in far less
/// code.
fn stored(ty: &TokenStream, variants: &[(proc_macro2::Ident, &str)]) -> TokenStream {
    let (words, names): (Vec<_>, Vec<_>) = variants.iter().cloned().unzip();
    let places: Vec<_> = (0..variants.len()).map(proc_macro2::Literal::usize_unsuffixed).collect();
    let numbers =
        (0..variants.len()).map(|at| proc_macro2::Literal::u32_unsuffixed(u32::try_from(at).unwrap_or(u32::MAX)));
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
                    #(#ty::#words(data) => serializer.serialize_newtype_variant(#name, #numbers, #names, data)),*
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

impl Writer<'_> {
    pub(super) fn items(&self) -> TokenStream {
        let arms = self.plan.arms.iter().filter(|arm| !arm.base.is_value()).map(|arm| self.layout(arm));
        let inputs = self.plan.states.iter().filter(|state| state.cells.len() > 1).map(|state| self.input(state));
        let (state, flow, output) = (self.state_enum(), self.flow(), self.output());
        quote! { #flow #state #(#inputs)* #(#arms)* #output }
    }

    /// The struct of one layout, and how it is written as a document.
    fn layout(&self, arm: &ArmPlan) -> TokenStream {
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

    fn state_enum(&self) -> TokenStream {
        let variants = self.plan.states.iter().map(|plan| {
            let (variant, data) = (ty::ident(&plan.variant), self.input_ty(plan));
            let state = self.machine.state(plan.id);
            let line = self.lines.get(plan.id.0 as usize).copied().unwrap_or_default();
            let doc = docs::outer(
                &state.map_or_else(String::new, |state| docs::state(state, line, self.options.file.as_deref())),
            );
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

    fn input_name(plan: &StatePlan) -> proc_macro2::Ident {
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

    fn arm_variant(&self, arm: ArmId) -> proc_macro2::Ident {
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

    /// The expression that takes `data` to where a document leads, as `Step`.
    pub(super) fn goto(&self, goto: &Goto, data: TokenStream) -> TokenStream {
        match goto {
            Goto::State { .. } => {
                let state = self.state_at(goto, data);
                quote!(rt::Step::Next(#state))
            }
            Goto::Return { to_value } => {
                let data = if *to_value { quote!(rt::value(cx, &rt::Doc(&*#data))?) } else { data };
                quote!(rt::Step::Return(#data))
            }
            Goto::End { arm, to_value } => {
                let data = if *to_value { quote!(rt::value(cx, &rt::Doc(&*#data))?) } else { data };
                let data = if self.plan.outputs.len() > 1 {
                    let variant = self.arm_variant(*arm);
                    quote!(Output::#variant(#data))
                } else {
                    data
                };
                quote!(rt::Step::Done(rt::Owned(#data)))
            }
        }
    }

    /// The state that is gone to, with its data.
    pub(super) fn state_at(&self, goto: &Goto, data: TokenStream) -> TokenStream {
        match goto {
            Goto::State { state, arm, to_value } => {
                let data = if *to_value { quote!(rt::value(cx, &rt::Doc(&*#data))?) } else { data };
                self.enter(*state, *arm, data)
            }
            // Only a definition with errors has a scope without a first state, and it is never written.
            Goto::End { .. } | Goto::Return { .. } => quote!(return Err(rt::astray(cx))),
        }
    }

    /// A state with its data.
    pub(super) fn enter(&self, state: crate::ir::StateId, arm: ArmId, data: TokenStream) -> TokenStream {
        let Some(plan) = self.state_plan(state) else { return quote!(#data) };
        if self.plan.is_plain() {
            let state = self.state_number(state);
            return quote!(rt::plain::At::new(#state, #data));
        }
        let variant = ty::ident(&plan.variant);
        if plan.cells.len() > 1 {
            let (input, arm) = (Self::input_name(plan), self.arm_variant(arm));
            quote!(State::#variant(#input::#arm(#data)))
        } else {
            quote!(State::#variant(#data))
        }
    }

    fn flow(&self) -> TokenStream {
        let (input, output) = (ty::rust(&self.plan.input, self.contract), ty::rust(&self.plan.output, self.contract));
        let document = self.document_ty();
        let name = docs::text(&self.options.name);
        let doc = docs::outer(&format!("The workflow {name}, to be registered with an engine."));
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
                    match #start {
                        Ok(state) => rt::run(cx, state, step),
                        Err(failure) => rt::Turn::Failed(failure),
                    }
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

    /// The first state, from the input.
    fn start(&self) -> TokenStream {
        let Goto::State { state, arm, to_value } = &self.plan.start else {
            return quote!(Err::<State, _>(cx.runtime_error("the definition has no first state")));
        };
        if *to_value {
            let state = self.enter(*state, *arm, quote!(data));
            return quote!(rt::value(cx, &input).map(|data| #state));
        }
        let data = match self.arm(*arm) {
            Some(plan) if !plan.base.is_value() => {
                let (name, fields) = (ty::ident(&plan.name), plan.slots.iter().map(|slot| ty::ident(&slot.field)));
                quote!(Box::new(#name { base: input, #(#fields: None),* }))
            }
            _ => quote!(input),
        };
        let state = self.enter(*state, *arm, data);
        quote!(Ok::<State, rt::Failure>(#state))
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
