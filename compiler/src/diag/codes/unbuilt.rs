//! 10xx: legal ASL that is known and not yet built. AWS accepts all of these.

/// The query language JSONata.
pub const JSONATA: &str = "ASL1002";
/// `arn:aws:states:::lambda:invoke` under a contract: argument and result in an envelope.
pub const INVOKE: &str = "ASL1010";
