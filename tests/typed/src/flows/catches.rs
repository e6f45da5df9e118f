//! Errors: retried, caught beside, into or instead of the input, and a result nobody keeps.
#![allow(missing_docs)]

use proptest::strategy::{BoxedStrategy, Strategy as _};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub id: String,
    pub amount: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Risk {
    pub score: u8,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Final {
    pub id: Value,
    pub all: Value,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn risk(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Risk, TaskFailure>;
    async fn finish(&self, cx: stepwright::TaskContext, argument: Final) -> Result<Vec<Final>, TaskFailure>;
}

crate::handlers::handlers! { Tasks { risk(Value) -> Risk; finish(Final) -> Vec<Final>; } }
crate::handlers::subject!(catches);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    let errors = ["Busy", "Declined", "Odd", "Else", "States.Timeout"];
    match (method, roll % 8) {
        ("risk", at @ 0..=4) => Err(errors.get(at as usize).copied().unwrap_or_default()),
        ("risk", _) => Ok(json!({"score": roll % 100})),
        (_, 0) => Err("Declined"),
        (_, 1) => Err("Else"),
        (_, at) => Ok(json!(vec![argument; (at as usize) % 3])),
    }
}

fn inputs() -> BoxedStrategy<Input> {
    ("[a-z]{0,3}", -9_i32..9).prop_map(|(id, amount)| Input { id, amount: f64::from(amount) / 3.0 }).boxed()
}
