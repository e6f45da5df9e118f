//! Compiles Amazon States Language (ASL) definitions to typed Rust.
//!
//! The compiler is pure: text or tokens in, code and diagnostics out. It reads in one direction,
//! one verb a stage:
//!
//! `source -> json -> expr -> asl -> ir -> types -> check -> lower -> emit`
//!
//! The fronts (`workflow!`, `stepwright-build`, `stepwright check`) are thin: they bring the text and
//! show the diagnostics.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod asl;
pub mod check;
mod compile;
pub mod diag;
mod direction;
pub mod emit;
pub mod expr;
pub mod graph;
mod hash;
pub mod ir;
pub mod json;
pub mod lower;
pub mod propose;
pub mod source;
pub mod types;

pub use compile::{compile, diagnose, study};
pub use emit::{Options, skeleton};
