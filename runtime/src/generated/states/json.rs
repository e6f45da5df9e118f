//! `States.StringToJson`, `States.JsonToString`, `States.JsonMerge`.

use std::borrow::Cow;

use serde_json::Value;

use super::arguments::Call;
use crate::{Cx, Failure, generated::java};

/// `States.StringToJson(string)`: a blank text is null.
///
/// # Errors
/// It is no string, or no JSON.
pub fn string_to_json(cx: &Cx<'_>, text: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "StringToJson" };
    let text = call.text("first", text)?;
    if text.trim_matches([' ', '\t', '\n', '\r']).is_empty() {
        return Ok(Value::Null);
    }
    let value = serde_json::from_str(&unsigned_zeros(text));
    value.map_err(|error| call.failure(&format!("cannot read its argument as JSON: {error}.")))
}

/// The text with `0` for the whole number `-0`, which has no sign in Java.
fn unsigned_zeros(text: &str) -> Cow<'_, str> {
    if !text.contains("-0") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut before) = (false, ' ');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => in_string = !in_string,
            '\\' if in_string => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            '-' if !in_string && !matches!(before, 'e' | 'E') && chars.peek() == Some(&'0') => {
                let mut ahead = chars.clone().skip(1);
                if !matches!(ahead.next(), Some('0'..='9' | '.' | 'e' | 'E')) {
                    before = c;
                    continue;
                }
            }
            _ => {}
        }
        before = c;
        out.push(c);
    }
    Cow::Owned(out)
}

/// `States.JsonToString(value)`: its compact text, keys in their order.
///
/// # Errors
/// Never.
pub fn json_to_string(_: &Cx<'_>, value: &Value) -> Result<Value, Failure> {
    Ok(java::json_text(value).into())
}

/// `States.JsonMerge(object, object, false)`: the keys of both, those of the second before those of the first, in
/// the order in which a `HashMap` holds them.
///
/// # Errors
/// One is no object, or the third is not `false`.
pub fn json_merge(cx: &Cx<'_>, first: &Value, second: &Value, deep: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "JsonMerge" };
    let mut merged = call.object("first", first)?.clone();
    let second = call.object("second", second)?;
    if *deep != Value::Bool(false) {
        return Err(call.failure("merges only the keys of the objects themselves: its third argument is false."));
    }
    merged.extend(second.iter().map(|(key, value)| (key.clone(), value.clone())));
    Ok(Value::Object(java::hash_ordered(merged)))
}
