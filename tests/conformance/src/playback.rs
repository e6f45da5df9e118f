//! Plays tasks back: each answers what it answered when the case was recorded.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use stepwright::{TaskContext, TaskFailure, TaskMap};

use crate::{Case, Matcher, lambda, matcher::short};

/// The tasks of a case.
#[derive(Clone)]
pub(crate) struct Playback {
    script: Arc<Mutex<Script>>,
}

struct Script {
    /// What is left of the recorded calls.
    calls: Vec<Value>,
    is_recorded: bool,
    handlers: Value,
    trouble: Option<Trouble>,
    /// What placeholders stand for in the calls so far.
    matcher: Matcher,
}

/// Why a call had no answer.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// Nothing says what the service would have answered.
    Service(String),
    /// The recorded execution did not make the call.
    Unrecorded(String),
}

impl Playback {
    pub(crate) fn new(case: &Case) -> Self {
        let mut calls = case.list("task_script").to_vec();
        calls.sort_by_key(|call| call["event_id"].as_u64());
        let handlers = case.json.get("handlers").cloned().unwrap_or_default();
        let script =
            Script { is_recorded: !calls.is_empty(), calls, handlers, trouble: None, matcher: Matcher::new(case) };
        Playback { script: Arc::new(Mutex::new(script)) }
    }

