//! Loops: over one layout, and ones that nest values in themselves.
#![allow(missing_docs)]

use proptest::{
    collection::vec,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub n: i64,
    pub log: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stepped {
    pub n: i64,
    pub log: Vec<String>,
    pub odd: bool,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn step(&self, cx: stepwright::TaskContext, argument: Input) -> Result<Stepped, TaskFailure>;
    async fn nest(&self, cx: stepwright::TaskContext, argument: Value) -> Result<u32, TaskFailure>;
}

crate::handlers::handlers! { Tasks { step(Input) -> Stepped; nest(Value) -> u32; } }
crate::handlers::subject!(loops);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    if method == "nest" {
        let mut depth = 0;
        let mut at = argument;
        while let Some(inner) = at.get("inner") {
            depth += 1;
            at = inner;
        }
        return Ok(json!(depth));
    }
    let n = argument["n"].as_i64().unwrap_or_default();
    let mut log = argument["log"].as_array().cloned().unwrap_or_default();
    log.push(json!(format!("{n}")));
    Ok(json!({"n": n - 1 - i64::from(roll.is_multiple_of(3)), "log": log, "odd": n % 2 != 0}))
}

fn inputs() -> BoxedStrategy<Input> {
    (-1_i64..6, vec("[a-z]{0,2}", 0..3)).prop_map(|(n, log)| Input { n, log }).boxed()
}
