//! Places in plain values.

use serde_json::{Map, Value};

use crate::{Cx, Failure};

use super::missing::invalid_path;

/// One step into a plain value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The value of a key.
    Key(&'static str),
    /// An element; a negative number counts from the end.
    Index(i64),
}

/// The place that steps lead to.
pub fn get<'v>(value: &'v Value, way: &[Part]) -> Option<&'v Value> {
    way.iter().try_fold(value, |value, part| match (part, value) {
        (Part::Key(key), Value::Object(map)) => map.get(*key),
        (Part::Index(index), Value::Array(items)) => element(items, *index),
        _ => None,
    })
}

/// An element of a list; a negative number counts from the end.
pub fn element<T>(items: &[T], index: i64) -> Option<&T> {
    let at = usize::try_from(index.unsigned_abs()).ok()?;
    items.get(if index < 0 { items.len().checked_sub(at)? } else { at })
}

/// The part of a value that steps lead to.
#[must_use]
pub fn part(value: Value, way: &[Part]) -> Option<Value> {
    get(&value, way).cloned()
}

/// `OutputPath` of a value that was just made.
///
/// # Errors
/// Nothing is there.
pub fn pick(cx: &Cx<'_>, value: Value, path: &str, way: &[Part]) -> Result<Value, Failure> {
    match get(&value, way) {
        Some(part) => Ok(part.clone()),
        None => Err(cx.runtime_error(invalid_path(&value, path, way))),
    }
}

/// The plain value of a slot; an empty object is put there if there is none.
pub fn slot_value(slot: &mut Option<Value>) -> &mut Value {
    slot.get_or_insert_with(|| Value::Object(Map::new()))
}

/// `ResultPath`: puts a value into a document. Objects are made on the way; nothing is changed if the
/// way leads through something else.
///
/// # Errors
/// The way leads through a value that is no object, or past the end of a list.
pub fn put(cx: &Cx<'_>, document: &mut Value, way: &[Part], path: &str, value: Value) -> Result<(), Failure> {
    if let Some(at) = obstacle(document, way) {
        let step = match way.get(at) {
            Some(Part::Key(key)) => (*key).to_owned(),
            Some(Part::Index(index)) => format!("[{index}]"),
            None => path.to_owned(),
        };
        let input = part(document.clone(), way.get(..at).unwrap_or_default()).unwrap_or_default();
        let tail = format!("Unable to apply step \"{step}\" to input {input}");
        return Err(cx.error("States.ReferencePathConflict", tail));
    }
    let mut place = document;
    for part in way {
        place = match (part, place) {
            (Part::Key(key), Value::Object(map)) => map.entry(*key).or_insert_with(|| Value::Object(Map::new())),
            (Part::Index(index), Value::Array(items)) => {
                let length = items.len();
                let at = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
                let at = if *index < 0 { length.saturating_sub(at) } else { at };
                match items.get_mut(at) {
                    Some(item) => item,
                    None => return Err(cx.runtime_error(format!("Unable to apply ReferencePath {path}"))),
                }
            }
            _ => return Err(cx.runtime_error(format!("Unable to apply ReferencePath {path}"))),
        };
    }
    *place = value;
    Ok(())
}

/// The first step that cannot be taken, or made.
fn obstacle(document: &Value, way: &[Part]) -> Option<usize> {
    let mut place = document;
    for (at, part) in way.iter().enumerate() {
        place = match (part, place) {
            // What is not there is made, and so is everything below it, if it takes keys only.
            (Part::Key(key), Value::Object(map)) => match map.get(*key) {
                Some(value) => value,
                None => {
                    let below = way.get(at + 1..).unwrap_or_default();
                    return below.iter().position(|part| matches!(part, Part::Index(_))).map(|index| at + 1 + index);
                }
            },
            (Part::Index(index), Value::Array(items)) => match element(items, *index) {
                Some(item) => item,
                None => return Some(at),
            },
            _ => return Some(at),
        };
    }
    None
}

/// `ResultPath` over a document that is given away.
///
/// # Errors
/// As [`put`].
pub fn with(cx: &Cx<'_>, mut document: Value, way: &[Part], path: &str, value: Value) -> Result<Value, Failure> {
    put(cx, &mut document, way, path, value)?;
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn steps_lead_into_values() {
        let value = json!({"a": [{"b": 1}, {"b": null}]});
        assert_eq!(get(&value, &[Part::Key("a"), Part::Index(0), Part::Key("b")]), Some(&json!(1)));
        assert_eq!(get(&value, &[Part::Key("a"), Part::Index(-1), Part::Key("b")]), Some(&json!(null)));
        assert_eq!(get(&value, &[Part::Key("a"), Part::Index(-3)]), None);
        assert_eq!(get(&value, &[Part::Key("a"), Part::Key("b")]), None);
        assert_eq!(element(&[1, 2], i64::MIN), None);
    }

    #[test]
    fn obstacles_are_found_before_anything_changes() {
        let document = json!({"a": 1, "list": [0]});
        assert_eq!(obstacle(&document, &[Part::Key("a"), Part::Key("b")]), Some(1));
        assert_eq!(obstacle(&document, &[Part::Key("list"), Part::Index(1)]), Some(1));
        assert_eq!(obstacle(&document, &[Part::Key("new"), Part::Key("b"), Part::Index(0)]), Some(2));
        assert_eq!(obstacle(&document, &[Part::Key("new"), Part::Key("b")]), None);
        assert_eq!(obstacle(&json!([1]), &[Part::Key("a")]), Some(0));
    }
}
