//! `States.StringSplit`.

use serde_json::Value;

use super::arguments::Call;
use crate::{Cx, Failure};

/// `States.StringSplit(string, delimiters)`: at each of these characters; empty parts fall away.
///
/// # Errors
/// One is no string.
pub fn string_split(cx: &Cx<'_>, text: &Value, delimiters: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "StringSplit" };
    let text = call.text("first", text)?;
    let delimiters = call.text("second", delimiters)?;
    let parts = text.split(|c| delimiters.contains(c)).filter(|part| !part.is_empty());
    Ok(Value::Array(parts.map(Value::from).collect()))
}
