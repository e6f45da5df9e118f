//! Which function of which state is called: to enter it, for its effect, and with what came from outside.

use proc_macro2::TokenStream;
use quote::quote;

use super::Verb;
use crate::{emit::Writer, lower::plan::Body};

impl Writer<'_> {
    /// `step`: one transition of a state that is entered.
    pub(in crate::emit) fn dispatch_step(&self) -> TokenStream {
        let arms = self.cells().map(|at| {
            let (pattern, enter) = (at.pattern(), at.name(Verb::Enter));
            quote!(#pattern => #enter(cx, data))
        });
        quote! {
            /// One transition: enters a state and runs to where it leads, or to what it needs from outside.
            fn step(cx: &mut rt::Cx<'_>, state: State) -> rt::Stepped<Workflow> {
                match state { #(#arms),* }
            }
        }
    }

    pub(in crate::emit) fn dispatch_effect(&self) -> TokenStream {
        let arms = self.cells().filter_map(|at| {
            let pattern = at.pattern();
            match &at.cell.body {
                Body::Task(_) | Body::Wait { .. } | Body::Fork(_) => {
                    let call = at.name(Verb::Call);
                    Some(quote!(#pattern => #call(cx, data)))
                }
                _ => None,
            }
        });
        quote!(match frame { #(#arms,)* _ => Ok(rt::Effect::Yield) })
    }

    pub(in crate::emit) fn dispatch_resume(&self) -> TokenStream {
        let replies = self.cells().filter(|at| matches!(at.cell.body, Body::Task(_))).map(|at| {
            let (pattern, finish) = (at.pattern(), at.name(Verb::Finish));
            quote!(#pattern => #finish(cx, data, reply))
        });
        let forks = || self.cells().filter(|at| matches!(at.cell.body, Body::Fork(_)));
        let unmade = forks().map(|at| {
            let (pattern, fail) = (at.pattern(), at.name(Verb::Fail));
            quote!(#pattern => match reply { Err(failure) => #fail(cx, data, failure), Ok(_) => Err(rt::astray(cx)) })
        });
        let joins = forks().map(|at| {
            let (pattern, finish) = (at.pattern(), at.name(Verb::Finish));
            quote!(#pattern => #finish(cx, data, joined))
        });
        let joins: Vec<_> = joins.collect();
        let joined = match joins.as_slice() {
            [] => quote!(Err(rt::astray(cx))),
            joins => quote!(match frame { #(#joins,)* _ => Err(rt::astray(cx)) }),
        };
        let waits = self.cells().filter(|at| matches!(at.cell.body, Body::Wait { .. })).map(|at| {
            let (pattern, leave) = (at.pattern(), at.name(Verb::Leave));
            quote!(#pattern => #leave(cx, data))
        });
        quote! {
            let stepped = match wake {
                rt::Wake::Continue => Ok(rt::Step::Next(frame)),
                rt::Wake::Reply(reply) => match frame { #(#replies,)* #(#unmade,)* _ => Err(rt::astray(cx)) },
                rt::Wake::Elapsed => match frame { #(#waits,)* _ => Err(rt::astray(cx)) },
                rt::Wake::Joined(joined) => #joined,
            };
            rt::settle(cx, stepped, step)
        }
    }
}
