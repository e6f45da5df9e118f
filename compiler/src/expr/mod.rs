//! The little languages inside strings, syntax only: paths and payload templates.

pub mod glob;
mod intrinsic;
pub mod path;
pub mod template;
pub mod timestamp;

use crate::{json, source::Span};

/// What a path starts from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Root {
    /// `$`: what the field is applied to.
    Document,
    /// `$$`: the context object.
    Context,
    /// `$name`: a workflow variable.
    Variable(String),
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// `.name` or `['name']`
    Key(String),
    /// `[0]`; negative counts from the end.
    Index(i64),
}

/// A definite path: it names one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Where it starts.
    pub root: Root,
    /// The steps from there.
    pub steps: Vec<Step>,
    /// The place of each step in the source (the whole literal where parts have none).
    pub step_spans: Vec<Span>,
    /// The text as written; causes quote it.
    pub text: String,
    /// The whole literal.
    pub span: Span,
}

/// A payload template, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Template {
    /// A literal: no `.$` key anywhere in it.
    Literal(json::Node),
    /// The value of a `.$` key: a path.
    Path(Path),
    /// An object with at least one `.$` key somewhere in it.
    Object(Vec<TemplateField>, Span),
    /// An array with at least one `.$` key somewhere in it.
    Array(Vec<Template>, Span),
}

/// One field of a template object, in the order of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateField {
    /// The key as the result has it: without `.$`.
    pub name: String,
    /// The key as written, with its place.
    pub key: json::Text,
    /// Whether the key ends in `.$`.
    pub dynamic: bool,
    /// What it becomes.
    pub value: Template,
}
