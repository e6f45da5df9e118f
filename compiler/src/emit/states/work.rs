//! The functions of the states that wait for work of others: calls, children, results and failures.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{At, Verb, apply, assigned, index};
use crate::{
    emit::{Writer, ty},
    lower::plan::{After, Body, CountPlan, ForkBody, ForkPlan, Output, TaskBody, TimeoutPlan},
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
    pub(super) fn task(&self, task: &TaskBody) -> (TokenStream, TokenStream) {
        let (call, finish) = (self.call(task), self.finish_task(task));
        let (take, fail) = (self.take_task(task), self.fail(&task.after, None));
        (self.begin(), quote!(#call #take #finish #fail))
    }

    pub(super) fn fork(&self, fork: &ForkBody) -> (TokenStream, TokenStream) {
        let (call, child, finish) = (self.ask(fork), self.child(fork), self.finish_fork(fork));
        let take = self.take(&fork.after, &quote!(rt::Value));
        let fail = self.fail(&fork.after, Some(&quote!(cx.fork_failed();)));
        (self.begin(), quote!(#call #child #take #finish #fail))
    }

    /// Asks for the work, once the state is entered.
    fn begin(&self) -> TokenStream {
        let (call, fail) = (self.name(Verb::Call), self.name(Verb::Fail));
        let parked = self.park(&quote!(effect));
        quote! {
            match #call(cx, &data) {
                Ok(effect) => #parked,
                Err(failure) => #fail(cx, data, failure),
            }
        }
    }

    /// The effect of the task: its call, made from the state's data.
    fn call(&self, task: &TaskBody) -> TokenStream {
        let (name, layout_ty, borrowed) = (self.name(Verb::Call), self.layout_ty(), self.scope(false));
        let variant = ty::ident(self.writer.plan.tasks.get(task.task).map_or("Task", |task| &task.variant));
        let index = index(task.task);
        let (input, argument) = (self.input(&borrowed), borrowed.expr(&task.argument));
        let terms = self.terms(task);
        quote! {
            fn #name(cx: &mut rt::Cx<'_>, data: &#layout_ty) -> Result<rt::Effect<Workflow>, rt::Failure> {
                #input
                let call = Call::#variant(#argument);
                let terms = #terms;
                cx.scheduled(#index, &call, &terms);
                Ok(rt::Effect::Call { call, task: #index, terms })
            }
        }
    }

    /// The times and the role of a call.
    pub(super) fn terms(&self, task: &TaskBody) -> TokenStream {
        let borrowed = self.scope(false);
        let seconds = |plan: &TimeoutPlan, read: TokenStream| match plan {
            TimeoutPlan::Seconds(seconds) => quote!(Some(#seconds)),
            TimeoutPlan::Path(operand, path) => {
                let seconds = borrowed.scalar(operand);
                quote!(Some(#read(cx, #path, #seconds)?))
            }
        };
        let mut terms = Vec::new();
        if let Some(timeout) = &task.timeout {
            let timeout = seconds(timeout, quote!(rt::timeout_seconds));
            terms.push(quote!(timeout_seconds: #timeout));
        }
        if let Some(heartbeat) = &task.heartbeat {
            let heartbeat = seconds(heartbeat, quote!(rt::heartbeat_seconds));
            terms.push(quote!(heartbeat_seconds: #heartbeat));
        }
        if let Some(role) = &task.role {
            let role = borrowed.expr(role);
            terms.push(quote!(role_arn: Some(#role)));
        }
        match terms.as_slice() {
            [] => quote!(rt::Terms::default()),
            terms => quote!(rt::Terms { #(#terms,)* ..Default::default() }),
        }
    }

    /// The effect of a state with children.
    fn ask(&self, fork: &ForkBody) -> TokenStream {
        let (name, layout_ty, borrowed) = (self.name(Verb::Call), self.layout_ty(), self.scope(false));
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
        let borrowed = self.scope(false);
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
        let (name, layout_ty, borrowed) = (self.name(Verb::Child), self.layout_ty(), self.scope(false));
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
                    let at = Literal::u32_unsuffixed(u32::try_from(at).unwrap_or(u32::MAX));
                    let state = self.writer.state_at(start, quote!(copy));
                    quote!(#at => Ok(#state))
                });
                quote! {
                    let copy = #copy;
                    match index { #(#arms,)* _ => Err(rt::astray(cx)) }
                }
            }
            ForkPlan::Items { input, arm, start, .. } => {
                let selected = self.cell.selected.as_ref().map(|value| {
                    let value = borrowed.expr(value);
                    quote!(let input = #value;)
                });
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

    fn take_task(&self, task: &TaskBody) -> TokenStream {
        let result = self.writer.plan.tasks.get(task.task).map(|task| ty::rust(&task.result, self.writer.contract));
        self.take(&task.after, &result.unwrap_or_else(|| quote!(rt::Value)))
    }

    /// Takes the result into the data, or makes the output from it.
    fn take(&self, after: &After, result_ty: &TokenStream) -> TokenStream {
        let (take, layout_ty, borrowed) = (self.name(Verb::Take), self.layout_ty(), self.scope(false));
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
    fn leave_taken(&self, after: &After) -> (TokenStream, TokenStream) {
        match &after.exit.output {
            Output::Same => (quote!(()), self.exit_with(&after.exit, quote!(data))),
            Output::New(..) => (quote!(out), self.exit_with(&after.exit, quote!(out))),
        }
    }

    /// What happens when the task answered.
    fn finish_task(&self, task: &TaskBody) -> TokenStream {
        let (name, take, fail) = (self.name(Verb::Finish), self.name(Verb::Take), self.name(Verb::Fail));
        let data_ty = self.data_ty();
        let variant = ty::ident(self.writer.plan.tasks.get(task.task).map_or("Task", |task| &task.variant));
        let index = index(task.task);
        let (passed, leave) = self.leave_taken(&task.after);
        let variants: std::collections::BTreeSet<&String> =
            self.writer.plan.tasks.iter().map(|task| &task.variant).collect();
        let other = (variants.len() > 1).then(|| quote!(Ok(_) => return Err(rt::astray(cx)),));
        quote! {
            fn #name(
                cx: &mut rt::Cx<'_>, mut data: #data_ty, reply: Result<Reply, rt::Failure>,
            ) -> rt::Stepped<Workflow> {
                let failure = match reply {
                    Ok(Reply::#variant(result)) => {
                        // A result that may not be kept is a failure of the task.
                        let taken = match cx.succeeded(#index, &result) {
                            Ok(()) => #take(cx, &mut data, result),
                            Err(failure) => Err(failure),
                        };
                        match taken {
                            Ok(#passed) => return { #leave },
                            Err(failure) => failure,
                        }
                    }
                    #other
                    Err(failure) => failure,
                };
                cx.failed(#index, &failure);
                #fail(cx, data, failure)
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

    /// What happens when it failed: another attempt, a catcher, or the end. `failed` records that no attempt
    /// follows.
    fn fail(&self, after: &After, failed: Option<&TokenStream>) -> TokenStream {
        let (name, data_ty, owned) = (self.name(Verb::Fail), self.data_ty(), self.scope(true));
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
                // `$` of a catcher's `Assign` is the error.
                let result = (!plan.exit.assign.is_empty()).then(|| quote!(let result = Clone::clone(&error);));
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
