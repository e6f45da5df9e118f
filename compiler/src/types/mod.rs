//! What the checker knows of values: the types of JSON, and the contract's Rust types they come from.

pub mod contract;
pub mod fits;
pub mod import;
pub mod of_rust;
mod print;
pub mod ty;

pub use contract::Contract;
pub use ty::{Presence, Record, RecordField, Ty};
