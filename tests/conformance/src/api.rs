//! What replies of the service and log lines show of an execution, as far as our executions know it.
//!
//! Sizes, durations and prices are not ours to compare; of an express execution we keep neither ARN nor dates.

use serde_json::{Map, Value, json};
use stepwright::{Description, HistoryEvent};

use crate::{Case, Matcher, Ran};

/// Compares `describe_execution`, `start_sync_execution`, `logged_execution_events` and `end_event`.
pub(crate) fn compare(case: &Case, ran: &Ran, matcher: &mut Matcher) -> Result<(), String> {
    if let Some(recorded) = case.expected("describe_execution") {
        let recorded = recorded.get("describe_execution").unwrap_or(recorded);
        let description = ran.description.as_ref().ok_or("an express execution is not described")?;
        reply("describe_execution", recorded, &described(description), &[], matcher)?;
    }
    if let Some(recorded) = case.expected("start_sync_execution") {
        let unknown = ["billingDetails", "executionArn", "stateMachineArn", "name", "startDate", "stopDate"];
        reply("start_sync_execution", recorded, &answered(case, ran), &unknown, matcher)?;
    }
    if let Some(Value::Array(recorded)) = case.expected("logged_execution_events") {
        logged(case, recorded, ran, matcher)?;
    }
    if let (Some(recorded), Some(last)) = (case.expected("end_event"), ran.history.last()) {
        line("end_event", recorded, last, true, ran, matcher)?;
    }
    Ok(())
}

/// A reply of the service. Members that are not ours to know only have to be there.
fn reply(
    at: &str,
    recorded: &Value,
    ours: &Map<String, Value>,
    unknown: &[&str],
    matcher: &mut Matcher,
) -> Result<(), String> {
    let empty = Map::new();
    let recorded = recorded.as_object().unwrap_or(&empty);
    for (member, recorded) in recorded {
        let at = format!("{at} {member}");
        match ours.get(member) {
            Some(ours) if member == "input" || member == "output" => matcher.document(&at, recorded, ours)?,
            Some(ours) => matcher.value(&at, recorded, ours)?,
            None if unknown.contains(&member.as_str()) => {}
            None => return Err(format!("{at}: recorded {recorded}, ours has none")),
        }
    }
    let missing = ours.keys().map(String::as_str).chain(unknown.iter().copied());
    match missing.into_iter().find(|member| !recorded.contains_key(*member)) {
        Some(member) => Err(format!("{at} {member}: it is not recorded")),
        None => Ok(()),
    }
}

/// What DescribeExecution shows of an execution.
fn described(description: &Description) -> Map<String, Value> {
    let machine = description.id.replace(":execution:", ":stateMachine:");
    let machine = machine.rsplit_once(':').map_or(machine.as_str(), |(machine, _)| machine);
    let mut shown = json!({
        "executionArn": description.id,
        "stateMachineArn": machine,
        "name": description.name,
        "status": description.status.as_str(),
        "startDate": description.started_at.to_string(),
        "input": description.input,
        "inputDetails": { "included": true },
        "redriveCount": 0,
    });
    if let Some(stopped_at) = description.stopped_at {
        shown["stopDate"] = json!(stopped_at.to_string());
    }
    let succeeded = description.output.is_some();
    shown["redriveStatus"] = json!(if succeeded { "NOT_REDRIVABLE" } else { "REDRIVABLE" });
    if succeeded {
        shown["redriveStatusReason"] = json!("Execution is SUCCEEDED and cannot be redriven");
        shown["outputDetails"] = json!({ "included": true });
    }
    for (member, text) in
        [("output", &description.output), ("error", &description.error), ("cause", &description.cause)]
    {
        if let Some(text) = text {
            shown[member] = json!(text);
        }
    }
    members(shown)
}

/// What StartSyncExecution answers.
fn answered(case: &Case, ran: &Ran) -> Map<String, Value> {
    let mut shown = json!({
        "status": ran.status,
        "input": case.setup().input.to_string(),
        "inputDetails": { "included": true },
        "outputDetails": { "included": true },
    });
    if let Some(output) = &ran.output {
        shown["output"] = json!(output.to_string());
    }
    for (member, text) in [("error", &ran.error), ("cause", &ran.cause)] {
        if let Some(text) = text {
            shown[member] = json!(text);
        }
    }
    members(shown)
}

