//! 030x: how paths and payload templates are written.

/// Not a path. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const SYNTAX: &str = "ASL0301";
/// A path that may name several places where a reference path is wanted. AWS: `SCHEMA_VALIDATION_FAILED`
/// (`Value is not a Reference Path`).
pub const NOT_A_REFERENCE_PATH: &str = "ASL0302";
/// A `ResultPath` into the context object or a variable. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const RESULT_PATH_ROOT: &str = "ASL0303";
/// The value of a `.$` key is no path and no intrinsic function. AWS: `SCHEMA_VALIDATION_FAILED`
/// (`The value for the field 'k.$' must be a valid JSONPath or a valid intrinsic function call`).
pub const TEMPLATE_VALUE: &str = "ASL0304";
/// A template has both `k` and `k.$`. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const TEMPLATE_DUPLICATE: &str = "ASL0305";
/// An intrinsic function where only a path may stand, one that does not exist, or a call that is not well formed.
/// AWS: `SCHEMA_VALIDATION_FAILED`.
pub const INTRINSIC: &str = "ASL0306";
/// A path ends with a `[`, which means nothing. AWS passes over it.
pub const OPEN_BRACKET: &str = "ASL0307";
