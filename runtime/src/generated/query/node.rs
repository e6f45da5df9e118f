//! The values that filters compare.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::run::Trouble;
use crate::generated::java;

/// One side of a comparison.
pub(super) enum Node<'v> {
    /// What a path found.
    Found(Cow<'v, Value>),
    /// What the filter says.
    Literal(&'v Value),
    /// A path found nothing. It is like nothing, itself included.
    Undefined,
    /// A text in a list that looks like JSON: it is like its own kind only.
    JsonText(&'v str),
    /// A text in a list that looks like a path.
    PathText,
}

/// What two sides are told apart by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Null,
    Bool,
    Number,
    Text,
    Json,
    Undefined,
    Path,
}

impl<'v> Node<'v> {
    pub(super) fn value(&self) -> Option<&Value> {
        match self {
            Node::Found(value) => Some(value),
            Node::Literal(value) => Some(value),
            Node::Undefined | Node::JsonText(_) | Node::PathText => None,
        }
    }

    pub(super) fn class(&self) -> Class {
        match self {
            Node::Undefined => Class::Undefined,
            Node::JsonText(_) => Class::Json,
            Node::PathText => Class::Path,
            Node::Found(_) | Node::Literal(_) => match self.value() {
                None | Some(Value::Null) => Class::Null,
                Some(Value::Bool(_)) => Class::Bool,
                Some(Value::Number(_)) => Class::Number,
                Some(Value::String(_)) => Class::Text,
                Some(Value::Array(_) | Value::Object(_)) => Class::Json,
            },
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.value().and_then(Value::as_str)
    }

    pub(super) fn number(&self) -> Option<&Number> {
        self.value().and_then(Value::as_number)
    }

    pub(super) fn array(&self) -> Option<&[Value]> {
        self.value().and_then(Value::as_array).map(Vec::as_slice)
    }

    /// The text that a regular expression sees.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self.value() {
            Some(Value::String(text)) => Cow::Borrowed(text),
            Some(Value::Number(number)) => Cow::Owned(java::number_text(number)),
            Some(Value::Bool(value)) => Cow::Borrowed(if *value { "true" } else { "false" }),
            _ => Cow::Borrowed(""),
        }
    }

    /// The elements, to be compared one by one. `None` if it is an object; an error if it is neither.
    pub(super) fn elements(&self) -> Result<Option<Vec<Node<'_>>>, Trouble> {
        match self.value() {
            Some(Value::Array(items)) => items.iter().map(element).collect::<Result<_, _>>().map(Some),
            Some(Value::Object(_)) => Ok(None),
            _ => Err(Trouble::Invalid("Expected value list node".into())),
        }
    }
}

/// An element of a list: neither lists nor objects can be compared there, and texts are read once more.
fn element(value: &Value) -> Result<Node<'_>, Trouble> {
    let Value::String(text) = value else {
        return match value {
            Value::Array(_) | Value::Object(_) => Err(Trouble::Broken("Could not determine value type".into())),
            plain => Ok(Node::Found(Cow::Borrowed(plain))),
        };
    };
    let trimmed = text.trim();
    if trimmed.starts_with(['$', '@'])
        && matches!(trimmed.as_bytes().get(1), None | Some(b'.' | b'['))
        && trimmed != "$."
    {
        return Ok(Node::PathText);
    }
    if (trimmed.starts_with('[') && trimmed.ends_with(']') || trimmed.starts_with('{') && trimmed.ends_with('}'))
        && trimmed.len() > 1
    {
        return Ok(Node::JsonText(text));
    }
    let quoted = ['\'', '"'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    let inner = quoted.unwrap_or(text);
    if inner.len() == text.len() && !text.contains('\\') {
        return Ok(Node::Found(Cow::Borrowed(value)));
    }
    Ok(Node::Found(Cow::Owned(Value::String(unescaped(inner)))))
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let digits: String = chars.by_ref().take(4).collect();
                out.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}
