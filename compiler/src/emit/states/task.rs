//! `Task` states: the call with its terms, and what its answer becomes.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{At, Data, Entered, Verb, index};
use crate::{
    emit::ty,
    lower::plan::{TaskBody, TimeoutPlan},
};

impl At<'_> {
    pub(super) fn task(&self, task: &TaskBody) -> Entered {
        let (call, finish) = (self.call(task), self.finish_task(task));
        let (take, fail) = (self.take_task(task), self.fail(&task.after, None));
        Entered { body: self.begin(), functions: quote!(#call #take #finish #fail) }
    }

    /// The variant of `Call` and `Reply`.
    fn variant(&self, task: &TaskBody) -> Ident {
        ty::ident(self.writer.plan.tasks.get(task.task).map_or("Task", |task| &task.variant))
    }

    /// The effect of the task: its call, made from the state's data.
    fn call(&self, task: &TaskBody) -> TokenStream {
        let (name, layout_ty, borrowed) = (self.name(Verb::Call), self.layout_ty(), self.scope(Data::Borrowed));
        let variant = self.variant(task);
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
        let borrowed = self.scope(Data::Borrowed);
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

    fn take_task(&self, task: &TaskBody) -> TokenStream {
        let result = self.writer.plan.tasks.get(task.task).map(|task| ty::rust(&task.result, self.writer.contract));
        self.take(&task.after, &result.unwrap_or_else(|| quote!(rt::Value)))
    }

    /// What happens when the task answered.
    fn finish_task(&self, task: &TaskBody) -> TokenStream {
        let (name, take, fail) = (self.name(Verb::Finish), self.name(Verb::Take), self.name(Verb::Fail));
        let data_ty = self.data_ty();
        let variant = self.variant(task);
        let index = index(task.task);
        let (passed, leave) = self.leave_taken(&task.after);
        let tasks = &self.writer.plan.tasks;
        let is_only = tasks.get(task.task).is_some_and(|task| tasks.iter().all(|other| other.variant == task.variant));
        let other = (!is_only).then(|| quote!(Ok(_) => return Err(rt::astray(cx)),));
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
}
