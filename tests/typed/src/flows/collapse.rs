//! More layouts than are kept apart: they become plain values.
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
    pub n: u8,
    pub on: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct L0 {
    pub value: f64,
}
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct L1 {
    pub value: String,
}
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct L2 {
    pub value: Option<i64>,
    pub mark: std::collections::BTreeMap<String, i64>,
}
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct L3 {
    pub other: bool,
    pub mark: Mark,
}
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mark {
    pub deep: f64,
    pub kept: u8,
}
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct L4 {
    pub joined: u8,
}
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct L5 {
    pub value: Value,
}
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Joined {
    pub n: u64,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn l0(&self, cx: stepwright::TaskContext, argument: Input) -> Result<L0, TaskFailure>;
    async fn l1(&self, cx: stepwright::TaskContext, argument: Input) -> Result<L1, TaskFailure>;
    async fn l2(&self, cx: stepwright::TaskContext, argument: Input) -> Result<L2, TaskFailure>;
    async fn l3(&self, cx: stepwright::TaskContext, argument: Input) -> Result<L3, TaskFailure>;
    async fn l4(&self, cx: stepwright::TaskContext, argument: Input) -> Result<L4, TaskFailure>;
    async fn l5(&self, cx: stepwright::TaskContext, argument: Input) -> Result<L5, TaskFailure>;
    async fn join(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Joined, TaskFailure>;
}

crate::handlers::handlers! { Tasks {
    l0(Input) -> L0; l1(Input) -> L1; l2(Input) -> L2; l3(Input) -> L3; l4(Input) -> L4; l5(Input) -> L5;
    join(Value) -> Joined;
} }
crate::handlers::subject!(collapse);

fn answer(method: &str, _: &Value, roll: u64) -> Answer {
    Ok(match method {
        "l0" => json!({"value": (roll % 100) as f64 / 20.0}),
        "l1" => json!({"value": "3"}),
        "l2" => {
            json!({"value": if roll.is_multiple_of(2) { json!(roll % 9) } else { Value::Null }, "mark": {"deep": 1, "x": 2}})
        }
        "l3" => json!({"other": true, "mark": {"deep": 1, "kept": 3}}),
        "l4" => json!({"joined": 4}),
        "l5" if roll.is_multiple_of(2) => json!({"value": [roll % 5]}),
        "l5" => json!({"value": roll % 5}),
        _ if roll.is_multiple_of(4) => return Err("Odd"),
        _ => json!({"n": roll % 10}),
    })
}

fn inputs() -> BoxedStrategy<Input> {
    (0_u8..8, any::<bool>()).prop_map(|(n, on)| Input { n, on }).boxed()
}
