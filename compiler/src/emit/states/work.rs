//! What the states that wait for work of others have in common: beginning, taking the result, and failing.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    At, Data, Verb,
    exit::{apply, assigned, caught_result},
};
use crate::lower::plan::{After, Output};

impl At<'_> {
    /// Asks for the work, once the state is entered.
    pub(super) fn begin(&self) -> TokenStream {
        let (call, fail) = (self.name(Verb::Call), self.name(Verb::Fail));
        let parked = self.park(&quote!(effect));
        quote! {
            match #call(cx, &data) {
                Ok(effect) => #parked,
                Err(failure) => #fail(cx, data, failure),
            }
        }
    }

    /// Takes the result into the data, or makes the output from it.
    pub(super) fn take(&self, after: &After, result_ty: &TokenStream) -> TokenStream {
        let (take, layout_ty, borrowed) = (self.name(Verb::Take), self.layout_ty(), self.scope(Data::Borrowed));
        let (assigned, assign) = assigned(&borrowed, &after.exit);
        let change = apply(&borrowed, &after.then);
        let (out_ty, made) = match &after.exit.output {
            Output::Same => (quote!(()), quote!(())),
            Output::New(arm, data) => (self.writer.data_ty(*arm), self.new_data(&borrowed, *arm, data)),
        };
        let end = match assign {
            Some(assign) => quote!(let made = #made; #assign Ok(made)),
            None => quote!(Ok(#made)),
        };
        quote! {
            fn #take(cx: &mut rt::Cx<'_>, data: &mut #layout_ty, result: #result_ty) -> Result<#out_ty, rt::Failure> {
                #assigned
                #change
                #end
            }
        }
    }

    /// What is left of `take`'s value and how the state is left with it.
    pub(super) fn leave_taken(&self, after: &After) -> (TokenStream, TokenStream) {
        match &after.exit.output {
            Output::Same => (quote!(()), self.exit_with(&after.exit, quote!(data))),
            Output::New(..) => (quote!(out), self.exit_with(&after.exit, quote!(out))),
        }
    }

    /// What happens when it failed: another attempt, a catcher, or the end. `failed` records that no attempt
    /// follows.
    pub(super) fn fail(&self, after: &After, failed: Option<&TokenStream>) -> TokenStream {
        let (name, data_ty, owned) = (self.name(Verb::Fail), self.data_ty(), self.scope(Data::Owned));
        let retriers = self.writer.retriers(self.plan.id);
        let retry = after.retry.then(|| {
            let parked = self.park(&quote!(rt::Effect::Backoff { until }));
            quote! {
                const RETRY: &[rt::Retrier] = #retriers;
                if let Some(until) = cx.retry(RETRY, &failure) {
                    return #parked;
                }
            }
        });
        let catch = (!after.catch.is_empty()).then(|| {
            let catchers = self.writer.catchers(self.plan.id);
            let arms = after.catch.iter().enumerate().map(|(at, plan)| {
                let at = Literal::usize_unsuffixed(at);
                let result = caught_result(&plan.exit);
                let conclude = self.conclude(&owned, Some(&plan.change), &plan.exit);
                quote!(Some(#at) => { let error = failure.error_output(); #result return { #conclude }; })
            });
            quote! {
                const CATCH: &[rt::Catcher] = #catchers;
                match cx.catch(CATCH, &failure) { #(#arms)* _ => {} }
            }
        });
        quote! {
            fn #name(cx: &mut rt::Cx<'_>, mut data: #data_ty, failure: rt::Failure) -> rt::Stepped<Workflow> {
                #retry
                #failed
                #catch
                Err(failure)
            }
        }
    }
}
