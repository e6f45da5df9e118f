//! JSON that remembers where it stands: one tree for text and for Rust tokens.

mod document;
mod embedded;
mod node;
mod number;
mod object;
mod places;
mod pointer;
mod string;
mod template;
mod text;
#[cfg(test)]
mod token_tests;
mod tokens;
#[cfg(feature = "yaml")]
mod yaml;

pub use document::{Found, Language, read};
pub use embedded::embedded;
pub use places::{Places, Run};
pub use pointer::{NotAPointer, Pointer};
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
    /// Where the parts of `value` stand.
    pub places: Places,
}

impl Text {
    /// The place of a part of the decoded text, `start..end` in bytes; the whole literal where parts
    /// have none.
    #[must_use]
    pub fn part(&self, start: usize, end: usize) -> Span {
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return self.span };
        match self.places.part(start, end) {
            Some((start, end)) => Span { source: self.span.source, start, end },
            None => self.span,
        }
    }
}
