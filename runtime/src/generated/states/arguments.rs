//! What functions ask of their arguments.

use serde_json::{Map, Value};

use crate::{Cx, Failure, generated::java};

/// How long a text may be that is hashed, encoded or decoded.
const MAX_TEXT: usize = 10_000;

/// One call: its function's name and its context.
#[derive(Clone, Copy)]
pub(super) struct Call<'a, 'cx> {
    pub(super) cx: &'a Cx<'cx>,
    pub(super) name: &'static str,
}

impl Call<'_, '_> {
    /// The failure of the call.
    pub(super) fn failure(&self, why: &str) -> Failure {
        self.cx.error("States.IntrinsicFailure", format!("The function 'States.{}' {why}", self.name))
    }

    fn unfit(&self, which: &str, wanted: &str, value: &Value) -> Failure {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        self.failure(&format!("expects {wanted} for its {which} argument, but found {found}."))
    }

    pub(super) fn array<'v>(&self, which: &str, value: &'v Value) -> Result<&'v [Value], Failure> {
        value.as_array().map(Vec::as_slice).ok_or_else(|| self.unfit(which, "an array", value))
    }

    pub(super) fn object<'v>(&self, which: &str, value: &'v Value) -> Result<&'v Map<String, Value>, Failure> {
        value.as_object().ok_or_else(|| self.unfit(which, "an object", value))
    }

    pub(super) fn text<'v>(&self, which: &str, value: &'v Value) -> Result<&'v str, Failure> {
        value.as_str().ok_or_else(|| self.unfit(which, "a string", value))
    }

    /// A text that is not too long to be worked on.
    pub(super) fn short_text<'v>(&self, which: &str, value: &'v Value) -> Result<&'v str, Failure> {
        let text = self.text(which, value)?;
        self.check_length(text)?;
        Ok(text)
    }

    pub(super) fn check_length(&self, text: &str) -> Result<(), Failure> {
        if java::length(text) > MAX_TEXT {
            return Err(self.failure(&format!("takes at most {MAX_TEXT} characters.")));
        }
        Ok(())
    }

    /// A whole number; any other is rounded first, halves upwards.
    pub(super) fn integer(&self, which: &str, value: &Value) -> Result<i64, Failure> {
        if let Some(whole) = value.as_i64() {
            return Ok(whole);
        }
        value.as_f64().map(java::round).ok_or_else(|| self.unfit(which, "a number", value))
    }

    /// A whole number of 32 bits.
    pub(super) fn int(&self, which: &str, value: &Value) -> Result<i32, Failure> {
        let whole = self.integer(which, value)?;
        i32::try_from(whole).map_err(|_| self.failure(&format!("takes numbers from {} to {}.", i32::MIN, i32::MAX)))
    }
}
