//! `States.Array` and the functions that take arrays.

use std::collections::HashSet;

use serde_json::Value;

use super::arguments::Call;
use crate::{Cx, Failure};

/// How many elements `States.ArrayRange` makes at most.
const MAX_RANGE: i64 = 1_000;

/// `States.Array(..)`
///
/// # Errors
/// Never.
pub fn array(_: &Cx<'_>, values: Vec<Value>) -> Result<Value, Failure> {
    Ok(Value::Array(values))
}

/// `States.ArrayContains(array, value)`
///
/// # Errors
/// The first is no array.
pub fn array_contains(cx: &Cx<'_>, array: &Value, value: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "ArrayContains" };
    Ok(call.array("first", array)?.contains(value).into())
}

/// `States.ArrayGetItem(array, index)`
///
/// # Errors
/// The first is no array, or has no such element.
pub fn array_get_item(cx: &Cx<'_>, array: &Value, index: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "ArrayGetItem" };
    let items = call.array("first", array)?;
    let index = call.integer("second", index)?;
    let item = usize::try_from(index).ok().and_then(|at| items.get(at)).cloned();
    item.ok_or_else(|| {
        call.failure(&format!("found no element at the index {index} of an array of {} elements.", items.len()))
    })
}

/// `States.ArrayLength(array)`
///
/// # Errors
/// It is no array.
pub fn array_length(cx: &Cx<'_>, array: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "ArrayLength" };
    Ok(call.array("first", array)?.len().into())
}

/// `States.ArrayPartition(array, size)`
///
/// # Errors
/// The first is no array, or the second not positive.
pub fn array_partition(cx: &Cx<'_>, array: &Value, size: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "ArrayPartition" };
    let items = call.array("first", array)?;
    let size = usize::try_from(call.integer("second", size)?).ok().filter(|size| *size > 0);
    let size = size.ok_or_else(|| call.failure("expects a positive number for its second argument."))?;
    Ok(Value::Array(items.chunks(size).map(|chunk| Value::Array(chunk.to_vec())).collect()))
}

/// `States.ArrayRange(first, last, step)`
///
/// # Errors
/// One is no number, the step is zero, or there would be more than 1,000 elements.
pub fn array_range(cx: &Cx<'_>, first: &Value, last: &Value, step: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "ArrayRange" };
    let (first, last) = (call.int("first", first)?.into(), i64::from(call.int("second", last)?));
    let step = i64::from(call.int("third", step)?);
    if step == 0 {
        return Err(call.failure("expects a number other than zero for its third argument."));
    }
    let (from, to): (i64, i64) = if step > 0 { (first, last) } else { (last, first) };
    let count = if from > to { 0 } else { (to - from) / step.abs() + 1 };
    if count > MAX_RANGE {
        return Err(call.failure(&format!("makes at most {MAX_RANGE} elements.")));
    }
    Ok(Value::Array((0..count).map(|at| (first + at * step).into()).collect()))
}

/// `States.ArrayUnique(array)`: the first of each.
///
/// # Errors
/// It is no array.
pub fn array_unique(cx: &Cx<'_>, array: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "ArrayUnique" };
    let items = call.array("first", array)?;
    let mut seen = HashSet::new();
    Ok(Value::Array(items.iter().filter(|item| seen.insert(*item)).cloned().collect()))
}
