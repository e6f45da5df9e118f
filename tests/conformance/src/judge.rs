//! Whether an execution came to what the case says.

use serde_json::Value;

use crate::{Case, Kind, Matcher, Ran, api, history, jayway, local};

/// Compares all that a case says of an execution.
///
/// # Errors
/// What differs first.
pub fn judge(case: &Case, ran: &Ran) -> Result<(), String> {
    match case.kind {
        Kind::Recorded => recorded(case, ran),
        Kind::Local => local::judge(case, ran),
        Kind::JsonPath => jayway::judge(case, ran),
        // Nothing was recorded of it: it is to end, and not by a fault of ours.
        Kind::RealWorld => match &ran.error {
            Some(error) if error.starts_with("Stepwright.") => Err(format!("it ends with {error}: {:?}", ran.cause)),
            _ => Ok(()),
        },
        Kind::Valid | Kind::Invalid | Kind::RecordedVerdict | Kind::References => {
            Err("the case says nothing of an execution".to_owned())
        }
    }
}

fn recorded(case: &Case, ran: &Ran) -> Result<(), String> {
    let mut matcher = Matcher::new(case);
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
    api::compare(case, ran, &mut matcher)?;
    if ran.calls_left > 0 {
        return Err(format!("{} recorded calls were not made", ran.calls_left));
    }
    Ok(())
}
