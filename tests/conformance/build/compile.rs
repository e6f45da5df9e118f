//! One definition: its module, or why there is none.

use proc_macro2::{Ident, Span};
use quote::quote;
use stepwright_compiler::{
    Options, compile as compile_definition,
    diag::{Diagnostics, Severity, human},
    json,
    source::Sources,
};

/// What became of a definition.
pub(crate) struct Compiled {
    pub(crate) name: String,
    pub(crate) result: Result<String, Vec<Refusal>>,
}

/// An error, with its code for those who want to know what is not built yet.
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) shown: String,
}

/// Compiles a definition without a contract.
pub(crate) fn compile(name: &str, text: &str) -> Compiled {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let source = sources.add_text(format!("{name}.asl.json"), text.to_owned());
    let options = Options { name: name.to_owned(), runtime: quote!(::stepwright), text: text.to_owned(), file: None };
    let body = json::parse(&sources, source, &mut diags)
        .and_then(|node| compile_definition(&sources, &node, None, &options, &mut diags));
    let result = match body {
        Some(body) if !diags.has_errors() => {
            let module = Ident::new(name, Span::call_site());
            let tokens = quote!(pub mod #module { #body });
            match syn::parse2::<syn::File>(tokens) {
                Ok(file) => Ok(prettyplease::unparse(&file)),
                Err(error) => Err(vec![Refusal::new("rustc", format!("what was generated does not parse: {error}"))]),
            }
        }
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
    };
    Compiled { name: name.to_owned(), result }
}

impl Refusal {
    fn new(code: &str, message: String) -> Self {
        Refusal { code: code.to_owned(), shown: message.clone(), message }
    }
}
