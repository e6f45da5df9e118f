//! The functions of the states: entering, calling, waiting, finishing, failing.

mod dispatch;
mod exit;
mod fork;
mod plain;
mod row;
mod task;
mod wait;
mod work;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Data, Scoped, Writer};
use crate::lower::plan::{Body, Cell, Expr, StatePlan};

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

/// What a state does once it is entered, and the functions that it has beside.
struct Entered {
    body: TokenStream,
    functions: TokenStream,
}

impl From<TokenStream> for Entered {
    fn from(body: TokenStream) -> Self {
        Entered { body, functions: TokenStream::new() }
    }
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

    /// The scope of a function of the cell.
    fn scope(&self, data: Data) -> Scoped<'_> {
        self.writer.scoped(self.cell.arm, data)
    }

    fn functions(&self) -> TokenStream {
        let (enter, data_ty, index) = (self.name(Verb::Enter), self.data_ty(), self.index());
        let owned = self.scope(Data::Owned);
        let document = self.writer.document(self.cell.arm, &quote!(data));
        let entered = quote!(cx.enter(#index, #document););
        // What works for a state asks for its input where it makes its call.
        let works = matches!(self.cell.body, Body::Task(_) | Body::Fork(_));
        let input = (!works).then(|| self.input(&owned));
        let Entered { body, functions } = match &self.cell.body {
            Body::Pass { result, change, exit } => {
                let result = result.as_ref().map(|result| {
                    let result = owned.expr(result);
                    quote!(let result = #result;)
                });
                let conclude = self.conclude(&owned, Some(change), exit);
                quote!(#result #conclude).into()
            }
            Body::Succeed(exit) => self.conclude(&owned, None, exit).into(),
            Body::Choice { .. } | Body::Fail { .. } => self.step_body(&owned).into(),
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
            #functions
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
                let words = |words: &Option<Expr>| match words {
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

    /// What `InputPath` selects, if it is a value of its own: each function makes it anew, for it is no part of a
    /// checkpoint.
    pub(super) fn selected(&self, scope: &Scoped<'_>) -> Option<TokenStream> {
        self.cell.selected.as_ref().map(|value| {
            let value = scope.expr(value);
            quote!(let input = #value;)
        })
    }

    /// Fails if nothing is where `InputPath` leads, before anything else reads it; makes what it selects, if
    /// that is a value of its own.
    fn input(&self, scope: &Scoped<'_>) -> TokenStream {
        let selected = self.selected(scope);
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
}

fn index(index: usize) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    quote!(#index)
}