    pub(crate) fn tasks(&self) -> TaskMap {
        let playback = self.clone();
        TaskMap::new().otherwise(move |cx, input| {
            let playback = playback.clone();
            async move { playback.answer(cx, input).await }
        })
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first call that had no answer.
    pub(crate) fn trouble(&self) -> Option<Trouble> {
        self.script().trouble.clone()
    }

    /// How many recorded calls were not made.
    pub(crate) fn left(&self) -> usize {
        self.script().calls.len()
    }

    async fn answer(&self, cx: TaskContext, input: Value) -> Result<Value, TaskFailure> {
        let resource = cx.resource();
        let (found, handlers) = {
            let mut script = self.script();
            let found = script.is_recorded.then(|| script.take(cx.state_name(), resource, &input));
            (found, script.handlers.clone())
        };
        match found {
            Some(Ok(call)) => {
                if let Some(response) = call.get("submitted_output").filter(|response| !response.is_null()) {
                    cx.submitted(&document(response));
                }
                return replay(&call["outcome"]).await;
            }
            Some(Err(why)) => return self.stuck(Trouble::Unrecorded(why)),
            None => {}
        }
        let answer = if resource.ends_with(":lambda:invoke") {
            lambda::invoke(&handlers, &cx, input).await
        } else {
            lambda::call(&handlers, resource, &cx, input).await
        };
        answer.unwrap_or_else(|| self.stuck(Trouble::Service(resource.to_owned())))
    }

    fn stuck(&self, trouble: Trouble) -> Result<Value, TaskFailure> {
        self.script().trouble.get_or_insert(trouble);
        Err(TaskFailure::new("Conformance.NoAnswer", "the recording has no answer to this call"))
    }
}

impl Script {
    /// Takes the recorded call of a state that sent the same: branches call side by side, so that the order
    /// alone does not tell which it is.
    fn take(&mut self, state: &str, resource: &str, input: &Value) -> Result<Value, String> {
        let mut differs = None;
        for (index, call) in self.calls.iter().enumerate().filter(|(_, call)| call["state"] == state) {
            let mut tried = self.matcher.clone();
            match same_call(call, resource, input, &mut tried) {
                Ok(()) => {
                    self.matcher = tried;
                    return Ok(self.calls.remove(index));
                }
                Err(why) => _ = differs.get_or_insert(why),
            }
        }
        let sent = format!("it calls {resource} in {state} with {}", short(input));
        Err(match differs {
            Some(why) => format!("{sent}, but {why}"),
            None => format!("{sent}, as the recorded one did not"),
        })
    }
}

/// Whether a recorded call went to the resource and sent the same.
fn same_call(call: &Value, resource: &str, input: &Value, matcher: &mut Matcher) -> Result<(), String> {
    let recorded = call["resource"].as_str().unwrap_or_default();
    let is_same_resource = match call["resourceType"].as_str() {
        Some(service) => resource.ends_with(&format!(":{service}:{recorded}")),
        None => matcher.text(recorded, resource),
    };
    if !is_same_resource {
        return Err(format!("the recorded one called {recorded}"));
    }
    let sent = call.get("parameters").or_else(|| call.get("input")).unwrap_or(&Value::Null);
    matcher
        .document("the call", sent, &Value::String(input.to_string()))
        .map_err(|why| format!("the recorded one sent {}: {why}", short(sent)))
}

/// What a recorded document is: a text stands for JSON, unless the recorder blanked it.
fn document(recorded: &Value) -> Value {
    match recorded {
        Value::String(text) => serde_json::from_str(text).unwrap_or_else(|_| recorded.clone()),
        json => json.clone(),
    }
}

async fn replay(outcome: &Value) -> Result<Value, TaskFailure> {
    let text = |member: &str| match &outcome[member] {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        json => Some(json.to_string()),
    };
    match outcome["result"].as_str() {
        Some("success") => Ok(document(&outcome["output"])),
        Some("failure") => Err(TaskFailure::from_parts(text("error"), text("cause"))),
        // It never answered: the state's time ran out, or nobody waited any more.
        _ => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::{Matcher, Script};
    use serde_json::{Value, json};

    fn script(calls: &[Value]) -> Script {
        let (matcher, handlers) = (Matcher::default(), Value::Null);
        Script { calls: calls.to_vec(), is_recorded: true, handlers, trouble: None, matcher }
    }

    fn call(id: u64, service: &str, resource: &str, parameters: Value) -> Value {
        json!({ "event_id": id, "state": "S", "resourceType": service, "resource": resource, "parameters": parameters })
    }

    #[test]
    fn a_call_is_known_by_what_it_sends() {
        let mut script =
            script(&[call(1, "sqs", "sendMessage", json!({"m": 1})), call(2, "sqs", "sendMessage", json!({"m": 2}))]);
        let mut take = |input: &Value| script.take("S", "arn:aws:states:::sqs:sendMessage", input);
        assert_eq!(take(&json!({"m": 2})).unwrap()["event_id"], 2, "branches come in any order");
        let other = take(&json!({"m": 3})).unwrap_err();
        assert!(other.contains("{\"m\":3}") && other.contains("{\"m\":1}"), "it names both: {other}");
        assert_eq!(take(&json!({"m": 1})).unwrap()["event_id"], 1);
        assert!(take(&json!({"m": 1})).is_err(), "each is made once");
    }

    #[test]
    fn a_call_goes_to_its_resource() {
        let mut script = script(&[call(1, "aws-sdk:sqs", "sendMessage", json!({}))]);
        assert!(script.take("S", "arn:aws:states:::sqs:sendMessage", &json!({})).is_err());
        assert!(script.take("T", "arn:aws:states:::aws-sdk:sqs:sendMessage", &json!({})).is_err());
        assert!(script.take("S", "arn:aws:states:::aws-sdk:sqs:sendMessage", &json!({})).is_ok());
    }

    #[test]
    fn a_function_is_called_by_its_arn_with_json_text() {
        let entry = json!({ "event_id": 1, "state": "S", "resource": "arn:f", "input": "[1,2]" });
        assert!(script(std::slice::from_ref(&entry)).take("S", "arn:f", &json!([1, 2])).is_ok());
        assert!(script(std::slice::from_ref(&entry)).take("S", "arn:f", &json!("[1,2]")).is_err());
        assert!(script(&[entry]).take("S", "arn:g", &json!([1, 2])).is_err());
    }
}
