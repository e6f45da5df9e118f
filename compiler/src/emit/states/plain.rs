//! The functions of a state over plain values: those that its row names, and only where there is something to do.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    At, Data, Verb,
    exit::{apply, assigned, caught_result},
    wait::instant,
};
use crate::{
    emit::Scoped,
    lower::plan::{
        Access, After, Body, CatchPlan, Change, Exit, Expr, ForkBody, NewData, Output, Read, ReadSource, RootPlace,
        TaskBody, UntilPlan,
    },
};

impl At<'_> {
    /// The functions that the row names.
    pub(super) fn plain_functions(&self) -> TokenStream {
        match &self.cell.body {
            Body::Pass { result, change, exit } if !self.moves(result.as_ref(), Some(change), exit) => {
                self.make(result.as_ref(), Some(change), exit)
            }
            Body::Succeed(exit) if !self.moves(None, None, exit) => self.make(None, None, exit),
            Body::Pass { .. } | Body::Succeed(_) => TokenStream::new(),
            Body::Choice { .. } | Body::Fail { .. } => {
                let (enter, scope) = (self.name(Verb::Enter), self.scope(Data::Owned));
                let (input, body) = (self.input(&scope), self.step_body(&scope));
                quote! {
                    fn #enter(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::Stepped<rt::Plain> {
                        #input
                        #body
                    }
                }
            }
            Body::Wait { until, exit } => self.plain_wait(until, exit),
            Body::Task(task) => self.plain_task(task),
            Body::Fork(fork) => self.plain_fork(fork),
        }
    }

    /// Whether a state reads what `InputPath` selects before all else.
    pub(super) fn has_input(&self) -> bool {
        self.cell.input.is_some() || self.cell.selected.is_some()
    }

    /// Whether the data only moves on.
    pub(super) fn moves(&self, result: Option<&Expr>, change: Option<&Change>, exit: &Exit) -> bool {
        !self.has_input()
            && result.is_none()
            && change.is_none_or(is_nothing)
            && exit.assign.is_empty()
            && matches!(exit.output, Output::Same)
    }

    pub(super) fn calls_with_data(&self, task: &TaskBody) -> bool {
        !self.has_input() && is_data(&task.argument)
    }

    pub(super) fn caught_name(&self, at: usize) -> proc_macro2::Ident {
        format_ident!("caught_{}_{}", at + 1, self.plan.function)
    }

    /// What leaves the state.
    fn make(&self, result: Option<&Expr>, change: Option<&Change>, exit: &Exit) -> TokenStream {
        let (name, scope) = (self.name(Verb::Leave), self.scope(Data::Owned));
        let input = self.input(&scope);
        let result = result.map(|result| {
            let result = scope.expr(result);
            quote!(let result = #result;)
        });
        let made = self.made(&scope, change, exit);
        quote! {
            fn #name(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::plain::Made {
                #input
                #result
                #made
            }
        }
    }

    /// Makes what `Assign` says, changes the data, makes the output.
    fn made(&self, scope: &Scoped<'_>, change: Option<&Change>, exit: &Exit) -> TokenStream {
        let (assigned, assign) = assigned(scope, exit);
        let change = change.map(|change| apply(scope, change));
        let out = match &exit.output {
            Output::Same if scope.data == Data::Owned => quote!(data),
            Output::Same => quote!(rt::take(data)),
            Output::New(arm, new) => self.new_data(scope, *arm, new),
        };
        match assign {
            Some(assign) => quote!(#assigned #change let out = #out; #assign Ok(out)),
            None => quote!(#change Ok(#out)),
        }
    }

    fn plain_wait(&self, until: &UntilPlan, exit: &Exit) -> TokenStream {
        let leave = (!self.moves(None, None, exit)).then(|| self.make(None, None, exit));
        let computed = matches!(until, UntilPlan::SecondsPath(..) | UntilPlan::TimestampPath(..)) || self.has_input();
        let until = computed.then(|| {
            let (name, scope) = (self.name(Verb::Call), self.scope(Data::Borrowed));
            let (input, instant) = (self.input(&scope), instant(&scope, until));
            quote! {
                fn #name(cx: &mut rt::Cx<'_>, data: &rt::Value) -> Result<rt::Timestamp, rt::Failure> {
                    #input
                    Ok(#instant)
                }
            }
        });
        quote!(#until #leave)
    }

    fn plain_task(&self, task: &TaskBody) -> TokenStream {
        let scope = self.scope(Data::Borrowed);
        let argument = (!self.calls_with_data(task)).then(|| {
            let (name, input, argument) = (self.name(Verb::Call), self.input(&scope), scope.expr(&task.argument));
            quote! {
                fn #name(cx: &mut rt::Cx<'_>, data: &rt::Value) -> rt::plain::Made {
                    #input
                    Ok(#argument)
                }
            }
        });
        let terms = has_terms(task).then(|| {
            let (name, input, terms) = (self.name(Verb::Terms), self.input(&scope), self.terms(task));
            quote! {
                fn #name(cx: &mut rt::Cx<'_>, data: &rt::Value) -> Result<rt::Terms, rt::Failure> {
                    #input
                    Ok(#terms)
                }
            }
        });
        let after = self.plain_after(&task.after);
        quote!(#argument #terms #after)
    }

    fn plain_fork(&self, fork: &ForkBody) -> TokenStream {
        let (name, scope) = (self.name(Verb::Call), self.scope(Data::Borrowed));
        let (input, ask) = (self.input(&scope), self.asked(fork));
        let (child, after) = (self.child(fork), self.plain_after(&fork.after));
        quote! {
            fn #name(
                cx: &mut rt::Cx<'_>, data: &rt::Value,
            ) -> Result<(rt::plain::Handed, u32, u32), rt::Failure> {
                #input
                #ask
                Ok((fork, children, at_once))
            }
            #child
            #after
        }
    }

    fn plain_after(&self, after: &After) -> TokenStream {
        let take = matches!(Taken::of(after), Taken::Made).then(|| {
            let (name, scope) = (self.name(Verb::Take), self.scope(Data::Borrowed));
            let made = self.made(&scope, Some(&after.then), &after.exit);
            quote! {
                fn #name(cx: &mut rt::Cx<'_>, data: &mut rt::Value, result: rt::Value) -> rt::plain::Made {
                    #made
                }
            }
        });
        let caught = after.catch.iter().enumerate().filter(|(_, plan)| !leaves_error(plan)).map(|(at, plan)| {
            let (name, scope) = (self.caught_name(at), self.scope(Data::Owned));
            let result = caught_result(&plan.exit);
            let made = self.made(&scope, Some(&plan.change), &plan.exit);
            quote! {
                fn #name(cx: &mut rt::Cx<'_>, mut data: rt::Value, error: rt::ErrorOutput) -> rt::plain::Made {
                    #result
                    #made
                }
            }
        });
        quote!(#take #(#caught)*)
    }
}

/// What a state over plain values does with a result.
pub(super) enum Taken {
    /// The result is what leaves.
    Result,
    /// The result is dropped, and the data leaves.
    Data,
    /// What leaves is made of both.
    Made,
}

impl Taken {
    pub(super) fn of(after: &After) -> Taken {
        match &after.exit.output {
            _ if !is_nothing(&after.then) || !after.exit.assign.is_empty() => Taken::Made,
            Output::Same => Taken::Data,
            Output::New(_, NewData::Value(Expr::TakeResult)) => Taken::Result,
            Output::New(..) => Taken::Made,
        }
    }
}

pub(super) fn has_terms(task: &TaskBody) -> bool {
    task.timeout.is_some() || task.heartbeat.is_some() || task.role.is_some()
}

fn is_nothing(change: &Change) -> bool {
    change.unread.is_none() && change.clear.is_empty() && change.set.is_empty() && change.put.is_none()
}

/// Whether a value is the state's data as it is.
fn is_data(expr: &Expr) -> bool {
    let (Expr::Cloned(Read { source, .. }) | Expr::ToValue(Read { source, .. })) = expr else { return false };
    matches!(source, ReadSource::Access(Access { root: RootPlace::Value, ops, .. }) if ops.is_empty())
}

/// Whether a catcher's error is what leaves.
pub(super) fn leaves_error(plan: &CatchPlan) -> bool {
    let error = |expr: &Expr| match expr {
        Expr::ValueOf(inner) => matches!(**inner, Expr::TakeError),
        _ => false,
    };
    is_nothing(&plan.change)
        && plan.exit.assign.is_empty()
        && matches!(&plan.exit.output, Output::New(_, NewData::Value(value)) if error(value))
}
