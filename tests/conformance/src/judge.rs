//! Whether an execution came to what was recorded.

use serde_json::Value;

use crate::{Case, Matcher, Ran, history};

/// The day from which the context object has a `RedriveCount`.
const REDRIVE: &str = "2023-11-15";

/// Compares status, output, error, cause and history.
///
/// # Errors
/// What differs first.
pub fn judge(case: &Case, ran: &Ran) -> Result<(), String> {
    if case.folder == "real-world" {
        // Nothing was recorded of it: it is to end, and not by a fault of ours.
        return match &ran.error {
            Some(error) if error.starts_with("Stepwright.") => Err(format!("it ends with {error}: {:?}", ran.cause)),
            _ => Ok(()),
        };
    }
    let mut matcher = Matcher::new(case);
    if case.is_unfair("re-serialised") {
        matcher.texts_as_json = true;
    }
    if case.is_unfair("malformed-text") {
        matcher.ignored.push("Cause");
    }
    if case.is_before(REDRIVE) {
        matcher.ignored.push("RedriveCount");
    }
    let Some(status) = case.expected("status") else { return Err("the recording has no status".to_owned()) };
    if status != ran.status {
        let cause = (&ran.output, &ran.error, &ran.cause);
        return Err(format!("status: recorded {status}, ours {} with {cause:?}", ran.status));
    }
    if !case.is_unfair("redacted-output") {
        let nothing = Value::Null;
        let output = case.json.pointer("/expect/output").unwrap_or(&nothing);
        matcher.value("output", output, ran.output.as_ref().unwrap_or(&nothing))?;
    }
    for (member, ours) in [("error", &ran.error), ("cause", &ran.cause)] {
        let recorded = case.expected(member).unwrap_or(&Value::Null);
        let ours = ours.as_ref().map_or(Value::Null, |text| Value::String(text.clone()));
        matcher.value(member, recorded, &ours)?;
    }
    if let Some(Value::Array(recorded)) = case.expected("history") {
        history::compare(case, recorded, &ran.history, &mut matcher)?;
    }
    if ran.calls_left > 0 {
        return Err(format!("{} recorded calls were not made", ran.calls_left));
    }
    Ok(())
}
