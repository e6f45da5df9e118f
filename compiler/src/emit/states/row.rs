//! The row of a state over plain values in the table that its workflow brings.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    At, Verb, index,
    plain::{Taken, has_terms, leaves_error},
};
use crate::{
    emit::{Writer, expr},
    lower::plan::{After, Body, Exit, Goto, UntilPlan},
};

impl Writer<'_> {
    /// A row a state of the definition.
    pub(in crate::emit) fn rows(&self) -> Vec<TokenStream> {
        let mut rows: Vec<_> = self.machine.iter().map(|_| quote!(rt::plain::State::Unreached)).collect();
        for at in self.cells() {
            if let Some(row) = rows.get_mut(at.plan.id.0 as usize) {
                *row = at.row();
            }
        }
        rows
    }

    fn to(&self, goto: &Goto) -> TokenStream {
        match goto {
            Goto::State { state, .. } => {
                let number = self.state_number(*state);
                quote!(rt::plain::To::State(#number))
            }
            Goto::End { .. } => quote!(rt::plain::To::End),
            Goto::Return { .. } => quote!(rt::plain::To::Return),
        }
    }
}

impl At<'_> {
    fn row(&self) -> TokenStream {
        match &self.cell.body {
            Body::Pass { result, change, exit } => {
                let exit = self.exit_row(exit, !self.moves(result.as_ref(), Some(change), exit));
                quote!(rt::plain::State::Pass(#exit))
            }
            Body::Succeed(exit) => {
                let exit = self.exit_row(exit, !self.moves(None, None, exit));
                quote!(rt::plain::State::Pass(#exit))
            }
            Body::Choice { .. } | Body::Fail { .. } => {
                let enter = self.name(Verb::Enter);
                quote!(rt::plain::State::Step(#enter))
            }
            Body::Wait { until, exit } => {
                let until = match until {
                    _ if self.has_input() => self.until_path(),
                    UntilPlan::Seconds(seconds) => quote!(rt::plain::Until::Seconds(#seconds)),
                    UntilPlan::Timestamp(text) => {
                        let nanos = expr::nanoseconds(text);
                        quote!(rt::plain::Until::Instant(#nanos))
                    }
                    UntilPlan::SecondsPath(..) | UntilPlan::TimestampPath(..) => self.until_path(),
                };
                let exit = self.exit_row(exit, !self.moves(None, None, exit));
                quote!(rt::plain::State::Wait(#until, #exit))
            }
            Body::Task(task) => {
                let number = index(task.task);
                let argument = self.named(Verb::Call, !self.calls_with_data(task));
                let terms = self.named(Verb::Terms, has_terms(task));
                let after = self.after_row(&task.after);
                quote! {
                    rt::plain::State::Task(
                        rt::plain::Task { task: #number, argument: #argument, terms: #terms }, #after,
                    )
                }
            }
            Body::Fork(fork) => {
                let (ask, child, after) = (self.name(Verb::Call), self.name(Verb::Child), self.after_row(&fork.after));
                quote!(rt::plain::State::Fork(rt::plain::Fork { ask: #ask, child: #child }, #after))
            }
        }
    }

    fn until_path(&self) -> TokenStream {
        let until = self.name(Verb::Call);
        quote!(rt::plain::Until::Path(#until))
    }

    /// A function, if it is written.
    fn named(&self, verb: Verb, written: bool) -> TokenStream {
        let name = self.name(verb);
        if written { quote!(Some(#name)) } else { quote!(None) }
    }

    fn exit_row(&self, exit: &Exit, makes: bool) -> TokenStream {
        let (make, to) = (self.named(Verb::Leave, makes), self.writer.to(&exit.to));
        quote!(rt::plain::Exit { make: #make, to: #to })
    }

    fn after_row(&self, after: &After) -> TokenStream {
        let take = match Taken::of(after) {
            Taken::Result => quote!(rt::plain::Take::Result),
            Taken::Data => quote!(rt::plain::Take::Data),
            Taken::Made => {
                let take = self.name(Verb::Take);
                quote!(rt::plain::Take::Made(#take))
            }
        };
        let to = self.writer.to(&after.exit.to);
        let (retry, catch) = (self.writer.retriers(self.plan.id), self.writer.catchers(self.plan.id));
        let caught = after.catch.iter().enumerate().map(|(at, plan)| {
            let (name, to) = (self.caught_name(at), self.writer.to(&plan.exit.to));
            if leaves_error(plan) { quote!((None, #to)) } else { quote!((Some(#name as rt::plain::Caught), #to)) }
        });
        quote! {
            rt::plain::After { take: #take, to: #to, retry: #retry, catch: #catch, caught: &[#(#caught),*] }
        }
    }
}
