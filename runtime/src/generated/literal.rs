//! Plain values that the definition fixes.

use std::sync::OnceLock;

use serde_json::{Map, Value};

/// A larger literal: kept as text in the program, read once.
#[derive(Debug)]
pub struct Literal {
    text: &'static str,
    value: OnceLock<Value>,
}

impl Literal {
    /// The compact text of a value, as the compiler wrote it.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Literal { text, value: OnceLock::new() }
    }

    /// A copy of the value.
    #[must_use]
    pub fn get(&self) -> Value {
        self.as_value().clone()
    }

    pub(super) fn as_value(&self) -> &Value {
        // The compiler wrote the text from a value, so it reads as one.
        self.value.get_or_init(|| serde_json::from_str(self.text).unwrap_or_default())
    }
}

/// An object of these entries, in this order.
#[must_use]
pub fn object<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// An object without entries.
#[must_use]
pub fn empty_object() -> Value {
    Value::Object(Map::new())
}
