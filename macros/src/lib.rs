//! The procedural macros of Stepwright. Use them through the `stepwright` crate, which re-exports them.
//!
//! This crate knows tokens and spans, and nothing of the Amazon States Language: `workflow!` hands what it
//! reads to the compiler.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

use proc_macro::TokenStream;

mod json_form;
mod picture;
mod task_error;
mod tasks;
mod workflow;

/// Makes a trait the contract of a workflow's tasks.
///
/// Each `async fn` becomes a function that returns a `Send` future; implementations go on writing
/// `async fn`. The trait gets the supertraits `Send` and `Sync`.
///
/// ```ignore
/// #[stepwright::tasks(input = Order, output = Confirmation)]
/// pub trait OrderTasks {
///     #[resource("arn:aws:lambda:us-east-1:123456789012:function:ChargeCard")]
///     async fn charge(&self, order: Order) -> Result<Receipt, ChargeError>;
/// }
/// ```
#[proc_macro_attribute]
pub fn tasks(attribute: TokenStream, item: TokenStream) -> TokenStream {
    tasks::expand(attribute.into(), item.into()).into()
}

/// Gives each variant of an enum the name under which a definition retries and catches it.
///
/// The name is the variant's own unless `#[task_error(name = "..")]` says another one. `Display`, which
/// becomes the error's cause, and `Error` are written too, unless the enum has `#[task_error(display = false)]`.
/// A variant under `#[task_error(other)]` brings its name as its value.
#[proc_macro_derive(TaskError, attributes(task_error))]
pub fn derive_task_error(item: TokenStream) -> TokenStream {
    task_error::expand(item.into()).into()
}

/// Lets a type of a contract file declare its JSON form, or that of its fields, where the compiler cannot
/// see it: `#[asl(as = T)]`, with a type whose JSON form it has.
///
/// ```ignore
/// #[derive(Clone, Serialize, Deserialize, stepwright::JsonForm)]
/// pub struct Invoice {
///     pub id: Uuid,
///     #[asl(as = String)]
///     pub total: rust_decimal::Decimal,
/// }
/// ```
///
/// The derive writes no code: it makes the attribute known to rustc and refuses a malformed one. The
/// attribute may stand on a struct, on an enum and on any field. Inside `workflow!` it needs no derive.
///
/// What is declared is what paths, comparisons, arguments and results are checked against. At run time the
/// value is written and read by its own serde implementations all the same: if the form is another one than
/// declared, the state that reads it fails with the error that the service gives for such data.
#[proc_macro_derive(JsonForm, attributes(asl))]
pub fn derive_json_form(item: TokenStream) -> TokenStream {
    json_form::expand(item.into()).into()
}

/// Compiles a definition; `stepwright::workflow!` calls this with the path of its own crate.
#[doc(hidden)]
#[proc_macro]
pub fn workflow(input: TokenStream) -> TokenStream {
    workflow::expand(input.into()).into()
}

/// The picture of a workflow as a string literal, for the documentation of its module: its name, and its
/// definition's text.
#[doc(hidden)]
#[proc_macro]
pub fn picture(input: TokenStream) -> TokenStream {
    picture::expand(input.into()).into()
}
