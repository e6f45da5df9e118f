//! Durable, typed workflows from the Amazon States Language, inside your own process.

pub mod store;
