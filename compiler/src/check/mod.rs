//! check
pub mod flow;
