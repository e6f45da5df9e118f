//! Lambda functions by what they do, and the service in front of them.

use serde_json::{Value, json};
use stepwright::{TaskContext, TaskFailure};

/// Calls the function that an ARN or a name means, or `None` if the case says too little about it.
pub(crate) async fn call(
    handlers: &Value,
    function: &str,
    cx: &TaskContext,
    input: Value,
) -> Option<Result<Value, TaskFailure>> {
    let handler = handlers
        .as_object()?
        .values()
        .find(|handler| handler["arn"] == function || handler["function_name"] == function)?;
    match handler["behaviour"].as_str()? {
        "echo" => Some(Ok(input)),
        "fixed" => Some(Ok(handler["output"].clone())),
        "fixed_large" => {
            let size = usize::try_from(handler["bytes"].as_u64()?).ok()?;
            Some(Ok(Value::String(handler["char"].as_str()?.repeat(size))))
        }
        "sleep_then_echo" => {
            cx.sleep(std::time::Duration::from_secs(handler["seconds"].as_u64()?)).await;
            Some(Ok(input))
        }
        "format" => {
            // Python shows a string that stands in braces bare.
            let text = input.as_str()?;
            Some(Ok(Value::String(handler["format"].as_str()?.replace("{python_repr(event)}", text))))
        }
        "raise" => {
            let (error, message) = (handler["error"].as_str()?, handler["message"].as_str()?);
            let stack =
                format!("  File \"/var/task/handler.py\", line 2, in handler\n    raise {error}(\"{message}\")\n");
            let cause = json!({
                "errorMessage": message, "errorType": error, "requestId": "00000000-0000-4000-8000-000000000000", "stackTrace": [stack],
            });
            Some(Err(TaskFailure::new(error, cause.to_string())))
        }
        _ => None,
    }
}

/// `lambda:invoke`: the function by its name, its event from `Payload`, and the answer in an envelope.
pub(crate) async fn invoke(
    handlers: &Value,
    cx: &TaskContext,
    parameters: Value,
) -> Option<Result<Value, TaskFailure>> {
    let function = parameters["FunctionName"].as_str()?;
    let event = match parameters.get("Payload") {
        None | Some(Value::Null) => json!({}),
        // A text is sent as it is, and has to be JSON itself.
        Some(Value::String(text)) => serde_json::from_str(text).ok()?,
        Some(payload) => payload.clone(),
    };
    let answer = call(handlers, function, cx, event).await?;
    Some(answer.map(|payload| json!({"ExecutedVersion": "$LATEST", "Payload": payload, "StatusCode": 200})))
}
