//! One definition, compiled with a contract and without one: both builds come to the same.
//!
//! Each module of [`flows`] has a definition, a contract, and strategies for its inputs; [`check`] runs both
//! builds with the same answers of tasks, and each again with a restart after every commit.

#![allow(clippy::indexing_slicing, reason = "answers are put together from JSON values")]

mod check;
pub mod flows;
mod folder;
mod handlers;
mod outcome;
mod runs;
mod store;

pub use check::{Subject, check};
pub use handlers::{Answer, Handlers, Pace};
pub use outcome::Outcome;
