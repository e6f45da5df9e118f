//! What the service answers to a start, and how it tells of the execution's end.

use serde_json::{Map, Value, json};

use crate::{Status, TaskFailure, engine::Description};

/// What the service answers to a start.
pub(super) fn started(id: &str, at: jiff::Timestamp) -> Value {
    let request = uuid::Uuid::now_v7().to_string();
    json!({
        "ExecutionArn": id,
        "SdkHttpMetadata": {
            "AllHttpHeaders": {"x-amzn-RequestId": [&request]},
            "HttpHeaders": {"x-amzn-RequestId": &request},
            "HttpStatusCode": 200
        },
        "SdkResponseMetadata": {"RequestId": &request},
        "StartDate": at.as_millisecond()
    })
}

/// How the execution ended, as the task's result or its error.
pub(super) fn outcome(machine_arn: &str, description: &Description, reads: bool) -> Result<Value, TaskFailure> {
    let succeeded = description.status == Status::Succeeded;
    let document = |text: &str| match serde_json::from_str(text) {
        Ok(value) if reads && succeeded => value,
        _ => Value::from(text),
    };
    let whole = json!({"Included": true});
    let mut members = Map::new();
    let mut add = |key: &str, value: Value| _ = members.insert(key.to_owned(), value);
    for (key, text) in [("Cause", &description.cause), ("Error", &description.error)] {
        if let Some(text) = text {
            add(key, Value::from(text.as_str()));
        }
    }
    add("ExecutionArn", Value::from(description.id.as_str()));
    add("Input", document(&description.input));
    add("InputDetails", whole.clone());
    add("Name", Value::from(description.name.as_str()));
    if succeeded {
        add("Output", document(description.output.as_deref().unwrap_or_default()));
        add("OutputDetails", whole);
        add("RedriveCount", Value::from(0));
        add("RedriveStatus", Value::from("NOT_REDRIVABLE"));
        add("RedriveStatusReason", Value::from("Execution is SUCCEEDED and cannot be redriven"));
    }
    add("StartDate", Value::from(description.started_at.as_millisecond()));
    add("StateMachineArn", Value::from(machine_arn));
    add("Status", Value::from(description.status.as_str()));
    add("StopDate", description.stopped_at.map_or(Value::Null, |at| Value::from(at.as_millisecond())));
    let value = Value::Object(members);
    if succeeded { Ok(value) } else { Err(TaskFailure::new("States.TaskFailed", value.to_string())) }
}

pub(super) fn wrong_type() -> TaskFailure {
    refused("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine")
}

/// An error of the service, with its text.
pub(super) fn refused(code: &str, text: &str) -> TaskFailure {
    let request = uuid::Uuid::now_v7();
    let details = format!("Status Code: 400; Error Code: {code}; Request ID: {request}; Proxy: null");
    TaskFailure::new(format!("StepFunctions.{code}Exception"), format!("{text} (Service: AWSStepFunctions; {details})"))
}
