//! `#[tasks]`: async methods become functions that return `Send` futures.

mod check;
mod rewrite;

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::ItemTrait;

/// Expands the attribute. Faults are reported beside the trait, which is kept so that nothing else fails.
pub(crate) fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut item: ItemTrait = match syn::parse2(item.clone()) {
        Ok(item) => item,
        Err(error) => {
            let error = syn::Error::new(error.span(), format!("`#[tasks]` stands on a trait: {error}"));
            return [error.into_compile_error(), item].into_iter().collect();
        }
    };
    let faults = check::faults(attribute, &item);
    rewrite::rewrite(&mut item);
    let mut out = item.into_token_stream();
    out.extend(faults.map(syn::Error::into_compile_error));
    out
}

/// The trait as the attribute leaves it, without judging it: for a `workflow!` that reports faults itself.
pub(crate) fn rewritten(item: &ItemTrait) -> ItemTrait {
    let mut item = item.clone();
    item.attrs.retain(|attr| !is_tasks(attr));
    rewrite::rewrite(&mut item);
    item
}

/// Whether an attribute is `#[tasks]`, by whatever path.
pub(crate) fn is_tasks(attr: &syn::Attribute) -> bool {
    attr.path().segments.last().is_some_and(|segment| segment.ident == "tasks")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn async_methods_return_send_futures() {
        let out = expand(
            quote!(input = A, output = B),
            quote! {
                /// Tasks.
                pub trait Tasks: Debug {
                    /// One.
                    #[resource("x")]
                    #[reply(Answer)]
                    async fn a(&self, cx: TaskContext, a: A) -> Result<B, E>;
                    fn b(&self) -> impl Future<Output = Result<(), E>>;
                    async fn c(&self) -> Result<B, E> { self.b().await }
                }
            },
        );
        let expected = quote! {
            /// Tasks.
            pub trait Tasks: Debug + ::core::marker::Send + ::core::marker::Sync {
                /// One.
                fn a(&self, cx: TaskContext, a: A) -> impl ::core::future::Future<Output = Result<B, E> > + ::core::marker::Send;
                fn b(&self) -> impl Future<Output = Result<(), E> >;
                fn c(&self) -> impl ::core::future::Future<Output = Result<B, E> > + ::core::marker::Send {
                    async move { self.b().await }
                }
            }
        };
        assert_eq!(out.to_string().replace(' ', ""), expected.to_string().replace(' ', ""));
    }

    #[test]
    fn faults_are_reported_beside_the_trait() {
        for (attribute, item, fault) in [
            (
                quote!(inptu = A),
                quote!(
                    trait T {}
                ),
                "expected `input = Type` or `output = Type`",
            ),
            (
                quote!(),
                quote!(
                    trait T<X> {}
                ),
                "a tasks trait is not generic",
            ),
            (
                quote!(),
                quote!(
                    trait T {
                        type X;
                    }
                ),
                "a tasks trait has async methods only",
            ),
            (
                quote!(),
                quote!(
                    trait T {
                        async fn a() -> R;
                    }
                ),
                "a task takes `&self`",
            ),
            (
                quote!(),
                quote!(
                    trait T {
                        async fn a(&mut self) -> R;
                    }
                ),
                "a task takes `&self`",
            ),
            (
                quote!(),
                quote!(
                    trait T {
                        async fn a(&self);
                    }
                ),
                "a task returns `Result<T, E>`",
            ),
            (
                quote!(),
                quote!(
                    trait T {
                        fn a(&self) -> R;
                    }
                ),
                "a task is an `async fn`",
            ),
            (
                quote!(),
                quote!(
                    trait T {
                        async fn a<X>(&self) -> R;
                    }
                ),
                "a task is not generic: write its types out",
            ),
            (
                quote!(),
                quote!(
                    trait T {
                        async fn a(&self, c: C, a: A, b: B) -> R;
                    }
                ),
                "a task takes one argument",
            ),
            (
                quote!(),
                quote!(
                    trait T {
                        #[resource(x)]
                        async fn a(&self) -> R;
                    }
                ),
                "write `#[resource(",
            ),
        ] {
            let out = expand(attribute, item).to_string();
            assert!(out.contains("trait T") && out.matches("compile_error").count() == 1, "{out}");
            assert!(out.replace("\\\"", "\"").contains(fault), "{out}");
        }
        let out = expand(
            quote!(),
            quote!(
                struct S;
            ),
        )
        .to_string();
        assert!(out.contains("stands on a trait") && out.contains("struct S"), "{out}");
    }
}
