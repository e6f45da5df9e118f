//! Types that write `null` in more ways than they read it, and narrow floats.
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
    pub small: f32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unit;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Word(pub Option<String>);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Made {
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "there")]
    pub value: Option<Value>,
    pub unit: Option<Unit>,
    pub word: Option<Word>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Shown {
    #[serde(default)]
    pub value: Option<Value>,
    pub unit: Option<Unit>,
    pub word: Option<Word>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ask {
    pub word: Option<String>,
    pub unit: Option<Unit>,
}

fn there<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn make(&self, cx: stepwright::TaskContext, argument: Input) -> Result<Made, TaskFailure>;
    async fn show(&self, cx: stepwright::TaskContext, argument: Shown) -> Result<Shown, TaskFailure>;
    async fn word(&self, cx: stepwright::TaskContext, argument: Ask) -> Result<Option<Value>, TaskFailure>;
}

crate::handlers::handlers! { Tasks {
    make(Input) -> Made; show(Shown) -> Shown; word(Ask) -> Option<Value>;
} }
crate::handlers::subject!(nulls);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    Ok(match (method, roll % 3) {
        ("make", 0) => json!({"unit": null, "word": null}),
        ("make", 1) => json!({"value": null, "unit": null, "word": "w"}),
        ("make", _) => json!({"value": [null], "unit": null, "word": null}),
        _ => argument.clone(),
    })
}

fn inputs() -> BoxedStrategy<Input> {
    select(vec![0.1_f32, 0.25, 0.3, 0.0, -1.5]).prop_map(|small| Input { small }).boxed()
}
