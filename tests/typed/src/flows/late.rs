//! A slot that a later state makes lies above one that an earlier state writes.
#![allow(missing_docs)]

use proptest::strategy::{BoxedStrategy, Strategy as _};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub n: f64,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn give(&self, cx: stepwright::TaskContext, argument: Value) -> Result<f64, TaskFailure>;
}

crate::handlers::handlers! { Tasks { give(Value) -> f64; } }
crate::handlers::subject!(late);

fn answer(_: &str, argument: &Value, roll: u64) -> Answer {
    if argument.get("y").is_some() && roll.is_multiple_of(2) { Err("Odd") } else { Ok(json!(0.5)) }
}

fn inputs() -> BoxedStrategy<Input> {
    (0_u8..9).prop_map(|n| Input { n: f64::from(n) / 2.0 }).boxed()
}
