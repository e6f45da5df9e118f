//! Whether the condition of a filter holds for a value.

use std::borrow::Cow;

use serde_json::Value;

use super::{
    Filter, Operand, Segment, compare,
    node::Node,
    run::{Run, Trouble, is_definite},
};
use crate::generated::element;

impl Run<'_> {
    /// Whether a filter takes a value. What cannot be compared is not taken, not even by `!`.
    pub(super) fn accepts(&self, filter: &'static Filter, item: &Value) -> Result<bool, Trouble> {
        self.spend(1)?;
        match self.holds(filter, item) {
            Ok(holds) => Ok(holds),
            Err(Trouble::Missing(_) | Trouble::Invalid(_)) => Ok(false),
            Err(broken) => Err(broken),
        }
    }

    fn holds(&self, filter: &'static Filter, item: &Value) -> Result<bool, Trouble> {
        match filter {
            Filter::And(parts) => {
                for part in *parts {
                    if !self.holds(part, item)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Filter::Or(parts) => {
                for part in *parts {
                    if self.holds(part, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Filter::Not(inner) => Ok(!self.holds(inner, item)?),
            Filter::Exists(segments) => match walk(item, segments) {
                Walk::Found(_) => Ok(true),
                Walk::Missing => Ok(false),
                Walk::Unknown => match self.inner(segments).strict(true).all(item) {
                    Ok(_) => Ok(true),
                    Err(Trouble::Missing(_)) => Ok(false),
                    Err(other) => Err(other),
                },
            },
            Filter::Compare(operator, left, right) => {
                compare::holds(*operator, &self.node(left, item)?, &self.node(right, item)?)
            }
            Filter::Matches(operand, regex) => compare::matches(&self.node(operand, item)?, regex),
        }
    }

    fn node<'v>(&'v self, operand: &'static Operand, item: &'v Value) -> Result<Node<'v>, Trouble> {
        let (segments, from) = match operand {
            Operand::Literal(literal) => return Ok(Node::Literal(literal.as_value())),
            Operand::Element(segments) => (*segments, item),
            Operand::Document(segments) => (*segments, self.root),
        };
        match walk(from, segments) {
            Walk::Found(value) => return Ok(Node::Found(Cow::Borrowed(value))),
            Walk::Missing => return Ok(Node::Undefined),
            Walk::Unknown => {}
        }
        match self.inner(segments).strict(self.strict).all(from) {
            Ok(value) => Ok(Node::Found(Cow::Owned(value))),
            Err(Trouble::Missing(_)) => Ok(Node::Undefined),
            Err(other) => Err(other),
        }
    }

    /// Another path over the same document.
    pub(super) fn inner(&self, segments: &'static [Segment]) -> Run<'_> {
        Run::new(self.root, segments, self.budget)
    }
}

/// Where definite steps lead.
enum Walk<'v> {
    Found(&'v Value),
    Missing,
    /// There are others among them.
    Unknown,
}

fn walk<'v>(from: &'v Value, segments: &[Segment]) -> Walk<'v> {
    if !is_definite(segments) {
        return Walk::Unknown;
    }
    let mut place = from;
    for segment in segments {
        let next = match (segment, place) {
            (Segment::Key(name), Value::Object(map)) => map.get(*name),
            (Segment::Index(index), Value::Array(items)) => element(items, *index),
            (Segment::Key(_) | Segment::Index(_), _) => None,
            _ => return Walk::Unknown,
        };
        match next {
            Some(value) => place = value,
            None => return Walk::Missing,
        }
    }
    Walk::Found(place)
}
