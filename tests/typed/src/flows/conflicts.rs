//! A slot that holds one type on one way and another on the other.
#![allow(missing_docs)]

use proptest::{
    prelude::any,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub flag: bool,
    pub n: i32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Echo {
    pub slot: Value,
    pub n: i64,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn number(&self, cx: stepwright::TaskContext, argument: Value) -> Result<f64, TaskFailure>;
    async fn text(&self, cx: stepwright::TaskContext, argument: Value) -> Result<String, TaskFailure>;
    async fn object(&self, cx: stepwright::TaskContext, argument: Input) -> Result<Input, TaskFailure>;
    async fn any(&self, cx: stepwright::TaskContext, argument: Echo) -> Result<Echo, TaskFailure>;
}

crate::handlers::handlers! { Tasks {
    number(Value) -> f64; text(Value) -> String; object(Input) -> Input; any(Echo) -> Echo;
} }
crate::handlers::subject!(conflicts);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    Ok(match method {
        "number" => json!((roll % 100) as f64 / 4.0),
        "text" => json!(if roll.is_multiple_of(2) { "two" } else { "one" }),
        "object" => json!({"flag": roll.is_multiple_of(2), "n": roll % 5}),
        _ => argument.clone(),
    })
}

fn inputs() -> BoxedStrategy<Input> {
    (any::<bool>(), 0_i32..10).prop_map(|(flag, n)| Input { flag, n }).boxed()
}
