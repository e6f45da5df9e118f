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
