//! A field of a state, by name: what a reader is looking at, and how messages call it.

use std::fmt;

use super::Diagnostic;
use crate::source::Span;

/// The field that is being read, and the state it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The state; `None` at the top level of the definition.
    pub state: Option<String>,
    /// The field as a path from the state (or the definition): `Choices[0].Variable`. Empty: the whole of it.
    pub field: String,
}

impl Site {
    /// The top level of the definition.
    #[must_use]
    pub fn machine() -> Self {
        Site { state: None, field: String::new() }
    }

    /// A whole state.
    #[must_use]
    pub fn state(name: &str) -> Self {
        Site { state: Some(name.to_owned()), field: String::new() }
    }

    /// A field of this.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        let field = if self.field.is_empty() { name.to_owned() } else { format!("{}.{name}", self.field) };
        Site { state: self.state.clone(), field }
    }

    /// An element of this.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        Site { state: self.state.clone(), field: format!("{}[{index}]", self.field) }
    }

    /// An error here.
    #[must_use]
    pub fn error(&self, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(code, span, message);
        diagnostic.primary.state.clone_from(&self.state);
        if !self.field.is_empty() {
            diagnostic.field = Some(self.field.clone());
        }
        diagnostic
    }
}

/// How messages call it: `` `Next` of state `A` ``, `` state `A` ``, `` `StartAt` ``, `the definition`.
impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.state, self.field.as_str()) {
            (None, "") => f.write_str("the definition"),
            (None, field) => write!(f, "`{field}`"),
            (Some(state), "") => write!(f, "state `{state}`"),
            (Some(state), field) => write!(f, "`{field}` of state `{state}`"),
        }
    }
}
