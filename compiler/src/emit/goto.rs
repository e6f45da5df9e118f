//! Transitions: a state with its data, or the end of its scope.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, ty};
use crate::{
    ir::StateId,
    lower::plan::{ArmId, Goto},
};

impl Writer<'_> {
    /// The expression that takes `data` to where a document leads, as `Step`.
    pub(super) fn goto(&self, goto: &Goto, data: TokenStream) -> TokenStream {
        match goto {
            Goto::State { .. } => {
                let state = self.state_at(goto, data);
                quote!(rt::Step::Next(#state))
            }
            Goto::Return { to_value } => {
                let data = arriving(data, *to_value);
                quote!(rt::Step::Return(#data))
            }
            Goto::End { arm, to_value } => {
                let data = arriving(data, *to_value);
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
                let data = arriving(data, *to_value);
                self.enter(*state, *arm, data)
            }
            // Only a definition with errors has a scope without a first state, and it is never written.
            Goto::End { .. } | Goto::Return { .. } => quote!(return Err(rt::astray(cx))),
        }
    }

    /// A state with its data.
    pub(super) fn enter(&self, state: StateId, arm: ArmId, data: TokenStream) -> TokenStream {
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
}

/// The data as the place takes it that it goes to.
fn arriving(data: TokenStream, to_value: bool) -> TokenStream {
    if to_value { quote!(rt::value(cx, &rt::Doc(&*#data))?) } else { data }
}
