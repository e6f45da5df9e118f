//! Plain values of large templates, which are made part by part.

use serde_json::Value;

use crate::Failure;

/// What a body of its own makes, of a value that has too many ways to fail for one body.
///
/// # Errors
/// What it makes fails.
pub fn made<T>(make: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    make()
}

/// A part of the entries of an object.
#[must_use]
pub fn entries<const N: usize>(entries: [(&'static str, Value); N]) -> Vec<(&'static str, Value)> {
    Vec::from(entries)
}

/// An object of the entries of all parts.
#[must_use]
pub fn joined<const N: usize>(parts: [Vec<(&'static str, Value)>; N]) -> Value {
    Value::Object(parts.into_iter().flatten().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// The items of all parts.
#[must_use]
pub fn concatenated<const N: usize>(parts: [Vec<Value>; N]) -> Vec<Value> {
    parts.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::{concatenated, entries, joined, made};
    use crate::Failure;
    use serde_json::json;

    #[test]
    fn parts_keep_the_order_of_the_template() {
        let parts = [entries([("b", json!(1)), ("a", json!(2))]), entries([]), entries([("c", json!(3))])];
        assert_eq!(joined(parts).to_string(), r#"{"b":1,"a":2,"c":3}"#);
        assert_eq!(concatenated([vec![json!(1)], vec![], vec![json!(2)]]), [json!(1), json!(2)]);
    }

    #[test]
    fn a_part_that_fails_is_the_failure() {
        let failed = made(|| Err::<(), _>(Failure::from_parts(Some("E".to_owned()), None)));
        assert!(failed.is_err_and(|failure| failure.error() == Some("E")));
    }
}
