//! `lambda:invoke`: the function's event in `Payload`, and its result in an envelope.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{Failure, TaskContext};

/// The event that the parameters of an invocation carry: `Payload`. A text is sent as it is and has to be
/// JSON itself; `null` arrives as an empty object.
///
/// # Errors
/// The text is no JSON.
pub fn payload(parameters: &Value) -> Result<Value, Failure> {
    match parameters.get("Payload") {
        None | Some(Value::Null) => Ok(json!({})),
        Some(Value::String(text)) => serde_json::from_str(text).map_err(|error| {
            let cause = format!("Could not parse request body into json: {error}");
            Failure::new("Lambda.InvalidRequestContentException", cause)
        }),
        Some(payload) => Ok(payload.clone()),
    }
}

/// The same, as the type that the handler takes.
///
/// # Errors
/// It is none of that type.
pub fn event<T: DeserializeOwned>(parameters: &Value) -> Result<T, Failure> {
    serde_json::from_value(payload(parameters)?).map_err(|error| {
        let wanted = std::any::type_name::<T>();
        Failure::runtime(format!("The Payload is not of the type {wanted} that the contract declares: {error}."))
    })
}

/// A function's result as `lambda:invoke` brings it.
///
/// # Errors
/// It has no JSON form.
pub fn invoked<T: Serialize + ?Sized>(result: &T) -> Result<Value, Failure> {
    let payload = serde_json::to_value(result).map_err(|error| {
        Failure::new("Stepwright.InvalidResult", format!("the result cannot be written as JSON: {error}"))
    })?;
    let request = uuid::Uuid::now_v7().to_string();
    Ok(json!({
        "ExecutedVersion": "$LATEST",
        "Payload": payload,
        "SdkHttpMetadata": { "AllHttpHeaders": {}, "HttpHeaders": {}, "HttpStatusCode": 200 },
        "SdkResponseMetadata": { "RequestId": request },
        "StatusCode": 200,
    }))
}

/// `states:startExecution`, which the engine carries out itself.
///
/// # Errors
/// It was not started, or did not end well, as the service has it.
pub async fn start_execution(cx: &TaskContext, parameters: Value) -> Result<Value, Failure> {
    cx.start_execution(parameters).await.map_err(|failure| Failure::from_task_error(&failure))
}

/// A handler that only asked: what its token brings is the task's result, and this version hands out none.
/// An engine refuses such a workflow before it comes to this.
#[must_use]
pub fn no_tokens() -> Failure {
    Failure::runtime("Task tokens are not supported.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_arrive_as_recorded() {
        let arrives = |payload: Value| self::payload(&json!({ "Payload": payload })).unwrap();
        assert_eq!(arrives(json!({ "a": 1 })), json!({ "a": 1 }));
        assert_eq!(arrives(json!("true")), json!(true));
        assert_eq!(arrives(json!("\"HelloWorld\"")), json!("HelloWorld"));
        assert_eq!(arrives(Value::Null), json!({}));
        assert_eq!(payload(&json!({})).unwrap(), json!({}));
        let failure = payload(&json!({ "Payload": "hello" })).unwrap_err();
        assert_eq!(failure.error(), Some("Lambda.InvalidRequestContentException"));
    }

    #[test]
    fn results_stand_in_the_envelope() {
        let envelope = invoked(&[1, 2]).unwrap();
        assert_eq!((&envelope["Payload"], &envelope["StatusCode"]), (&json!([1, 2]), &json!(200)));
    }
}
