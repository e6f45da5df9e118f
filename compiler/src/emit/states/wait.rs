//! `Wait` states: until when, and what follows.

use proc_macro2::TokenStream;
use quote::quote;

use super::{At, Data, Entered, Verb};
use crate::{
    emit::{Scoped, expr},
    lower::plan::{Exit, UntilPlan},
};

impl At<'_> {
    pub(super) fn wait(&self, plan: &UntilPlan, exit: &Exit) -> Entered {
        let (call, leave_name) = (self.name(Verb::Call), self.name(Verb::Leave));
        let (data_ty, layout_ty) = (self.data_ty(), self.layout_ty());
        let (borrowed, owned) = (self.scope(Data::Borrowed), self.scope(Data::Owned));
        let until = instant(&borrowed, plan);
        let (parked, leave) = (self.park(&quote!(effect)), self.conclude(&owned, None, exit));
        let (selected_borrowed, selected_owned) = (self.selected(&borrowed), self.selected(&owned));
        let body = quote! {
            let effect = #call(cx, &data)?;
            #parked
        };
        let functions = quote! {
            fn #call(cx: &mut rt::Cx<'_>, data: &#layout_ty) -> Result<rt::Effect<Workflow>, rt::Failure> {
                #selected_borrowed
                let until = #until;
                Ok(rt::Effect::Sleep { until })
            }
            fn #leave_name(cx: &mut rt::Cx<'_>, mut data: #data_ty) -> rt::Stepped<Workflow> {
                #selected_owned
                #leave
            }
        };
        Entered { body, functions }
    }
}

/// The instant that a `Wait` waits for.
pub(super) fn instant(scope: &Scoped<'_>, until: &UntilPlan) -> TokenStream {
    match until {
        UntilPlan::Seconds(seconds) => quote!(rt::after(cx, #seconds)),
        UntilPlan::SecondsPath(operand, path) => {
            let seconds = scope.scalar(operand);
            quote!(rt::after(cx, rt::wait_seconds(cx, #path, #seconds)?))
        }
        UntilPlan::Timestamp(text) => {
            let nanos = expr::nanoseconds(text);
            quote!(rt::at(#nanos))
        }
        UntilPlan::TimestampPath(operand, path) => {
            let instant = scope.scalar(operand);
            quote!(rt::wait_timestamp(cx, #path, #instant)?)
        }
    }
}
