//! Codes of findings about the data that flows through a definition.

/// A state that no transition leads to.
pub const UNREACHABLE: &str = "ASL0230";
/// No way through the definition ends.
pub const NO_END: &str = "ASL0231";
/// A path that is only sometimes there.
pub const PATH_MAYBE_MISSING: &str = "ASL0311";
/// A path that is never there.
pub const PATH_MISSING: &str = "ASL0312";
/// A path that steps into a value that is no object, or no list.
pub const PATH_THROUGH: &str = "ASL0313";
/// A path that steps into a value that the contract does not show.
pub const PATH_OPAQUE: &str = "ASL0314";
/// A field that the context object does not have.
pub const CONTEXT_FIELD: &str = "ASL0315";
/// A variable that no state in sight assigns.
pub const VARIABLE_UNKNOWN: &str = "ASL0320";
/// A variable that no way which leads here assigns.
pub const VARIABLE_UNASSIGNED: &str = "ASL0321";
/// A variable that only some of the ways which lead here assign.
pub const VARIABLE_MAYBE_UNASSIGNED: &str = "ASL0322";
/// A path of which a part never finds anything.
pub const QUERY_FINDS_NOTHING: &str = "ASL0330";
/// An argument that an intrinsic function does not take.
pub const INTRINSIC_ARGUMENT: &str = "ASL0340";
/// A `ResultPath` that writes into a value that is no object.
pub const RESULT_PATH_CONFLICT: &str = "ASL0401";
/// An operator whose values the variable can never have.
pub const OPERATOR_TYPE: &str = "ASL0501";
/// An operator whose values the operand at a path can never have.
pub const OPERAND_TYPE: &str = "ASL0502";
/// A literal that is none of an enum's values.
pub const NO_VARIANT: &str = "ASL0503";
/// A rule that no value satisfies.
pub const DEAD_RULE: &str = "ASL0504";
/// Values remain that no rule takes, and there is no `Default`.
pub const NOT_EXHAUSTIVE: &str = "ASL0505";
/// A `Resource` that is no task of the contract.
pub const UNKNOWN_TASK: &str = "ASL0601";
/// An argument that the task does not accept.
pub const ARGUMENT: &str = "ASL0602";
/// An error name that the task cannot raise.
pub const ERROR_NAME: &str = "ASL0603";
/// A function of `lambda:invoke` that is known only when the task runs.
pub const UNNAMED_FUNCTION: &str = "ASL0604";
/// A method that answers by a token, for a resource that waits for none.
pub const REPLY_WITHOUT_TOKEN: &str = "ASL0605";
/// A task that waits for a token and does not hand it out.
pub const TOKEN_NOT_SENT: &str = "ASL0606";
/// Seconds that are no whole number.
pub const SECONDS: &str = "ASL0701";
/// A time that is no timestamp.
pub const TIMESTAMP: &str = "ASL0702";
/// A time-out that is no whole number of seconds.
pub const TIMEOUT: &str = "ASL0703";
/// An error name or cause that is no string.
pub const FAIL_TEXT: &str = "ASL0704";
/// Items of a Map that are no list.
pub const ITEMS: &str = "ASL0705";
/// A number of a Map that is none.
pub const COUNT: &str = "ASL0706";
/// An output that is not of the declared type.
pub const OUTPUT: &str = "ASL0801";
/// The contract does not say what the workflow's input is.
pub const INPUT_UNDECLARED: &str = "ASL0802";
