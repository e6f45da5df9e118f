//! Compiles Amazon States Language files to typed Rust from a build script.
//!
//! ```no_run
//! // build.rs
//! stepwright_build::workflow("workflows/order.asl.json").contract("src/order.rs").compile();
//! ```
//!
//! The generated module is included where the contract stands, here in `src/order.rs`:
//! `stepwright::include_workflow!("order");`
//!
//! A definition is JSON, or YAML in a file named `.yaml` or `.yml`.
//!
//! Findings are shown by cargo with the line of the definition they speak of; errors end the build.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod builder;
mod cargo;
mod compile;
mod error;
mod load;
mod output;

pub use builder::{Builder, workflow};
pub use error::{Error, Report};
