//! The functions of the states: entering, calling, waiting, finishing, failing.

mod plain;
mod work;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Scoped, Writer, expr, place, ty};
use crate::lower::plan::{Body, Cell, Change, Exit, NewData, Output, StatePlan, UntilPlan};

/// What a function of a state is for.
#[derive(Clone, Copy)]
enum Verb {
    Enter,
    Call,
    Terms,
    Child,
    Finish,
    Take,
    Fail,
    Leave,
}

impl Verb {
    fn word(self) -> &'static str {
        match self {
            Verb::Enter => "enter",
            Verb::Call => "call",
            Verb::Terms => "terms",
            Verb::Child => "child",
            Verb::Finish => "finish",
            Verb::Take => "take",
            Verb::Fail => "fail",
            Verb::Leave => "leave",
        }
    }
}

/// The name of a function. The verb leads and the layout's number follows it, so that no two states,
/// whatever their names, can meet in one.
fn function(verb: Verb, plan: &StatePlan, cell: usize) -> proc_macro2::Ident {
    let word = verb.word();
    if cell == 0 {
        format_ident!("{word}_{}", plan.function)
    } else {
        format_ident!("{word}_{}_{}", cell + 1, plan.function)
    }
}

/// A state over one layout, while its functions are written.
struct At<'w> {
    writer: &'w Writer<'w>,
    plan: &'w StatePlan,
    number: usize,
    cell: &'w Cell,
}

