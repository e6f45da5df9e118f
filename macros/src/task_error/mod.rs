//! `#[derive(TaskError)]`: the names of a task's errors, and their causes.

mod display;
mod read;
mod write;

use proc_macro2::TokenStream;

/// Expands the derive.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let item: syn::DeriveInput = match syn::parse2(item) {
        Ok(item) => item,
        Err(error) => return error.into_compile_error(),
    };
    match read::read(&item) {
        Ok(errors) => write::write(&item, &errors),
        Err(fault) => fault.into_compile_error(),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn names_and_causes_are_written() {
        let out = expand(quote! {
            #[task_error(crate = other::path)]
            enum E {
                Plain,
                #[task_error(name = "Card.Declined")]
                Declined { reason: String, codes: Vec<u8> },
                #[task_error(display = "{{x}} {0}")]
                Shown(u8),
                #[task_error(other)]
                Other(String),
            }
        })
        .to_string();
        for part in [
            "impl other :: path :: TaskError for E",
            "Self :: Plain { .. } => :: std :: borrow :: Cow :: Borrowed (\"Plain\")",
            "Self :: Declined { .. } => :: std :: borrow :: Cow :: Borrowed (\"Card.Declined\")",
            "\"reason: {}, codes: {:?}\" , reason , codes",
            "Self :: Shown (_0) => :: core :: write ! (__formatter , \"{{x}} {_0}\")",
            "AsRef :: < :: core :: primitive :: str > :: as_ref (name)",
            "__formatter . write_str (\"Plain\")",
            "impl :: core :: error :: Error for E",
        ] {
            assert!(out.contains(part), "{part}\n{out}");
        }
    }

    #[test]
    fn display_may_be_left_to_others() {
        let out = expand(quote!(
            #[task_error(display = false)]
            enum E {
                A,
            }
        ))
        .to_string();
        assert!(out.contains("impl :: stepwright :: TaskError for E") && !out.contains("Display"), "{out}");
    }

    #[test]
    fn faults_are_reported_together() {
        let out = expand(quote! {
            enum E {
                A,
                #[task_error(name = "A")]
                B,
                #[task_error(other)]
                C,
                #[task_error(other, name = "x")]
                D(String),
                #[task_error(name = "States.X")]
                F,
                #[task_error(name = "")]
                G,
                #[task_error(other)]
                H(String),
                #[task_error(other)]
                I { name: String },
                #[task_error(nam = "x")]
                J,
            }
        })
        .to_string();
        for fault in [
            "the error name `A` is that of the variant `A`",
            "an `other` variant is `Other(String)`",
            "has no name of its own",
            "are the service's own",
            "is not empty",
            "only one variant is `other`, and `H` is it",
            "or `other`",
        ] {
            assert!(out.contains(fault), "{fault}\n{out}");
        }
        assert_eq!(out.matches("compile_error").count(), 7);
        assert!(
            expand(quote!(
                struct S;
            ))
            .to_string()
            .contains("derived for enums")
        );
    }
}
