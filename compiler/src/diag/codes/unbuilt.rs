//! 10xx: legal ASL that is known and not yet built. AWS accepts all of these.

/// The query language JSONata.
pub const JSONATA: &str = "ASL1002";
