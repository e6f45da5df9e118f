//! Fields that several kinds of states have.

use super::StateId;
use crate::{
    expr::{Path, Template},
    source::Span,
};

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// `InputPath`, `OutputPath`, `ResultPath`: absent, `null`, or a path.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Select {
    /// Absent: `$`.
    #[default]
    Whole,
    /// `null`, at this place.
    Null(Span),
    /// A path.
    Path(Path),
}

/// `Assign`: what the workflow's variables become when the state is left.
#[derive(Clone, Debug, PartialEq)]
pub struct Assign {
    /// One entry a variable, in the order of the source.
    pub fields: Vec<Assigned>,
    /// The whole object.
    pub span: Span,
}

impl Assign {
    /// The entry of a variable.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Assigned> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// One variable that is assigned.
#[derive(Clone, Debug, PartialEq)]
pub struct Assigned {
    /// The variable's name.
    pub name: String,
    /// The key as written, `.$` included; causes quote it.
    pub key: String,
    /// The place of the key.
    pub key_span: Span,
    /// What it becomes.
    pub value: Template,
}

/// Where a state leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// `Next`: a state; the span is that of the name in the source.
    State(StateId, Span),
    /// `End: true`.
    End(Span),
    /// The target does not exist; a diagnostic says so.
    Unknown(Span),
}

/// A whole number of seconds, literal or read from the state's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Seconds {
    /// `TimeoutSeconds`, `Seconds`
    Literal(Spanned<u64>),
    /// `TimeoutSecondsPath`, `SecondsPath`
    Path(Path),
}
