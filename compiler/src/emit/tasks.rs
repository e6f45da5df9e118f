//! Calls, replies and how they reach the handlers.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, docs, ty};
use crate::lower::plan::{Handlers, TaskPlan, Via};

impl Writer<'_> {
    /// One entry a variant: several resources may mean the same method.
    fn variants(&self) -> Vec<&TaskPlan> {
        let mut seen = std::collections::BTreeSet::new();
        self.plan.tasks.iter().filter(|task| seen.insert(task.variant.as_str())).collect()
    }

    pub(super) fn tasks(&self) -> TokenStream {
        let path = match &self.plan.handlers {
            Handlers::Contract(path) => ty::tokens(path),
            Handlers::Generated => return self.dispatch_plain(),
        };
        let tasks = self.variants();
        let calls = tasks.iter().map(|task| {
            let (variant, argument) = (ty::ident(&task.variant), ty::rust(&task.argument, self.contract));
            let doc = docs::outer(&format!("`{}` with its argument.", task.method));
            quote!(#doc #variant(#argument))
        });
        let replies = tasks.iter().map(|task| {
            let (variant, result) = (ty::ident(&task.variant), ty::rust(&task.result, self.contract));
            let doc = docs::outer(&format!("What `{}` brought.", task.method));
            quote!(#doc #variant(#result))
        });
        let arguments = tasks.iter().map(|task| {
            let variant = ty::ident(&task.variant);
            quote!(Call::#variant(argument) => rt::serde::Serialize::serialize(argument, serializer))
        });
        let serialize = if tasks.is_empty() { quote!(match *self {}) } else { quote!(match self { #(#arguments),* }) };
        let handlers = self.dispatch_contract(&path);
        quote! {
            /// A call of a task, with its argument.
            pub enum Call { #(#calls),* }
            /// What a task brought.
            pub enum Reply { #(#replies),* }
            impl rt::serde::Serialize for Call {
                fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    #serialize
                }
            }
            #handlers
        }
    }

    fn dispatch_contract(&self, path: &TokenStream) -> TokenStream {
        let arms = self.variants().into_iter().map(|task| {
            let (variant, method) = (ty::ident(&task.variant), ty::ident(&task.method));
            let context = task.takes_context.then(|| quote!(cx,));
            let argument = task.takes_argument.then(|| quote!(argument));
            let pattern = if task.takes_argument { quote!(argument) } else { quote!(_) };
            let argument = match task.via {
                Via::Invoke | Via::Token { is_invoked: true } => {
                    argument.map(|argument| quote!(rt::event(&#argument)?))
                }
                _ => argument,
            };
            let result = if task.normalise { quote!(rt::normalised(result)?) } else { quote!(result) };
            let answer = match task.via {
                Via::Direct => quote!(Ok(Reply::#variant(#result))),
                Via::Invoke => quote!(Ok(Reply::#variant(rt::invoked(&result)?))),
                Via::Token { .. } => quote!(Err(rt::no_tokens())),
                Via::Engine => {
                    return quote! {
                        Call::#variant(argument) => rt::start_execution(&cx, argument).await.map(Reply::#variant)
                    };
                }
            };
            quote! {
                Call::#variant(#pattern) => match <H as #path>::#method(&handlers, #context #argument).await {
                    Ok(result) => #answer,
                    Err(error) => Err(rt::Failure::from_task_error(&error)),
                }
            }
        });
        self.dispatch(&quote!(H: #path + Send + Sync + 'static), &arms.collect::<Vec<_>>())
    }

    fn dispatch(&self, bound: &TokenStream, arms: &[TokenStream]) -> TokenStream {
        let body = if arms.is_empty() {
            quote!(match call {})
        } else {
            quote!(Box::pin(async move { match call { #(#arms),* } }))
        };
        quote! {
            impl<H> rt::Dispatch<H> for Workflow where #bound {
                fn dispatch(handlers: rt::Arc<H>, cx: rt::TaskContext, task: u32, call: Call) -> rt::Work<Reply> {
                    #body
                }
            }
        }
    }

    /// The methods of a generated trait.
    fn methods(&self) -> TokenStream {
        let methods = self.variants().into_iter().map(|task| {
            let method = ty::ident(&task.method);
            let doc = docs::outer(&format!("The task {}.", docs::text(&task.resource)));
            quote! {
                #doc
                fn #method(
                    &self, cx: rt::TaskContext, input: rt::Value,
                ) -> impl rt::Future<Output = Result<rt::Value, rt::TaskFailure>> + Send;
            }
        });
        quote!(#(#methods)*)
    }

    /// Without a contract: a trait with one method a resource. A task is told by its number, and handlers by
    /// resource need no code of their own.
    fn dispatch_plain(&self) -> TokenStream {
        if self.plan.tasks.is_empty() {
            return quote! {
                impl<H: Send + Sync + 'static> rt::Dispatch<H> for Workflow {
                    fn dispatch(_: rt::Arc<H>, _: rt::TaskContext, task: u32, _: rt::Value) -> rt::Work<rt::Value> {
                        rt::plain::no_task(task)
                    }
                }
            };
        }
        let methods = self.methods();
        let arms = self.plan.tasks.iter().enumerate().map(|(at, task)| {
            let (at, method) = (proc_macro2::Literal::usize_unsuffixed(at), ty::ident(&task.method));
            quote!(#at => rt::plain::handled(handlers, cx, input, <H as Tasks>::#method))
        });
        quote! {
            /// The tasks of the workflow, one method a resource.
            pub trait Tasks: Send + Sync + 'static { #methods }
            impl<H: Tasks> rt::Dispatch<H> for Workflow {
                fn dispatch(
                    handlers: rt::Arc<H>, cx: rt::TaskContext, task: u32, input: rt::Value,
                ) -> rt::Work<rt::Value> {
                    match task { #(#arms,)* _ => rt::plain::no_task(task) }
                }
            }
            impl rt::Dispatch<rt::TaskMap> for Workflow {
                fn dispatch(
                    handlers: rt::Arc<rt::TaskMap>, cx: rt::TaskContext, task: u32, input: rt::Value,
                ) -> rt::Work<rt::Value> {
                    rt::plain::by_resource(handlers, &META, cx, task, input)
                }
            }
        }
    }
}
