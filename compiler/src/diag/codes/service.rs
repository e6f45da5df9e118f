//! How the service calls what we refuse, and where it says that it is.

use super::{flow, json, path, structure};
use crate::diag::Severity;

/// The fields or values are not as the schema has them.
const SCHEMA: &str = "SCHEMA_VALIDATION_FAILED";
/// The text is not JSON.
const JSON: &str = "INVALID_JSON_DESCRIPTION";
/// A transition leads nowhere, or none leads to a state.
const TARGET: &str = "MISSING_TRANSITION_TARGET";

/// The code under which the service reports what this code is about; `None` if it takes it.
#[must_use]
pub fn code(code: &str) -> Option<&'static str> {
    Some(match code {
        json::TOO_DEEP => "TOO_DEEPLY_NESTED",
        json::EMPTY => SCHEMA,
        json::SYNTAX
        | json::DUPLICATE_KEY
        | json::STRING
        | json::NUMBER
        | json::BYTE_ORDER_MARK
        | json::TRAILING
        | json::COMMENT
        | json::TRAILING_COMMA => JSON,
        structure::MISSING_TARGET | structure::FOREIGN_TARGET | flow::UNREACHABLE => TARGET,
        structure::STATE_NAME => "INVALID_STATE_NAME",
        structure::DUPLICATE_STATE => "DUPLICATE_STATE_NAME",
        structure::LABEL => "INVALID_LABEL_NAME",
        structure::DUPLICATE_LABEL => "DUPLICATE_LABEL_NAME",
        structure::NO_DOLLAR => "NO_DOLLAR",
        structure::STATIC_RESULT => "PASS_RESULT_IS_STATIC",
        flow::NO_END => "MISSING_END_STATE",
        structure::NOT_AN_OBJECT
        | structure::UNKNOWN_FIELD
        | structure::MISPLACED_FIELD
        | structure::MISSING_FIELD
        | structure::WRONG_TYPE
        | structure::EXCLUSIVE_FIELDS
        | structure::OUT_OF_RANGE
        | structure::EMPTY
        | structure::UNKNOWN_VALUE
        | structure::STATES_ALL
        | structure::NESTED_NEXT
        | structure::RULE_OPERATORS
        | structure::RESOURCE
        | structure::TIMESTAMP
        | structure::PATTERN
        | structure::JSONATA_FIELD
        | structure::QUERY_LANGUAGE_MIX
        | structure::JSONPATH_FIELD
        | structure::VARIABLE_NAME
        | structure::VARIABLE_CLASH
        | flow::VARIABLE_UNKNOWN
        | path::SYNTAX
        | path::NOT_A_REFERENCE_PATH
        | path::RESULT_PATH_ROOT
        | path::TEMPLATE_VALUE
        | path::TEMPLATE_DUPLICATE
        | path::INTRINSIC => SCHEMA,
        _ => return None,
    })
}

/// Whether the service refuses a definition for it, or only warns.
pub(crate) fn severity(code: &str) -> Severity {
    match code {
        structure::NO_DOLLAR | structure::STATIC_RESULT => Severity::Warning,
        _ => Severity::Error,
    }
}

/// Whether the service reports it at the object that holds the field, and not at the field.
pub(crate) fn is_put_at_the_holder(code: &str) -> bool {
    matches!(
        code,
        structure::UNKNOWN_FIELD
            | structure::MISPLACED_FIELD
            | structure::MISSING_FIELD
            | structure::EXCLUSIVE_FIELDS
            | structure::JSONATA_FIELD
            | structure::QUERY_LANGUAGE_MIX
            | structure::JSONPATH_FIELD
    )
}

/// Whether the service reports it without a place.
pub(crate) fn has_no_place(code: &str) -> bool {
    matches!(code, structure::NOT_AN_OBJECT)
}
