//! Paths that are more than a chain of steps, where states read them.

use serde::Serialize;
use serde_json::Value;

use super::{
    Missing, Part, Segment, element, get, missing,
    missing::invalid_path,
    query::{self, slice},
};
use crate::{Cx, Failure};

/// What a path finds from the value that its definite steps lead to, if they lead anywhere. `document` is what
/// `$` means in its filters, if they use it.
///
/// # Errors
/// It names one value, and finds none; or it cannot be applied.
pub fn queried(
    cx: &Cx<'_>,
    at: Option<&Value>,
    document: Option<&Value>,
    segments: &'static [Segment],
    place: &Missing,
    scope: &(impl Serialize + ?Sized),
) -> Result<Value, Failure> {
    query::query(document.unwrap_or(&Value::Null), at, segments).map_err(|_| missing(cx, place, scope))
}

/// Whether a path that names one value finds it.
#[must_use]
pub fn is_found(at: Option<&Value>, document: Option<&Value>, segments: &'static [Segment]) -> bool {
    query::query(document.unwrap_or(&Value::Null), at, segments).is_ok()
}

/// `OutputPath` of a value that was just made.
///
/// # Errors
/// As [`queried`].
pub fn pick_query(
    cx: &Cx<'_>,
    value: Value,
    path: &str,
    way: &[Part],
    segments: &'static [Segment],
) -> Result<Value, Failure> {
    query::query(&value, get(&value, way), segments).map_err(|_| cx.runtime_error(invalid_path(&value, path, way)))
}

/// The elements of a list that a slice names, as paths over plain values have them.
pub fn sliced<T>(list: &[T], from: Option<i64>, to: Option<i64>) -> impl Iterator<Item = &T> {
    slice(from, to, list.len()).filter_map(|index| element(list, index))
}
