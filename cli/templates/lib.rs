//! The workflow `{{name}}`: its contract, and its tasks.

pub mod contract;
pub mod tasks;
