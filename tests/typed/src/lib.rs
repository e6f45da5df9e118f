//! One definition, compiled with a contract and without one: both builds come to the same.
//!
//! Each module of [`flows`] has a definition, a contract, and strategies for its inputs; [`check`] runs both
//! builds with the same answers of tasks, and the typed one again with a restart after every commit.

#![allow(clippy::indexing_slicing, reason = "answers are put together from JSON values")]

mod check;
pub mod flows;
mod handlers;
mod outcome;
mod store;

pub use check::{Subject, check};
pub use handlers::{Answer, Handlers};
pub use outcome::Outcome;
