//! What an execution came to, in a form in which two of them are compared.

use serde_json::{Map, Number, Value};
use stepwright::{Description, HistoryEvent};

/// What an execution came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How it ended.
    pub status: &'static str,
    /// Its output, numbers by value.
    pub output: Option<Value>,
    /// Its error's name.
    pub error: Option<String>,
    /// Its error's cause.
    pub cause: Option<String>,
    /// Its history, with its documents as JSON.
    pub history: Vec<Value>,
}

impl Outcome {
    pub(crate) fn new(
        description: &Description,
        history: &[HistoryEvent],
        normal_argument: fn(&str, Value) -> Value,
    ) -> Self {
        let read = |text: &String| serde_json::from_str(text).map_or(Value::Null, |value| by_value(&value));
        Outcome {
            status: description.status.as_str(),
            output: description.output.as_ref().map(read),
            error: description.error.clone(),
            cause: description.cause.clone(),
            history: history.iter().map(|event| shown(event, normal_argument)).collect(),
        }
    }
}

/// The event without its moment.
fn shown(event: &HistoryEvent, normal_argument: fn(&str, Value) -> Value) -> Value {
    let mut details = Map::new();
    for (member, value) in &event.details {
        let value = match (member.as_str(), value) {
            ("input" | "output" | "parameters", Value::String(text)) => {
                let value = serde_json::from_str(text).unwrap_or_default();
                match event.detail("resource") {
                    Some(resource) if member == "input" => by_value(&normal_argument(resource, value)),
                    _ => by_value(&value),
                }
            }
            (_, value) => value.clone(),
        };
        details.insert(member.clone(), value);
    }
    let mut out = Map::new();
    out.insert("event".to_owned(), format!("{}<-{} {}", event.id, event.previous_event_id, event.kind.as_str()).into());
    out.insert("details".to_owned(), Value::Object(details));
    Value::Object(out)
}

/// A value whose numbers are equal if they are the same number.
pub(crate) fn by_value(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(whole(number).unwrap_or_else(|| number.clone())),
        Value::Array(items) => items.iter().map(by_value).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), by_value(value))).collect(),
        other => other.clone(),
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the float is whole and small")]
fn whole(number: &Number) -> Option<Number> {
    let float = number.as_f64()?;
    (!number.is_i64() && !number.is_u64() && float.fract() == 0.0 && float.abs() < 9e15)
        .then(|| Number::from(float as i64))
}

/// A value with its numbers by value and its keys in the order of the alphabet.
pub(crate) fn sorted(value: &Value) -> Value {
    match by_value(value) {
        Value::Array(items) => items.iter().map(sorted).collect(),
        Value::Object(members) => {
            let members: std::collections::BTreeMap<_, _> = members.iter().collect();
            members.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect()
        }
        other => other,
    }
}
