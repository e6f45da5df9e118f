//! Values of one type from those of another: natively where that is plain, else by way of JSON.

use std::borrow::ToOwned;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Cx, Failure};

/// Anything as a plain value.
///
/// # Errors
/// It does not serialise.
pub fn value<T: Serialize + ?Sized>(cx: &Cx<'_>, from: &T) -> Result<Value, Failure> {
    json_form(from).map_err(|error| cx.runtime_error(format!("A value cannot be written as JSON: {error}.")))
}

/// The value that the text of something reads as. By way of the text, for that is what checkpoints and
/// documents hold: `0.3_f32` is `0.3` there, and not the nearest double of it.
fn json_form<T: Serialize + ?Sized>(from: &T) -> Result<Value, serde_json::Error> {
    serde_json::from_str(&serde_json::to_string(from)?)
}

/// A type from another, by way of its JSON form.
///
/// # Errors
/// The JSON form is none of the wanted type.
pub fn convert<S: Serialize + ?Sized, T: DeserializeOwned>(cx: &Cx<'_>, from: &S) -> Result<T, Failure> {
    convert_value(cx, value(cx, from)?)
}

/// A type from a plain value.
///
/// # Errors
/// The value is none of the wanted type.
pub fn convert_value<T: DeserializeOwned>(cx: &Cx<'_>, from: Value) -> Result<T, Failure> {
    serde_json::from_value(from).map_err(|error| {
        let wanted = std::any::type_name::<T>();
        cx.runtime_error(format!("A value is not of the type {wanted} that the contract declares: {error}."))
    })
}

/// What a field takes as words, from a plain value.
///
/// # Errors
/// The value is no string.
pub fn words(cx: &Cx<'_>, from: Value, field: &str) -> Result<String, Failure> {
    match from {
        Value::String(text) => Ok(text),
        other => Err(cx.runtime_error(format!("The {field} field refers to value {other} which is not a string."))),
    }
}

/// An integer of one type from that of another.
///
/// # Errors
/// It does not fit.
pub fn integer<S: TryInto<T> + std::fmt::Display + Copy, T>(cx: &Cx<'_>, from: S) -> Result<T, Failure> {
    from.try_into().map_err(|_| {
        let wanted = std::any::type_name::<T>();
        cx.runtime_error(format!("The number {from} does not fit into the type {wanted} that the contract declares."))
    })
}

/// A float from an integer, as reading the integer's JSON would give it.
pub fn float<S: AsFloat>(from: S) -> f64 {
    from.nearest_float()
}

/// The nearest float of an integer.
pub trait AsFloat {
    /// The nearest float.
    fn nearest_float(self) -> f64;
}

macro_rules! as_float {
    ($($ty:ty),*) => { $(
        impl AsFloat for $ty {
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless)]
            fn nearest_float(self) -> f64 {
                self as f64
            }
        }
    )* };
}
as_float!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

/// An owned string from a borrowed one.
pub fn owned(text: &str) -> String {
    text.to_owned()
}

/// A task's result as a checkpoint would give it back: what its JSON form does not show is lost now
/// and not only after a restart.
///
/// # Errors
/// It does not serialise, or does not read what it wrote.
pub fn normalised<T: Serialize + DeserializeOwned>(result: T) -> Result<T, Failure> {
    let text = serde_json::to_vec(&result).map_err(unreadable)?;
    serde_json::from_slice(&text).map_err(unreadable)
}

fn unreadable(error: serde_json::Error) -> Failure {
    Failure::new("Stepwright.ResultNotSerializable", format!("the task's result does not survive serde: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_small_float_is_what_its_text_says() {
        assert_eq!(json_form(&0.3_f32).unwrap(), json!(0.3));
        assert_eq!(json_form(&[Some(1_u8), None]).unwrap(), json!([1, null]));
    }
}
