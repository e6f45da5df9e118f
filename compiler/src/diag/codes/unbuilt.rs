//! 10xx: legal ASL that is known and not yet built. AWS accepts all of these.

/// The query language JSONata.
pub const JSONATA: &str = "ASL1002";
/// Workflow variables: `Assign`, and paths that start with `$name`.
pub const VARIABLES: &str = "ASL1003";
/// JSONPath beyond definite paths: wildcards, slices, unions, filters, `..`, functions.
pub const JSONPATH: &str = "ASL1004";
/// Intrinsic functions: `States.Format(..)` and the others.
pub const INTRINSIC: &str = "ASL1005";
/// `arn:aws:states:::lambda:invoke` under a contract: argument and result in an envelope.
pub const INVOKE: &str = "ASL1010";
