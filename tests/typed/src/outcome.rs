//! What an execution came to, in a form in which two of them are compared.

use serde_json::{Map, Number, Value};
use stepwright::{Description, HistoryEvent};

use crate::Subject;

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
    pub(crate) fn new<I: Clone + std::fmt::Debug>(
        description: &Description,
        history: &[HistoryEvent],
        subject: &Subject<I>,
    ) -> Self {
        let read = |text: &String| serde_json::from_str(text).map_or(Value::Null, |value| by_value(&value));
        Outcome {
            status: description.status.as_str(),
            output: description.output.as_ref().map(read),
            error: description.error.clone(),
            cause: description.cause.as_ref().map(|cause| texts(cause, subject)),
            history: history.iter().map(|event| shown(event, subject)).collect(),
        }
    }
}

/// The event.
fn shown<I: Clone + std::fmt::Debug>(event: &HistoryEvent, subject: &Subject<I>) -> Value {
    let mut details = Map::new();
    for (member, value) in &event.details {
        let value = match (member.as_str(), value) {
            ("input" | "output" | "parameters", Value::String(text)) => {
                let value = serde_json::from_str(text).unwrap_or_default();
                match event.detail("resource") {
                    Some(resource) if member == "input" => by_value(&(subject.normal_argument)(resource, value)),
                    _ => by_value(&value),
                }
            }
            ("assignedVariables", Value::Object(variables)) => {
                let read =
                    |text: &Value| serde_json::from_str(text.as_str().unwrap_or_default()).unwrap_or(Value::Null);
                variables.iter().map(|(name, text)| (name.clone(), by_value(&read(text)))).collect()
            }
            ("cause", Value::String(cause)) => texts(cause, subject).into(),
            (_, value) => value.clone(),
        };
        details.insert(member.clone(), value);
    }
    let mut out = Map::new();
    out.insert("event".to_owned(), format!("{}<-{} {}", event.id, event.previous_event_id, event.kind.as_str()).into());
    if subject.keeps_time {
        out.insert("at".to_owned(), event.timestamp.to_string().into());
    }
    out.insert("details".to_owned(), Value::Object(details));
    Value::Object(out)
}

/// A cause; where objects may have their keys in another order, so that of the document that it quotes.
fn texts<I: Clone + std::fmt::Debug>(cause: &str, subject: &Subject<I>) -> String {
    let quoted = cause.split_once(" '{").and_then(|(before, rest)| Some((before, rest.rsplit_once('\'')?)));
    let read = |quoted: &str| serde_json::from_str::<Value>(&format!("{{{quoted}"));
    match quoted {
        Some((before, (document, after))) if !subject.in_order => match read(document) {
            Ok(document) => format!("{before} '{}'{after}", sorted(&document)),
            Err(_) => cause.to_owned(),
        },
        _ => cause.to_owned(),
    }
}

/// A value whose numbers are equal if they are the same number, and without the ids of requests: every one
/// has its own.
pub(crate) fn by_value(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(whole(number).unwrap_or_else(|| number.clone())),
        Value::Array(items) => items.iter().map(by_value).collect(),
        Value::Object(members) => {
            let known = |key: &str, value| if key == "RequestId" { Value::Null } else { by_value(value) };
            members.iter().map(|(key, value)| (key.clone(), known(key, value))).collect()
        }
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
