//! What an execution fails with when a path finds nothing: the service's texts, by field.

use serde::Serialize;
use serde_json::Value;

use crate::{Cx, Failure};

use super::path::{Part, get};

/// A place that was looked for.
pub struct Missing {
    /// Which wording.
    pub kind: MissingKind,
    /// The path as the definition writes it.
    pub path: &'static str,
    /// The steps from the document to `$` (`InputPath`).
    pub prefix: &'static [Part],
    /// The steps from `$`.
    pub steps: &'static [Part],
}

/// Which field looked for it.
pub enum MissingKind {
    /// `InputPath`, `OutputPath`, `TimeoutSecondsPath`
    Path,
    /// A key of a payload template, or `ErrorPath`, `CausePath`.
    Field(&'static str),
    /// `Variable` or a `..Path` operand of a Choice rule.
    Choice,
    /// `SecondsPath`
    Seconds,
    /// `TimestampPath`
    Timestamp,
    /// `ItemsPath`
    Items,
}

/// What is at a place.
///
/// # Errors
/// Nothing is there.
#[inline]
pub fn found<'v, T: ?Sized>(
    cx: &Cx<'_>,
    place: Option<&'v T>,
    missing_place: &Missing,
    document: &(impl Serialize + ?Sized),
) -> Result<&'v T, Failure> {
    match place {
        Some(value) => Ok(value),
        None => Err(missing(cx, missing_place, document)),
    }
}

/// A part of a value that was made for this read.
///
/// # Errors
/// Nothing is there.
pub fn found_part(
    cx: &Cx<'_>,
    value: Value,
    way: &[Part],
    missing_place: &Missing,
    document: &(impl Serialize + ?Sized),
) -> Result<Value, Failure> {
    match get(&value, way) {
        Some(value) => Ok(value.clone()),
        None => Err(missing(cx, missing_place, document)),
    }
}

/// The failure for a place that is not there.
#[cold]
pub fn missing(cx: &Cx<'_>, missing: &Missing, document: &(impl Serialize + ?Sized)) -> Failure {
    let Missing { kind, path, prefix, steps } = missing;
    // Only the text of the failure needs the document, so only now is it built.
    let document = serde_json::to_value(document).unwrap_or_default();
    let null = Value::Null;
    let root = get(&document, prefix).unwrap_or(&null);
    cx.runtime_error(match kind {
        MissingKind::Items => return cx.error("States.ReferencePathConflict", inapplicable(root, steps)),
        MissingKind::Path => invalid_path(root, path, steps),
        MissingKind::Field(field) => {
            format!("The JSONPath '{path}' specified for the field '{field}' could not be found in the input '{root}'")
        }
        MissingKind::Choice => {
            format!("Invalid path '{path}': The choice state's condition path references an invalid value.")
        }
        MissingKind::Seconds => format!("The SecondsPath parameter does not reference an input value: {path}"),
        MissingKind::Timestamp => format!("The TimestampPath parameter does not reference an input value: {path}"),
    })
}

/// The text for a reference path: the first step that cannot be taken, and what it was to be taken in.
fn inapplicable(root: &Value, steps: &[Part]) -> String {
    let found = (0..steps.len()).rev().find_map(|length| {
        let (way, rest) = steps.split_at_checked(length)?;
        Some((get(root, way)?, rest.first()?))
    });
    match found {
        Some((input, Part::Key(key))) => format!("Unable to apply step \"{key}\" to input {input}"),
        Some((input, Part::Index(index))) => format!("Unable to apply step \"[{index}]\" to input {input}"),
        None => format!("Unable to apply the path to input {root}"),
    }
}

/// The text for `InputPath` and its like: it tells apart whether the last step is missing or one above.
pub(super) fn invalid_path(root: &Value, path: &str, steps: &[Part]) -> String {
    let found = (0..=steps.len()).rev().find(|length| get(root, steps.get(..*length).unwrap_or_default()).is_some());
    let failed = found.map_or(0, |found| found + 1).min(steps.len());
    let way: String = steps
        .iter()
        .take(failed)
        .map(|step| match step {
            Part::Key(key) => format!("['{key}']"),
            Part::Index(index) => format!("[{index}]"),
        })
        .collect();
    if failed == steps.len() {
        format!("Invalid path '{path}' : No results for path: ${way}")
    } else {
        format!("Invalid path '{path}' : Missing property in path ${way}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_recorded_texts() {
        assert_eq!(
            invalid_path(&json!({}), "$.X", &[Part::Key("X")]),
            "Invalid path '$.X' : No results for path: $['X']"
        );
        assert_eq!(
            invalid_path(&json!({}), "$.no.such.path", &[Part::Key("no"), Part::Key("such"), Part::Key("path")]),
            "Invalid path '$.no.such.path' : Missing property in path $['no']"
        );
    }
}
