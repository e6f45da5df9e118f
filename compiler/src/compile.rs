//! The seam to the stages that follow reading; the compiler's own `compile.rs` replaces this file.

use proc_macro2::TokenStream;

use crate::{diag::Diagnostics, json::Node, source::Sources, types::Contract};

/// What the fronts say about a compilation.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the generated module.
    pub name: String,
    /// The path of the `stepwright` crate.
    pub runtime: TokenStream,
    /// The definition as text.
    pub text: String,
}

/// Reads the definition; generates nothing yet.
pub fn compile(
    sources: &mut Sources,
    definition: &Node,
    _contract: Option<&Contract>,
    _options: &Options,
    diags: &mut Diagnostics,
) -> Option<TokenStream> {
    let _ = (sources, definition);
    (!diags.has_errors()).then(TokenStream::new)
}

/// The public items without their content.
#[must_use]
pub fn skeleton(_contract: Option<&Contract>, _options: &Options) -> TokenStream {
    TokenStream::new()
}