/// The log lines of an execution at its level.
fn logged(case: &Case, recorded: &[Value], ran: &Ran, matcher: &mut Matcher) -> Result<(), String> {
    let configuration = &case.json["logging_configuration"];
    let with_data = configuration["includeExecutionData"] == true;
    let level = configuration["level"].as_str().unwrap_or("ALL");
    let ours: Vec<_> = ran.history.iter().filter(|event| is_logged(level, event.kind.as_str())).collect();
    for (recorded, ours) in recorded.iter().zip(&ours) {
        line(&format!("log line {}", recorded["id"]), recorded, ours, with_data, ran, matcher)?;
    }
    if recorded.len() != ours.len() {
        return Err(format!("log: recorded {} lines, ours {}", recorded.len(), ours.len()));
    }
    Ok(())
}

fn is_logged(level: &str, kind: &str) -> bool {
    let is_end = ["ExecutionAborted", "ExecutionFailed", "ExecutionTimedOut"].contains(&kind);
    match level {
        "ALL" => true,
        "ERROR" => {
            is_end
                || kind == "FailStateEntered"
                || ["Failed", "Aborted", "TimedOut"].iter().any(|end| kind.ends_with(end))
        }
        "FATAL" => is_end,
        _ => false,
    }
}

/// One line of a log.
fn line(
    at: &str,
    recorded: &Value,
    ours: &HistoryEvent,
    with_data: bool,
    ran: &Ran,
    matcher: &mut Matcher,
) -> Result<(), String> {
    const DATA: [&str; 4] = ["input", "inputDetails", "output", "outputDetails"];
    let details = ours.details.iter().filter(|(member, _)| with_data || !DATA.contains(&member.as_str()));
    let details: Map<String, Value> = details.map(|(member, value)| (member.clone(), value.clone())).collect();
    let mut shown = json!({
        "id": ours.id.to_string(),
        "type": ours.kind.as_str(),
        "previous_event_id": ours.previous_event_id.to_string(),
        "event_timestamp": ours.timestamp.to_string(),
        "redrive_count": "0",
        "details": {},
    });
    if let Some(description) = &ran.description {
        shown["execution_arn"] = json!(description.id);
    }
    let unknown: &[&str] = if ran.description.is_some() { &[] } else { &["execution_arn"] };
    let (empty, mut outer) = (json!({}), recorded.clone());
    let inner = recorded.get("details").unwrap_or(&empty);
    if recorded.get("details").is_some() {
        outer["details"] = json!({});
    }
    reply(at, &outer, &members(shown), unknown, matcher)?;
    reply(&format!("{at} details"), inner, &details, &[], matcher)
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_logged, members, reply};
    use crate::Matcher;
    use serde_json::{Value, json};

    #[test]
    fn levels() {
        assert!(is_logged("ALL", "PassStateEntered"));
        assert!(is_logged("ERROR", "FailStateEntered") && is_logged("ERROR", "TaskTimedOut"));
        assert!(!is_logged("ERROR", "PassStateExited"));
        assert!(is_logged("FATAL", "ExecutionFailed") && !is_logged("FATAL", "TaskFailed"));
        assert!(!is_logged("OFF", "ExecutionFailed"));
    }

    #[test]
    fn a_reply_has_all_members_and_no_other() {
        let ours = members(json!({ "status": "X", "input": "{}" }));
        let same = |recorded: Value| reply("r", &recorded, &ours, &["price"], &mut Matcher::default()).is_ok();
        assert!(same(json!({ "status": "X", "input": {}, "price": 4 })));
        assert!(!same(json!({ "status": "X", "input": {} })), "no price");
        assert!(!same(json!({ "status": "X", "price": 4 })), "no input");
        assert!(!same(json!({ "status": "Y", "input": {}, "price": 4 })));
        assert!(!same(json!({ "status": "X", "input": {}, "price": 4, "more": 1 })));
    }
}
