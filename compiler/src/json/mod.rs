//! JSON that remembers where it stands: one tree for text and for Rust tokens.

mod node;
mod number;
mod object;
mod string;
mod text;
#[cfg(test)]
mod token_tests;
mod tokens;

pub use text::parse;
pub use tokens::from_tokens;

use crate::source::Span;

/// How deep arrays and objects may be nested: deeper than any definition, shallow enough for every stack.
pub(crate) const MAX_DEPTH: usize = 128;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The whole value, brackets and quotes included.
    pub span: Span,
    /// The value.
    pub kind: Kind,
}

/// What a [`Node`] is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as it was written.
    Number(String),
    /// A string.
    String(Text),
    /// An array.
    Array(Vec<Node>),
    /// An object; keys are unique, in the order of the source.
    Object(Vec<Member>),
}

/// One `key: value` of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key.
    pub key: Text,
    /// The value.
    pub value: Node,
}

/// A string, decoded, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The decoded text.
    pub value: String,
    /// The literal, quotes included.
    pub span: Span,
    /// Whether a part of `value` has a place of its own: the source is a text and the literal has no
    /// escapes, so that byte `i` of `value` stands at `span.start + 1 + i`.
    pub exact: bool,
}

impl Text {
    /// The place of a part of the decoded text, `start..end` in bytes; the whole literal where parts
    /// have none.
    #[must_use]
    pub fn part(&self, start: usize, end: usize) -> Span {
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(start), Ok(end)) if self.exact => {
                let base = self.span.start + 1;
                Span { source: self.span.source, start: base + start, end: base + end }
            }
            _ => self.span,
        }
    }
}
