//! The operators of filters.

use std::cmp::Ordering;

use serde_json::Value;

use super::{
    Operator, Regex,
    node::{Class, Node},
    run::Trouble,
};
use crate::generated::{Order, Scalar, java, numbers};

/// Whether two values compare so.
pub(super) fn holds(operator: Operator, left: &Node, right: &Node) -> Result<bool, Trouble> {
    Ok(match operator {
        Operator::Equal => equal(left, right),
        Operator::NotEqual => !equal(left, right),
        Operator::TypeSafeEqual => left.class() == right.class() && equal(left, right),
        Operator::TypeSafeNotEqual => !(left.class() == right.class() && equal(left, right)),
        Operator::Less => ordered(left, right).is_some_and(Ordering::is_lt),
        Operator::LessOrEqual => ordered(left, right).is_some_and(Ordering::is_le),
        Operator::Greater => ordered(left, right).is_some_and(Ordering::is_gt),
        Operator::GreaterOrEqual => ordered(left, right).is_some_and(Ordering::is_ge),
        Operator::In => is_in(left, right)?,
        Operator::NotIn => !is_in(left, right)?,
        Operator::SubsetOf => {
            let Some(right) = right.elements()? else { return Ok(false) };
            let Some(left) = left.elements()? else { return Ok(false) };
            left.iter().all(|one| contains(&right, one))
        }
        Operator::AnyOf => overlap(left, right)?.unwrap_or(false),
        Operator::NoneOf => overlap(left, right)?.is_some_and(|overlap| !overlap),
        Operator::Contains => match (left.text(), right.text()) {
            (Some(left), Some(right)) => left.contains(right),
            _ if left.class() == Class::Json => left.elements()?.is_some_and(|elements| contains(&elements, right)),
            _ => false,
        },
        Operator::Size => {
            let Some(Value::Number(size)) = right.value() else { return Ok(false) };
            #[allow(clippy::cast_possible_truncation)]
            let size = size.as_i64().or_else(|| size.as_f64().map(|size| size as i64));
            let length = match left.value() {
                Some(Value::String(text)) => text.encode_utf16().count(),
                Some(Value::Array(items)) => items.len(),
                _ => return Ok(matches!(left.value(), Some(Value::Object(_))) && size == Some(-1)),
            };
            i64::try_from(length).ok() == size
        }
        Operator::Empty => {
            let is_empty = match left.value() {
                Some(Value::String(text)) => text.is_empty(),
                Some(Value::Array(items)) => items.is_empty(),
                Some(Value::Object(_)) => return Err(Trouble::Broken("An object is neither empty nor not".into())),
                _ => return Ok(false),
            };
            let wanted = right.value().and_then(Value::as_bool);
            wanted.ok_or(Trouble::Invalid("Expected boolean node".into()))? == is_empty
        }
        // What these compare to cannot be written in a path.
        Operator::All => return Err(Trouble::Invalid("Expected value list node".into())),
        Operator::Type => return Err(Trouble::Invalid("Expected class node".into())),
        Operator::Matches => false,
    })
}

/// Whether a text, or one in a list, is as a regular expression says. What is no text is empty.
pub(super) fn matches(node: &Node, regex: &Regex) -> Result<bool, Trouble> {
    if node.array().is_some() {
        return Ok(node.elements()?.unwrap_or_default().iter().any(|one| regex.is_match(&one.shown())));
    }
    Ok(regex.is_match(&node.shown()))
}

fn equal(left: &Node, right: &Node) -> bool {
    match (left.class(), right.class()) {
        (Class::Json, Class::Json) => match (left, right) {
            // The library compares the text of a literal on this side with a value.
            (Node::Literal(_), _) => false,
            (Node::JsonText(left), Node::JsonText(right)) => left == right,
            _ => left.value().is_some() && left.value() == right.value(),
        },
        (Class::Text, Class::Text) => left.text() == right.text(),
        (Class::Text, Class::Number) => left.text() == right.number().map(java::number_text).as_deref(),
        (Class::Number, Class::Text) => {
            let parsed = right.text().and_then(|text| text.parse::<serde_json::Number>().ok()).map(Value::Number);
            same_number(left.value(), parsed.as_ref())
        }
        (Class::Number, Class::Number) => same_number(left.value(), right.value()),
        (Class::Bool, Class::Bool) => left.value() == right.value(),
        (Class::Null, Class::Null) => true,
        _ => false,
    }
}

fn same_number(left: Option<&Value>, right: Option<&Value>) -> bool {
    numbers(Order::Equal, left.and_then(Scalar::number), right.and_then(Scalar::number))
}

fn ordered(left: &Node, right: &Node) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (left.text(), right.text()) {
        return Some(left.encode_utf16().cmp(right.encode_utf16()));
    }
    let (left, right) = (left.value()?.number(), right.value()?.number());
    [(Order::Less, Ordering::Less), (Order::Equal, Ordering::Equal), (Order::Greater, Ordering::Greater)]
        .into_iter()
        .find_map(|(order, ordering)| numbers(order, left, right).then_some(ordering))
}

fn is_in(left: &Node, right: &Node) -> Result<bool, Trouble> {
    Ok(right.elements()?.is_some_and(|elements| contains(&elements, left)))
}

/// Whether an element equals a value: other than `==`, lists and objects of the filter are compared by their text.
fn contains(elements: &[Node], wanted: &Node) -> bool {
    elements.iter().any(|element| equal(wanted, element))
}

/// Whether two lists have an element in common. `None` if one of them is none.
fn overlap(left: &Node, right: &Node) -> Result<Option<bool>, Trouble> {
    let Some(right) = right.elements()? else { return Ok(None) };
    let Some(left) = left.elements()? else { return Ok(None) };
    Ok(Some(left.iter().any(|one| contains(&right, one))))
}
