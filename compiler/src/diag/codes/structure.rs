//! 02xx: the structure of a definition: fields, values, transitions.

/// The definition is not a JSON object. AWS: `SCHEMA_VALIDATION_FAILED`
/// (`Definition must be a valid JSON object`).
pub const NOT_AN_OBJECT: &str = "ASL0201";
/// A field that ASL does not have. AWS: `SCHEMA_VALIDATION_FAILED` (`Field 'X' is not supported`).
pub const UNKNOWN_FIELD: &str = "ASL0202";
/// A field of ASL, and not here. AWS: `SCHEMA_VALIDATION_FAILED` (`Field 'X' is not supported`).
pub const MISPLACED_FIELD: &str = "ASL0203";
/// A required field is missing. AWS: `SCHEMA_VALIDATION_FAILED` (`These fields are required: [X]`).
pub const MISSING_FIELD: &str = "ASL0204";
/// A value has the wrong JSON type. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const WRONG_TYPE: &str = "ASL0205";
/// Fields that exclude each other. AWS: `SCHEMA_VALIDATION_FAILED`
/// (`There should only be one of the following fields: [X, Y]`).
pub const EXCLUSIVE_FIELDS: &str = "ASL0206";
/// A number out of its range, or not whole. AWS: `SCHEMA_VALIDATION_FAILED` (`Minimum value is 1`).
pub const OUT_OF_RANGE: &str = "ASL0207";
/// An array or object that may not be empty. AWS: `SCHEMA_VALIDATION_FAILED` (`Value cannot be empty`).
pub const EMPTY: &str = "ASL0208";
/// A word that is none of the allowed ones. AWS: `SCHEMA_VALIDATION_FAILED`
/// (`The field 'X' should have one of these values: [..]`).
pub const UNKNOWN_VALUE: &str = "ASL0209";
/// A transition to a state that does not exist. AWS: `MISSING_TRANSITION_TARGET`.
pub const MISSING_TARGET: &str = "ASL0210";
/// A state's name is empty or longer than 80 characters. AWS: `INVALID_STATE_NAME`.
pub const STATE_NAME: &str = "ASL0211";
/// A state's name that another state of the definition has, on whatever level. AWS: `DUPLICATE_STATE_NAME`.
pub const DUPLICATE_STATE: &str = "ASL0212";
/// `States.ALL` beside other names, or not in the last entry. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const STATES_ALL: &str = "ASL0213";
/// `Next` inside `And`, `Or` or `Not`. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const NESTED_NEXT: &str = "ASL0214";
/// A `Choice` rule without an operator, or with more than one. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const RULE_OPERATORS: &str = "ASL0215";
/// `Resource` is no ARN that tasks can have. AWS: `SCHEMA_VALIDATION_FAILED`
/// (`The resource provided X is not recognized..`).
pub const RESOURCE: &str = "ASL0216";
/// Not an RFC 3339 timestamp. AWS: `SCHEMA_VALIDATION_FAILED` (`String does not match RFC3339 timestamp`).
pub const TIMESTAMP: &str = "ASL0217";
/// A `StringMatches` pattern with a bad escape. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const PATTERN: &str = "ASL0218";
/// A field of JSONata states in a JSONPath state. AWS: `SCHEMA_VALIDATION_FAILED`
/// (`The QueryLanguage is set to 'JSONPath', but field 'X' is only supported for the 'JSONata' QueryLanguage`).
pub const JSONATA_FIELD: &str = "ASL0219";
/// A JSONPath state in a JSONata machine. AWS: `SCHEMA_VALIDATION_FAILED`
/// (`'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine`).
pub const QUERY_LANGUAGE_MIX: &str = "ASL0220";
/// A field of JSONPath states in a JSONata state. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const JSONPATH_FIELD: &str = "ASL0221";
/// The name of a variable is no identifier, is reserved, or is too long. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const VARIABLE_NAME: &str = "ASL0222";
/// A variable that is assigned in a scope and in one around it. AWS: `SCHEMA_VALIDATION_FAILED`.
pub const VARIABLE_CLASH: &str = "ASL0223";
/// A transition into another scope. AWS: `MISSING_TRANSITION_TARGET`.
pub const FOREIGN_TARGET: &str = "ASL0224";
/// The label of a distributed `Map` has characters that labels cannot have, or too many. AWS:
/// `INVALID_LABEL_NAME`.
pub const LABEL: &str = "ASL0225";
/// Two distributed `Map` states have one label. AWS: `DUPLICATE_LABEL_NAME`.
pub const DUPLICATE_LABEL: &str = "ASL0226";
/// A field of distributed `Map` states in one that is not. A warning.
pub const INLINE_MAP: &str = "ASL0227";
/// A text that looks like a path, under a key without `.$`. A warning; AWS: `NO_DOLLAR`.
pub const NO_DOLLAR: &str = "ASL0240";
/// A `Result` with what looks like a path; nothing in it is evaluated. A warning; AWS: `PASS_RESULT_IS_STATIC`.
pub const STATIC_RESULT: &str = "ASL0241";
