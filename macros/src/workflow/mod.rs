//! `workflow!`: a contract and a definition in, the contract and the generated module out.

mod expand;
mod input;
mod load;
mod report;

use proc_macro2::TokenStream;

/// Expands the macro. What cannot be read is reported where it stands.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    match syn::parse2::<input::Input>(tokens) {
        Ok(input) => expand::expand(input),
        Err(error) => error.into_compile_error(),
    }
}
