//! `Parallel` and `Map` states: their children, what these begin with, and what they leave together.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{At, Data, Entered, Verb};
use crate::{
    emit::{Writer, ty},
    lower::plan::{Body, CountPlan, ForkBody, ForkPlan, Output},
};

impl Writer<'_> {
    fn forks(&self) -> impl Iterator<Item = (At<'_>, &ForkBody)> {
        self.cells().filter_map(|at| match &at.cell.body {
            Body::Fork(fork) => Some((at, &**fork)),
            _ => None,
        })
    }

    /// What `Parallel` and `Map` states hand to their children: one variant a state and layout.
    pub(in crate::emit) fn fork_enum(&self) -> (TokenStream, TokenStream) {
        let variants: Vec<_> = self
            .forks()
            .map(|(at, fork)| {
                let variant = ty::ident(&fork.variant);
                let handed = at.handed_ty(fork).map(|ty| quote!((#ty)));
                quote!(#variant #handed)
            })
            .collect();
        if variants.is_empty() {
            return (quote!(()), TokenStream::new());
        }
        let item = quote! {
            /// What branches and iterations are made from: evaluated once, when they are asked for.
            pub enum Fork { #(#variants),* }
        };
        (quote!(Fork), item)
    }

    pub(in crate::emit) fn dispatch_child(&self) -> TokenStream {
        let arms = self.forks().map(|(at, fork)| {
            let (pattern, variant, child) = (at.pattern(), ty::ident(&fork.variant), at.name(Verb::Child));
            match at.handed_ty(fork) {
                Some(_) => quote!((#pattern, Fork::#variant(handed)) => #child(cx, data, handed, index)),
                None => quote!((#pattern, Fork::#variant) => #child(cx, data, &(), index)),
            }
        });
        quote!(match (frame, fork) { #(#arms,)* _ => Err(rt::astray(cx)) })
    }
}

impl At<'_> {
    pub(super) fn fork(&self, fork: &ForkBody) -> Entered {
        let (call, child, finish) = (self.ask(fork), self.child(fork), self.finish_fork(fork));
        let take = self.take(&fork.after, &quote!(rt::Value));
        let fail = self.fail(&fork.after, Some(&quote!(cx.fork_failed();)));
        Entered { body: self.begin(), functions: quote!(#call #child #take #finish #fail) }
    }

    /// The effect of a state with children.
    fn ask(&self, fork: &ForkBody) -> TokenStream {
        let (name, layout_ty, borrowed) = (self.name(Verb::Call), self.layout_ty(), self.scope(Data::Borrowed));
        let (input, ask) = (self.input(&borrowed), self.asked(fork));
        quote! {
            fn #name(cx: &mut rt::Cx<'_>, data: &#layout_ty) -> Result<rt::Effect<Workflow>, rt::Failure> {
                #input
                #ask
                cx.forked(children);
                Ok(rt::Effect::Fork { fork, children, at_once })
            }
        }
    }

    /// The statements that make `fork`, `children` and `at_once`.
    pub(super) fn asked(&self, fork: &ForkBody) -> TokenStream {
        let borrowed = self.scope(Data::Borrowed);
        match &fork.plan {
            ForkPlan::Branches { input, starts, .. } => {
                let fork = match input {
                    Output::Same => self.handed(fork, None),
                    Output::New(arm, new) => {
                        let made = self.new_data(&borrowed, *arm, new);
                        self.handed(fork, Some(made))
                    }
                };
                let children = Literal::u32_suffixed(u32::try_from(starts.len()).unwrap_or(u32::MAX));
                quote!(let fork = #fork; let children = #children; let at_once = 0;)
            }
            ForkPlan::Items { items, max_concurrency, .. } => {
                let (items, fork) = (borrowed.expr(items), self.handed(fork, Some(quote!(items))));
                let at_once = match max_concurrency {
                    None => quote!(0),
                    Some(CountPlan::Literal(count)) => {
                        // There are no more children than a `u32` counts.
                        let count = Literal::u32_unsuffixed(u32::try_from(*count).unwrap_or(u32::MAX));
                        quote!(#count)
                    }
                    Some(CountPlan::Path(operand, path)) => {
                        let count = borrowed.scalar(operand);
                        quote!(rt::max_concurrency(cx, #path, #count)?)
                    }
                };
                quote! {
                    let items = #items;
                    let at_once = #at_once;
                    let children = rt::count(cx, &items)?;
                    let fork = #fork;
                }
            }
        }
    }

    /// What is handed to children.
    fn handed(&self, fork: &ForkBody, content: Option<TokenStream>) -> TokenStream {
        if self.writer.plan.is_plain() {
            return match (content, &fork.plan) {
                (None, _) => quote!(rt::plain::Handed::Nothing),
                (Some(input), ForkPlan::Branches { .. }) => quote!(rt::plain::Handed::All(#input)),
                (Some(items), ForkPlan::Items { .. }) => quote!(rt::plain::Handed::Items(#items)),
            };
        }
        let variant = ty::ident(&fork.variant);
        match content {
            Some(content) => quote!(Fork::#variant(#content)),
            None => quote!(Fork::#variant),
        }
    }

    /// What a fork of the state carries; `None` if its children are made from the state's data alone.
    fn handed_ty(&self, fork: &ForkBody) -> Option<TokenStream> {
        match &fork.plan {
            ForkPlan::Branches { input: Output::Same, .. } => None,
            ForkPlan::Branches { arm, .. } => Some(self.writer.data_ty(*arm)),
            ForkPlan::Items { item, .. } => {
                let item = ty::rust(item, self.writer.contract);
                Some(quote!(Vec<#item>))
            }
        }
    }

    /// The first frame of one child.
    pub(super) fn child(&self, fork: &ForkBody) -> TokenStream {
        let (name, layout_ty, borrowed) = (self.name(Verb::Child), self.layout_ty(), self.scope(Data::Borrowed));
        let is_plain = self.writer.plan.is_plain();
        let frame = if is_plain { quote!(rt::plain::At) } else { quote!(State) };
        let handed_ty =
            if is_plain { quote!(rt::plain::Handed) } else { self.handed_ty(fork).unwrap_or_else(|| quote!(())) };
        let body = match &fork.plan {
            ForkPlan::Branches { input, arm, starts } => {
                let copy = match input {
                    _ if is_plain => quote!(handed.copy(data)),
                    Output::Same if self.writer.is_value(*arm) => quote!(Clone::clone(data)),
                    Output::Same => quote!(Box::new(Clone::clone(data))),
                    Output::New(..) => quote!(Clone::clone(handed)),
                };
                let arms = starts.iter().enumerate().map(|(at, start)| {
                    let at = Literal::usize_unsuffixed(at);
                    let state = self.writer.state_at(start, quote!(copy));
                    quote!(#at => Ok(#state))
                });
                quote! {
                    let copy = #copy;
                    match index { #(#arms,)* _ => Err(rt::astray(cx)) }
                }
            }
            ForkPlan::Items { input, arm, start, .. } => {
                let selected = self.selected(&borrowed);
                let made = self.new_data(&borrowed, *arm, input);
                let state = self.writer.state_at(start, quote!(out));
                let items = if is_plain { quote!(handed.items()) } else { quote!(handed) };
                quote! {
                    #selected
                    let item = rt::item(cx, #items, index)?;
                    let out = #made;
                    Ok(#state)
                }
            }
        };
        quote! {
            fn #name(
                cx: &mut rt::Cx<'_>, data: &#layout_ty, handed: &#handed_ty, index: u32,
            ) -> Result<#frame, rt::Failure> {
                #body
            }
        }
    }

    /// What happens when all children have ended, or one has failed.
    fn finish_fork(&self, fork: &ForkBody) -> TokenStream {
        let (name, take, fail) = (self.name(Verb::Finish), self.name(Verb::Take), self.name(Verb::Fail));
        let data_ty = self.data_ty();
        let (passed, leave) = self.leave_taken(&fork.after);
        quote! {
            fn #name(
                cx: &mut rt::Cx<'_>, mut data: #data_ty, joined: Result<Vec<rt::Value>, rt::Failure>,
            ) -> rt::Stepped<Workflow> {
                let failure = match joined {
                    Ok(outputs) => {
                        cx.joined();
                        match #take(cx, &mut data, rt::Value::Array(outputs)) {
                            Ok(#passed) => return { #leave },
                            Err(failure) => failure,
                        }
                    }
                    Err(failure) => failure,
                };
                #fail(cx, data, failure)
            }
        }
    }
}
