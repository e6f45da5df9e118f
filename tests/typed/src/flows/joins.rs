//! States that are reached with different layouts.
#![allow(missing_docs)]

use proptest::{
    sample::select,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub kind: String,
    pub size: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Left {
    pub common: String,
    pub left: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Right {
    pub common: Option<String>,
    pub right: Vec<Left>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn left(&self, cx: stepwright::TaskContext, argument: Input) -> Result<Left, TaskFailure>;
    async fn right(&self, cx: stepwright::TaskContext, argument: Input) -> Result<Right, TaskFailure>;
    async fn join(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Left, TaskFailure>;
}

crate::handlers::handlers! { Tasks { left(Input) -> Left; right(Input) -> Right; join(Value) -> Left; } }
crate::handlers::subject!(joins);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    Ok(match method {
        "right" if roll.is_multiple_of(2) => json!({"right": []}),
        "right" => json!({"common": "r", "right": [{"common": "x", "left": roll % 9}]}),
        "left" => json!({"common": argument["kind"], "left": roll % 9}),
        _ => json!({"common": argument.to_string().len().to_string(), "left": 0}),
    })
}

fn inputs() -> BoxedStrategy<Input> {
    let kinds = select(vec!["left", "right", "else"]);
    (kinds, -4_i8..4).prop_map(|(kind, size)| Input { kind: kind.to_owned(), size: f64::from(size) / 2.0 }).boxed()
}
