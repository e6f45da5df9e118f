//! 10xx: legal ASL that is known and not yet built. AWS accepts all of these.

/// A `Parallel` or `Map` state.
pub const STATE_TYPE: &str = "ASL1001";
/// The query language JSONata.
pub const JSONATA: &str = "ASL1002";
/// Workflow variables: `Assign`.
pub const VARIABLES: &str = "ASL1003";
/// `HeartbeatSeconds`, `HeartbeatSecondsPath`
pub const HEARTBEAT: &str = "ASL1006";
/// `Credentials`
pub const CREDENTIALS: &str = "ASL1007";
/// An activity as `Resource`.
pub const ACTIVITY: &str = "ASL1008";
/// The service patterns `.sync`, `.sync:2` and `.waitForTaskToken`.
pub const SERVICE_PATTERN: &str = "ASL1009";
/// `arn:aws:states:::lambda:invoke` under a contract: argument and result in an envelope.
pub const INVOKE: &str = "ASL1010";
