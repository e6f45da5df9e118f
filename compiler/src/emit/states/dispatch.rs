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

    /// `effect`: what a state is parked with.
    pub(in crate::emit) fn dispatch_effect(&self) -> TokenStream {
        let works = |body: &Body| matches!(body, Body::Task(_) | Body::Wait { .. } | Body::Fork(_));
        let arms = self.cells().filter(|at| works(&at.cell.body)).map(|at| {
            let (pattern, call) = (at.pattern(), at.name(Verb::Call));
            quote!(#pattern => #call(cx, data))
        });
        of_frame(arms, &quote!(Ok(rt::Effect::Yield)))
    }

    /// `resume`: a state goes on with what came from outside.
    pub(in crate::emit) fn dispatch_resume(&self) -> TokenStream {
        let tasks = self.cells().filter(|at| matches!(at.cell.body, Body::Task(_))).map(|at| {
            let (pattern, finish) = (at.pattern(), at.name(Verb::Finish));
            quote!(#pattern => #finish(cx, data, reply))
        });
        let forks = || self.cells().filter(|at| matches!(at.cell.body, Body::Fork(_)));
        // A fork whose children could not be made is told so in place of a reply.
        let unmade = forks().map(|at| {
            let (pattern, fail) = (at.pattern(), at.name(Verb::Fail));
            quote!(#pattern => match reply { Err(failure) => #fail(cx, data, failure), Ok(_) => Err(rt::astray(cx)) })
        });
        let waits = self.cells().filter(|at| matches!(at.cell.body, Body::Wait { .. })).map(|at| {
            let (pattern, leave) = (at.pattern(), at.name(Verb::Leave));
            quote!(#pattern => #leave(cx, data))
        });
        let joins = forks().map(|at| {
            let (pattern, finish) = (at.pattern(), at.name(Verb::Finish));
            quote!(#pattern => #finish(cx, data, joined))
        });
        let astray = quote!(Err(rt::astray(cx)));
        let replied = of_frame(tasks.chain(unmade), &astray);
        let (elapsed, joined) = (of_frame(waits, &astray), of_frame(joins, &astray));
        quote! {
            let stepped = match wake {
                rt::Wake::Continue => Ok(rt::Step::Next(frame)),
                rt::Wake::Reply(reply) => #replied,
                rt::Wake::Elapsed => #elapsed,
                rt::Wake::Joined(joined) => #joined,
            };
            rt::settle(cx, stepped, step)
        }
    }
}

/// A match on the frame, and what stands for all other states.
fn of_frame(arms: impl Iterator<Item = TokenStream>, other: &TokenStream) -> TokenStream {
    let arms: Vec<_> = arms.collect();
    if arms.is_empty() { other.clone() } else { quote!(match frame { #(#arms,)* _ => #other }) }
}
