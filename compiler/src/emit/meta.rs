//! What the runtime knows of a workflow without running it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Writer, docs, expr, ty};
use crate::{
    ir::{Kind, Mode, Pattern, ResourceKind, State, StateId},
    lower::plan::Body,
};

impl Writer<'_> {
    pub(super) fn meta(&self) -> TokenStream {
        let (name, text, fingerprint) = (&self.options.name, &self.options.text, &self.plan.fingerprint);
        let timeout = option(self.machine.timeout_seconds);
        let states = self.machine.iter().map(|(id, state)| {
            let (name, kind) = (&state.name, ty::ident(state.kind.name()));
            let line = Literal::u32_unsuffixed(self.line(id));
            let next = docs::transitions(state, self.machine).into_iter().map(|(id, label)| {
                let id = Literal::u32_unsuffixed(id.0);
                quote!((rt::StateIx(#id), #label))
            });
            let task = self.task_of(id);
            let within = match self.machine.scope(state.scope).and_then(|scope| scope.owner) {
                Some((owner, at)) => {
                    let owner = Literal::u32_unsuffixed(owner.0);
                    let at = Literal::usize_unsuffixed(at);
                    quote!(Some((rt::StateIx(#owner), #at)))
                }
                None => quote!(None),
            };
            quote!(rt::StateMeta { name: #name, kind: rt::StateKind::#kind, line: #line, next: &[#(#next),*], within: #within, task: #task })
        });
        let tasks = self.plan.tasks.iter().map(|task| {
            let (resource, method) = (&task.resource, &task.method);
            let kind = match &task.kind {
                ResourceKind::Lambda { .. } => quote!(rt::TaskKind::Lambda),
                ResourceKind::Activity { .. } => quote!(rt::TaskKind::Activity),
                ResourceKind::Integration { service, action, pattern } => {
                    let action = format!("{action}{}", pattern.suffix());
                    let pattern = match pattern {
                        Pattern::RequestResponse => quote!(rt::Pattern::RequestResponse),
                        Pattern::Sync => quote!(rt::Pattern::Sync),
                        Pattern::Sync2 => quote!(rt::Pattern::Sync2),
                        Pattern::TaskToken => quote!(rt::Pattern::TaskToken),
                    };
                    quote!(rt::TaskKind::Integration { service: #service, action: #action, pattern: #pattern })
                }
            };
            quote!(rt::TaskMeta { resource: #resource, kind: #kind, method: #method })
        });
        let unsupported = self.unsupported();
        quote! {
            static META: rt::FlowMeta = rt::FlowMeta {
                name: #name,
                definition: #text,
                fingerprint: #fingerprint,
                timeout_seconds: #timeout,
                states: &[#(#states),*],
                tasks: &[#(#tasks),*],
                unsupported: #unsupported,
            };
        }
    }

    /// What the definition asks for and the runtime cannot do yet.
    fn unsupported(&self) -> TokenStream {
        let found = self.machine.iter().filter_map(|(id, state)| {
            let feature = match &state.kind {
                Kind::Map(map) => match map.mode {
                    Mode::Distributed(_) => "distributed maps",
                    Mode::Inline => return None,
                },
                Kind::Task(task) => match task.resource.value.kind {
                    ResourceKind::Activity { .. } => "activities",
                    ResourceKind::Integration { pattern: Pattern::TaskToken, .. } => {
                        "task tokens (`.waitForTaskToken`)"
                    }
                    _ => return None,
                },
                _ => return None,
            };
            let id = Literal::u32_unsuffixed(id.0);
            Some(quote!(rt::Unsupported { state: rt::StateIx(#id), feature: #feature }))
        });
        quote!(&[#(#found),*])
    }

    /// The task that a state calls, as an index.
    fn task_of(&self, id: StateId) -> TokenStream {
        let task = self.state_plan(id).and_then(|plan| plan.cells.first()).and_then(|cell| match &cell.body {
            Body::Task(task) => u32::try_from(task.task).ok(),
            _ => None,
        });
        match task {
            Some(task) => {
                let task = Literal::u32_unsuffixed(task);
                quote!(Some(#task))
            }
            None => quote!(None),
        }
    }

    /// `Retry` of a state.
    pub(super) fn retriers(&self, id: StateId) -> TokenStream {
        let retriers =
            self.machine.state(id).and_then(State::work).into_iter().flat_map(|work| &work.retry).map(|retrier| {
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
            self.machine.state(id).and_then(State::work).into_iter().flat_map(|work| &work.catch).map(|catcher| {
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
