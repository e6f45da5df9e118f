//! `States.Format`.

use serde_json::Value;

use super::arguments::Call;
use crate::{Cx, Failure, generated::java};

/// `States.Format(template, ..)`: each `{}` of the template is a value, as Java prints it. `\{` and `\}` are braces,
/// `\\` is a backslash.
///
/// # Errors
/// The template is no string, or has not as many places as there are values.
pub fn format(cx: &Cx<'_>, template: &Value, values: &[Value]) -> Result<Value, Failure> {
    let call = Call { cx, name: "Format" };
    let template = call.text("first", template)?;
    let mut out = String::new();
    let mut left = values.iter();
    let mut places = 0;
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(escaped @ ('{' | '}' | '\\'))) => {
                out.push(*escaped);
                chars.next();
            }
            ('{', Some('}')) => {
                chars.next();
                places += 1;
                out.extend(left.next().map(java::text));
            }
            _ => out.push(c),
        }
    }
    if places != values.len() {
        let why = format!("found {places} placeholders in its template for {} values.", values.len());
        return Err(call.failure(&why));
    }
    Ok(out.into())
}
