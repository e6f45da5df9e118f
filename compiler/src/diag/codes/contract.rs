//! The codes of the contract: the Rust types and the tasks trait beside a definition.

/// A contract file cannot be read, or is not Rust.
pub const FILE: &str = "ASL0901";
/// No trait stands under `#[stepwright::tasks(..)]`.
pub const NO_TASKS: &str = "ASL0902";
/// More than one trait stands under `#[stepwright::tasks(..)]`.
pub const TWO_TASKS: &str = "ASL0903";
/// A type of the contract is not found.
pub const UNKNOWN_TYPE: &str = "ASL0904";
/// A type that is stored lacks a derive.
pub const MISSING_DERIVE: &str = "ASL0905";
/// A method of the tasks trait, or the trait, has the wrong shape.
pub const SHAPE: &str = "ASL0906";
/// An attribute of the contract is malformed.
pub const ATTRIBUTE: &str = "ASL0907";
/// Two methods claim the same resource.
pub const SAME_RESOURCE: &str = "ASL0908";
