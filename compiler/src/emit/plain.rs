//! Workflows all of whose data are plain values: they share the runtime's code, and bring a table of what their
//! states do. rustc takes a fraction of the time that a state enum with code of its own would cost.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Writer, docs, ty};
use crate::{ir::StateId, lower::plan::Goto};

impl Writer<'_> {
    /// The workflow, its states as an enum, and the table of what they do.
    pub(super) fn plain_items(&self) -> TokenStream {
        let doc = docs::outer(&docs::workflow(&self.options.name));
        let variants = self.plan.states.iter().map(|plan| {
            let (variant, number) = (ty::ident(&plan.variant), number(plan.id));
            let doc = self.state_doc(plan);
            quote!(#doc #variant = #number)
        });
        let start = match &self.plan.start {
            Goto::State { state, .. } => self.state_number(*state),
            // Only a definition with errors has no first state, and it is never written.
            Goto::End { .. } | Goto::Return { .. } => quote!(0),
        };
        let rows = self.rows();
        quote! {
            #doc
            #[derive(Clone, Copy, Debug)]
            pub struct Workflow;
            impl rt::Flow for Workflow {
                const META: &'static rt::FlowMeta = &META;
                type Input = rt::Value;
                type Output = rt::Value;
                type Code = rt::Plain;
                const STATES: &'static rt::plain::States = &STATES;
            }
            /// The states, by their rows. A checkpoint is a state's name and the plain value that arrived there.
            pub enum State { #(#variants),* }
            /// What the states do.
            static STATES: rt::plain::States = rt::plain::States { start: #start, all: &[#(#rows),*] };
        }
    }

    /// A state of the table, by its number.
    pub(super) fn state_number(&self, id: StateId) -> TokenStream {
        match self.state_plan(id) {
            Some(plan) => {
                let variant = ty::ident(&plan.variant);
                quote!(State::#variant as u32)
            }
            None => {
                let number = number(id);
                quote!(#number)
            }
        }
    }
}

fn number(id: StateId) -> Literal {
    Literal::u32_unsuffixed(id.0)
}
