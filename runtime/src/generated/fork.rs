//! What `Parallel` and `Map` states ask for: items, how many at once, and what an iteration sees of its own.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Number, Scalar, value};
use crate::{Cx, Failure};

/// The items of a `Map`: the elements of a list.
///
/// # Errors
/// The value is no list.
pub fn items(cx: &Cx<'_>, value: &Value, path: &str) -> Result<Vec<Value>, Failure> {
    match value {
        Value::Array(items) => Ok(items.clone()),
        _ => Err(cx.runtime_error(format!("Reference path \"{path}\" must point to array."))),
    }
}

/// How many children there are.
///
/// # Errors
/// More than an execution can number.
pub fn count<T>(cx: &Cx<'_>, items: &[T]) -> Result<u32, Failure> {
    u32::try_from(items.len())
        .map_err(|_| cx.runtime_error(format!("The list has {} items, too many for a Map.", items.len())))
}

/// One item of a `Map`.
///
/// # Errors
/// There is none of that number: the engine and the generated code disagree.
pub fn item<'i, T>(cx: &Cx<'_>, items: &'i [T], index: u32) -> Result<&'i T, Failure> {
    usize::try_from(index).ok().and_then(|index| items.get(index)).ok_or_else(|| super::astray(cx))
}

/// `$$` while an iteration is made: the context object with the item and its number.
///
/// # Errors
/// The item does not serialise.
pub fn item_context<T: Serialize + ?Sized>(cx: &Cx<'_>, index: u32, item: &T) -> Result<Value, Failure> {
    let mut context = cx.context();
    let item = value(cx, item)?;
    if let Value::Object(members) = &mut context {
        members.insert("Map".to_owned(), json!({ "Item": { "Index": index, "Value": item } }));
    }
    Ok(context)
}

/// `MaxConcurrencyPath`: a whole number, or a text that is one.
///
/// # Errors
/// It is neither.
pub fn max_concurrency<T: Scalar + Serialize + ?Sized>(cx: &Cx<'_>, path: &str, limit: &T) -> Result<u32, Failure> {
    let number = match (limit.number(), limit.text()) {
        (Some(Number::Int(number)), _) => Some(number),
        (None, Some(text)) => text.trim().parse().ok(),
        _ => None,
    };
    // More than fits is as good as no limit.
    match number {
        Some(number) if number >= 0 => Ok(u32::try_from(number).unwrap_or(u32::MAX)),
        _ => {
            let shown = match limit.text() {
                Some(text) => text.into_owned(),
                None => value(cx, limit)?.to_string(),
            };
            Err(cx.runtime_error(format!(
                "The MaxConcurrencyPath field refers to value \"{shown}\" which is not a valid integer: {path}"
            )))
        }
    }
}
