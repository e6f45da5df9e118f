//! What the Jayway library answers to a path, as an execution shows it.

use serde_json::Value;

use crate::{Case, Matcher, Ran, definition::Part, local::part};

/// Why a case says what the service does not do.
pub(crate) fn contradicts(case: &Case) -> Option<&'static str> {
    let answer = &case.json["jayway"];
    let not_found = answer["error"] == "PathNotFoundException";
    match &case.json["path"] {
        Value::String(path) if !path.starts_with('$') => Some("a path begins with `$` on the service"),
        _ if answer["stage"] == "read" && not_found && answer["definite"] == false => {
            Some("a path that may find several values brings an empty list on the service when it finds none")
        }
        _ if case.json["document"].is_null() && answer["error"].is_string() => {
            Some("the input of an execution may be null, and `$` brings it")
        }
        _ => None,
    }
}

/// Whether the path is one that Jayway refuses.
pub(crate) fn is_refusal(case: &Case) -> bool {
    case.json.pointer("/jayway/stage").is_some_and(|stage| stage == "compile")
}

pub(crate) fn judge(case: &Case, ran: &Ran) -> Result<(), String> {
    let answer = &case.json["jayway"];
    if is_refusal(case) {
        return Err(format!("the path is taken, Jayway refuses it: {}", answer["message"]));
    }
    let end = (&ran.output, &ran.error, &ran.cause);
    if let Some(value) = answer.get("value") {
        if ran.status != "SUCCEEDED" {
            return Err(format!("status: ours {} with {end:?}, expected {value}", ran.status));
        }
        return Matcher::default().value("value", value, part(Part::Value, ran)?);
    }
    if ran.error.as_deref() != Some("States.Runtime") {
        return Err(format!("Jayway has an error, {}; ours {} with {end:?}", answer["message"], ran.status));
    }
    let text = format!(
        "The JSONPath '{}' specified for the field 'value.$' could not be found in the input '",
        case.text("path")
    );
    let is_said = ran.cause.as_deref().is_some_and(|cause| cause.contains(&text));
    if answer["error"] == "PathNotFoundException" && !is_said {
        return Err(format!("cause: expected {text}.., ours {:?}", ran.cause));
    }
    Ok(())
}
