//! How a state is left: what `Assign` gives to variables, what becomes of the data, and where it goes.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::At;
use crate::{
    emit::{Data, Scoped, place, ty},
    lower::plan::{ArmId, Change, Exit, NewData, Output},
};

impl At<'_> {
    /// Ends a state: makes what `Assign` says, changes the data, makes the output, records both, goes on.
    pub(super) fn conclude(&self, scope: &Scoped<'_>, change: Option<&Change>, exit: &Exit) -> TokenStream {
        let (assigned, assign) = assigned(scope, exit);
        let change = change.map(|change| apply(scope, change));
        let (made, left) = match &exit.output {
            Output::Same => (None, quote!(data)),
            Output::New(arm, new) => {
                let made = self.new_data(scope, *arm, new);
                (Some(quote!(let out = #made;)), quote!(out))
            }
        };
        let rest = self.exit_with(exit, left);
        quote!(#assigned #change #made #assign #rest)
    }

    pub(super) fn exit_with(&self, exit: &Exit, out: TokenStream) -> TokenStream {
        let document = self.writer.document(self.leaving(exit), &out);
        let (index, goto) = (self.index(), self.writer.goto(&exit.to, out));
        quote! {
            cx.exit(#index, #document);
            Ok(#goto)
        }
    }

    /// The layout that leaves with an exit.
    fn leaving(&self, exit: &Exit) -> ArmId {
        match &exit.output {
            Output::Same => self.cell.arm,
            Output::New(arm, _) => *arm,
        }
    }

    pub(super) fn new_data(&self, scope: &Scoped<'_>, arm: ArmId, data: &NewData) -> TokenStream {
        match data {
            NewData::Value(value) => scope.expr(value),
            NewData::Struct(base, set) => {
                let Some(plan) = self.writer.arm(arm) else { return TokenStream::new() };
                let name = ty::ident(&plan.name);
                let base = scope.expr(base);
                let fields = plan.slots.iter().enumerate().map(|(at, slot)| {
                    let field = ty::ident(&slot.field);
                    match set.iter().find(|(slot, _)| *slot == at) {
                        Some((_, value)) => {
                            let value = scope.expr(value);
                            quote!(#field: Some(#value))
                        }
                        None => quote!(#field: None),
                    }
                });
                quote!(Box::new(#name { base: #base, #(#fields),* }))
            }
        }
    }
}

/// Changes the data: first all values are made, then all are set.
pub(super) fn apply(scope: &Scoped<'_>, change: &Change) -> TokenStream {
    let unread = change.unread.as_ref().map(|value| {
        let value = scope.expr(value);
        quote!(let _ = #value;)
    });
    let names: Vec<_> = (0..change.set.len()).map(|at| format_ident!("set{at}")).collect();
    let values = change.set.iter().zip(&names).map(|((_, value), name)| {
        let value = scope.expr(value);
        quote!(let #name = #value;)
    });
    let clears = change.clear.iter().map(|slot| {
        let field = scope.slot(*slot);
        quote!(data.#field = None;)
    });
    let sets = change.set.iter().zip(&names).map(|((slot, _), name)| {
        let field = scope.slot(*slot);
        quote!(data.#field = Some(#name);)
    });
    let put = change.put.as_ref().map(|put| {
        let (way, text, value) = (place::steps(&put.path), &put.text, scope.expr(&put.value));
        let target = match put.slot {
            Some(slot) => {
                let field = scope.slot(slot);
                quote!(rt::slot_value(&mut data.#field))
            }
            None if scope.data == Data::Owned => quote!(&mut data),
            None => quote!(&mut *data),
        };
        quote!(let value = #value; rt::put(cx, #target, #way, #text, value)?;)
    });
    quote!(#unread #(#values)* #(#clears)* #(#sets)* #put)
}

/// `Assign`: the statement that makes the values, and the one that gives them to the variables.
pub(super) fn assigned(scope: &Scoped<'_>, exit: &Exit) -> (Option<TokenStream>, Option<TokenStream>) {
    if exit.assign.is_empty() {
        return (None, None);
    }
    let values = exit.assign.iter().map(|(name, value)| {
        let value = scope.expr(value);
        quote!((#name, #value))
    });
    (Some(quote!(let assigned = Vec::from([#(#values),*]);)), Some(quote!(cx.assign(assigned);)))
}

/// `$` of a catcher's `Assign`, which is the error.
pub(super) fn caught_result(exit: &Exit) -> Option<TokenStream> {
    (!exit.assign.is_empty()).then(|| quote!(let result = Clone::clone(&error);))
}
