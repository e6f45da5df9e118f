//! `States.MathAdd`, `States.MathRandom`.

use serde_json::Value;

use super::arguments::Call;
use crate::{Cx, Failure, generated::java};

/// `States.MathAdd(number, number)`: both are rounded first.
///
/// # Errors
/// One is no number, or one or the sum has more than 32 bits.
pub fn math_add(cx: &Cx<'_>, first: &Value, second: &Value) -> Result<Value, Failure> {
    let call = Call { cx, name: "MathAdd" };
    let sum = call.int("first", first)?.checked_add(call.int("second", second)?);
    let sum = sum.ok_or_else(|| call.failure(&format!("brings numbers from {} to {}.", i32::MIN, i32::MAX)))?;
    Ok(sum.into())
}

/// `States.MathRandom(start, end[, seed])`: from the start to before the end. The same seed brings the same number.
///
/// # Errors
/// One is no number of 32 bits, or the end is not above the start.
pub fn math_random(cx: &Cx<'_>, start: &Value, end: &Value, seed: Option<&Value>) -> Result<Value, Failure> {
    let entropy = cx.entropy().i64(..);
    let call = Call { cx, name: "MathRandom" };
    let (start, end) = (call.int("first", start)?, call.int("second", end)?);
    let seed = seed.map(|seed| call.integer("third", seed)).transpose()?.unwrap_or(entropy);
    let width = i64::from(end) - i64::from(start);
    if width <= 0 {
        return Err(call.failure("expects an end above its start."));
    }
    let mut random = java::Random::new(seed);
    let below = match i32::try_from(width) {
        Ok(width) => i64::from(random.below(width)),
        Err(_) => random.wide().rem_euclid(width),
    };
    Ok((i64::from(start) + below).into())
}