impl Writer<'_> {
    fn cells(&self) -> impl Iterator<Item = At<'_>> {
        self.plan.states.iter().flat_map(move |plan| {
            plan.cells.iter().enumerate().map(move |(number, cell)| At { writer: self, plan, number, cell })
        })
    }

    pub(super) fn states(&self) -> TokenStream {
        let is_plain = self.plan.is_plain();
        let functions = self.cells().map(|at| if is_plain { at.plain_functions() } else { at.functions() });
        quote!(#(#functions)*)
    }

    /// `step`: one transition of a state that is entered.
    pub(super) fn dispatch_step(&self) -> TokenStream {
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

    pub(super) fn dispatch_effect(&self) -> TokenStream {
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

    pub(super) fn dispatch_resume(&self) -> TokenStream {
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

impl At<'_> {
    fn name(&self, verb: Verb) -> proc_macro2::Ident {
        function(verb, self.plan, self.number)
    }

    fn pattern(&self) -> TokenStream {
        self.writer.enter(self.plan.id, self.cell.arm, quote!(data))
    }

    fn index(&self) -> TokenStream {
        let index = Literal::u32_unsuffixed(self.plan.id.0);
        quote!(rt::StateIx(#index))
    }

    fn data_ty(&self) -> TokenStream {
        self.writer.data_ty(self.cell.arm)
    }

    fn layout_ty(&self) -> TokenStream {
        self.writer.layout_ty(self.cell.arm)
    }

    /// The layout that leaves with an exit.
    fn leaving(&self, exit: &Exit) -> crate::lower::plan::ArmId {
        match &exit.output {
            Output::Same => self.cell.arm,
            Output::New(arm, _) => *arm,
        }
    }

    /// The scope of a function that owns the data, or borrows it.
    fn scope(&self, owned: bool) -> Scoped<'_> {
        self.writer.scoped(self.cell.arm, owned)
    }

    fn functions(&self) -> TokenStream {
        let (enter, data_ty, index) = (self.name(Verb::Enter), self.data_ty(), self.index());
        let owned = self.scope(true);
        let document = self.writer.document(self.cell.arm, &quote!(data));
        let entered = quote!(cx.enter(#index, #document););
        // What works for a state asks for its input where it makes its call.
        let works = matches!(self.cell.body, Body::Task(_) | Body::Fork(_));
        let input = (!works).then(|| self.input(&owned));
        let (body, more) = match &self.cell.body {
            Body::Pass { result, change, exit } => {
                let result = result.as_ref().map(|result| {
                    let result = owned.expr(result);
                    quote!(let result = #result;)
                });
                let conclude = self.conclude(&owned, Some(change), exit);
                (quote!(#result #conclude), TokenStream::new())
            }
            Body::Succeed(exit) => (self.conclude(&owned, None, exit), TokenStream::new()),
            Body::Choice { .. } | Body::Fail { .. } => (self.step_body(&owned), TokenStream::new()),
            Body::Wait { until, exit } => self.wait(until, exit),
            Body::Task(task) => self.task(task),
            Body::Fork(fork) => self.fork(fork),
        };
        quote! {
            fn #enter(cx: &mut rt::Cx<'_>, mut data: #data_ty) -> rt::Stepped<Workflow> {
                #entered
                #input
                #body
            }
            #more
        }
    }

    /// What a `Choice` or a `Fail` does.
    fn step_body(&self, scope: &Scoped<'_>) -> TokenStream {
        match &self.cell.body {
            Body::Choice { rules, default } => {
                let rules = rules.iter().map(|(condition, exit)| {
                    let (condition, leave) = (scope.condition(condition), self.conclude(scope, None, exit));
                    quote!(if #condition { return { #leave }; })
                });
                let default = match default {
                    Some(exit) => self.conclude(scope, None, exit),
                    None => quote!(Err(rt::no_choice(cx))),
                };
                quote!(#(#rules)* #default)
            }
            Body::Fail { error, cause } => {
                let words = |words: &Option<crate::lower::plan::Expr>| match words {
                    Some(words) => {
                        let words = scope.expr(words);
                        quote!(Some(#words))
                    }
                    None => quote!(None),
                };
                let (error, cause) = (words(error), words(cause));
                quote!(let error = #error; let cause = #cause; Err(rt::Failure::from_parts(error, cause)))
            }
            _ => TokenStream::new(),
        }
    }

    /// Fails if nothing is where `InputPath` leads, before anything else reads it; makes what it selects, if
    /// that is a value of its own.
    fn input(&self, scope: &Scoped<'_>) -> TokenStream {
        let selected = self.cell.selected.as_ref().map(|value| {
            let value = scope.expr(value);
            quote!(let input = #value;)
        });
        let read = self.cell.input.as_ref().map(|read| {
            let read = scope.reference(read);
            quote!(let _ = #read;)
        });
        quote!(#selected #read)
    }

    /// Parks the state with its effect.
    fn park(&self, effect: &TokenStream) -> TokenStream {
        let state = self.pattern();
        quote!(Ok(rt::Step::Park(#state, #effect)))
    }

    fn wait(&self, plan: &UntilPlan, exit: &Exit) -> (TokenStream, TokenStream) {
        let (call, leave_name) = (self.name(Verb::Call), self.name(Verb::Leave));
        let (data_ty, layout_ty) = (self.data_ty(), self.layout_ty());
        let (borrowed, owned) = (self.scope(false), self.scope(true));
        let until = until(&borrowed, plan);
        let (parked, leave) = (self.park(&quote!(effect)), self.conclude(&owned, None, exit));
        // Each function makes what `InputPath` selects anew: it is no part of a checkpoint.
        let selected = |scope: &Scoped<'_>| {
            self.cell.selected.as_ref().map(|value| {
                let value = scope.expr(value);
                quote!(let input = #value;)
            })
        };
        let (selected_borrowed, selected_owned) = (selected(&borrowed), selected(&owned));
        let body = quote! {
            let effect = #call(cx, &data)?;
            #parked
        };
        let more = quote! {
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
        (body, more)
    }

    /// Ends a state: makes what `Assign` says, changes the data, makes the output, records both, goes on.
    fn conclude(&self, scope: &Scoped<'_>, change: Option<&Change>, exit: &Exit) -> TokenStream {
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

    fn exit_with(&self, exit: &Exit, out: TokenStream) -> TokenStream {
        let document = self.writer.document(self.leaving(exit), &out);
        let (index, goto) = (self.index(), self.writer.goto(&exit.to, out));
        quote! {
            cx.exit(#index, #document);
            Ok(#goto)
        }
    }

    fn new_data(&self, scope: &Scoped<'_>, arm: crate::lower::plan::ArmId, data: &NewData) -> TokenStream {
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

/// The instant that a `Wait` waits for.
fn until(scope: &Scoped<'_>, until: &UntilPlan) -> TokenStream {
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

/// Changes the data: first all values are made, then all are set.
fn apply(scope: &Scoped<'_>, change: &Change) -> TokenStream {
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
            None if scope.owned => quote!(&mut data),
            None => quote!(&mut *data),
        };
        quote!(let value = #value; rt::put(cx, #target, #way, #text, value)?;)
    });
    quote!(#unread #(#values)* #(#clears)* #(#sets)* #put)
}

/// `Assign`: the statement that makes the values, and the one that gives them to the variables.
fn assigned(scope: &Scoped<'_>, exit: &Exit) -> (Option<TokenStream>, Option<TokenStream>) {
    if exit.assign.is_empty() {
        return (None, None);
    }
    let values = exit.assign.iter().map(|(name, value)| {
        let value = scope.expr(value);
        quote!((#name, #value))
    });
    (Some(quote!(let assigned = Vec::from([#(#values),*]);)), Some(quote!(cx.assign(assigned);)))
}

fn index(index: usize) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    quote!(#index)
}
