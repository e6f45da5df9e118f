//! One definition: its module, or why there is none.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::TokenStream;
use quote::quote;
use stepwright_compiler::{
    Options, compile as compile_definition,
    diag::{Diagnostics, Severity, human},
    json,
    source::Sources,
};

/// What became of a definition.
pub(crate) struct Compiled {
    /// Of its module and its workflow: by its text, so that a new case changes no other module.
    pub(crate) name: String,
    /// The module's content.
    pub(crate) result: Result<String, Vec<Refusal>>,
}

/// An error.
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) shown: String,
}

/// Compiles a definition without a contract. A fault of the compiler's is one more way to be refused.
pub(crate) fn compile(name: String, text: &str) -> Compiled {
    let result = catch_unwind(AssertUnwindSafe(|| module(&name, text)))
        .unwrap_or_else(|_| Err(vec![Refusal::new("panic", "the compiler panicked".to_owned())]));
    Compiled { name, result }
}

fn module(name: &str, text: &str) -> Result<String, Vec<Refusal>> {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let source = sources.add_text(format!("{name}.asl.json"), text.to_owned());
    let options = Options { name: name.to_owned(), runtime: quote!(::stepwright), text: text.to_owned(), file: None };
    let body = json::parse(&sources, source, &mut diags)
        .and_then(|node| compile_definition(&sources, &node, None, &options, &mut diags));
    match body {
        Some(body) if !diags.has_errors() => write(body),
        _ => {
            let errors = diags.into_sorted().into_iter().filter(|found| found.severity == Severity::Error);
            Err(errors
                .map(|found| Refusal {
                    code: found.code.to_owned(),
                    message: found.message.clone(),
                    shown: human::render(&found, &sources, false),
                })
                .collect())
        }
    }
}

fn write(body: TokenStream) -> Result<String, Vec<Refusal>> {
    match syn::parse2::<syn::File>(body) {
        Ok(file) => Ok(prettyplease::unparse(&file)),
        Err(error) => Err(vec![Refusal::new("rustc", format!("what was generated does not parse: {error}"))]),
    }
}

impl Refusal {
    pub(crate) fn new(code: &str, message: String) -> Self {
        Refusal { code: code.to_owned(), shown: message.clone(), message }
    }
}
