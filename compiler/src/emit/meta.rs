//! What the runtime knows of a workflow without running it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Writer, docs, expr, ty};
use crate::ir::{Kind, StateId, Task};

impl Writer<'_> {
    pub(super) fn meta(&self) -> TokenStream {
        let (name, text, fingerprint) = (&self.options.name, &self.options.text, &self.plan.fingerprint);
        let timeout = option(self.machine.timeout_seconds);
        let states = self.machine.iter().map(|(id, state)| {
            let (name, kind) = (&state.name, ty::ident(docs::kind(state)));
            let line = Literal::u32_unsuffixed(self.lines.get(id.0 as usize).copied().unwrap_or_default());
            let next = docs::transitions(state, self.machine).into_iter().map(|(id, label)| {
                let id = Literal::u32_unsuffixed(id.0);
                quote!((rt::StateIx(#id), #label))
            });
            let task = self.task_of(id).map(|task| &task.resource.value.arn).and_then(|arn| self.index_of(arn));
            let task = task.map_or(quote!(None), |task| quote!(Some(#task)));
            quote!(rt::StateMeta {
                name: #name, kind: rt::StateKind::#kind, line: #line, next: &[#(#next),*], within: None, task: #task,
            })
        });
        let tasks = self.plan.tasks.iter().map(|task| {
            let (resource, method) = (&task.resource, &task.method);
            let kind = match &task.integration {
                None => quote!(rt::TaskKind::Lambda),
                Some((service, action)) => quote!(rt::TaskKind::Integration {
                    service: #service, action: #action, pattern: rt::Pattern::RequestResponse,
                }),
            };
            quote!(rt::TaskMeta { resource: #resource, kind: #kind, method: #method })
        });
        quote! {
            static META: rt::FlowMeta = rt::FlowMeta {
                name: #name,
                definition: #text,
                fingerprint: #fingerprint,
                timeout_seconds: #timeout,
                states: &[#(#states),*],
                tasks: &[#(#tasks),*],
                unsupported: &[],
            };
        }
    }

    fn task_of(&self, id: StateId) -> Option<&Task> {
        match &self.machine.state(id)?.kind {
            Kind::Task(task) => Some(task),
            _ => None,
        }
    }

    fn index_of(&self, resource: &str) -> Option<Literal> {
        let at = self.plan.tasks.iter().position(|task| task.resource == resource)?;
        Some(Literal::usize_unsuffixed(at))
    }

    /// `Retry` of a state.
    pub(super) fn retriers(&self, id: StateId) -> TokenStream {
        let retriers =
            self.task_of(id).map(|task| task.work.retry.as_slice()).unwrap_or_default().iter().map(|retrier| {
                let errors = retrier.errors.iter().map(|error| &error.value);
                let (interval, attempts) = (retrier.interval_seconds, retrier.max_attempts);
                let (rate, most, jitter) =
                    (expr::float(retrier.backoff_rate), option(retrier.max_delay_seconds), retrier.full_jitter);
                quote! {
                    rt::Retrier {
                        errors: &[#(#errors),*],
                        interval_seconds: #interval,
                        max_attempts: #attempts,
                        backoff_rate: #rate,
                        max_delay_seconds: #most,
                        full_jitter: #jitter,
                    }
                }
            });
        quote!(&[#(#retriers),*])
    }

    /// `ErrorEquals` of each entry of `Catch` of a state.
    pub(super) fn catchers(&self, id: StateId) -> TokenStream {
        let catchers =
            self.task_of(id).map(|task| task.work.catch.as_slice()).unwrap_or_default().iter().map(|catcher| {
                let errors = catcher.errors.iter().map(|error| &error.value);
                quote!(&[#(#errors),*])
            });
        quote!(&[#(#catchers),*])
    }
}

fn option(value: Option<u64>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
