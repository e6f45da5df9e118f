//! Ways that meet, told apart behind it by a key that only one of them has, or by a literal.
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
    pub size: i64,
    pub sizes: Vec<i64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Size {
    pub size: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Left {
    pub count: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Text {
    pub text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Output {
    Counted { count: i64, texts: Vec<Text> },
    Noted(String),
}

#[stepwright::tasks(input = Input, output = Output)]
pub trait Tasks {
    async fn left(&self, cx: stepwright::TaskContext, argument: Size) -> Result<Left, TaskFailure>;
    async fn use_left(&self, cx: stepwright::TaskContext, argument: Left) -> Result<Left, TaskFailure>;
    async fn note(&self, cx: stepwright::TaskContext, argument: String) -> Result<String, TaskFailure>;
}

crate::handlers::handlers! { Tasks { left(Size) -> Left; use_left(Left) -> Left; note(String) -> String; } }
crate::handlers::subject!(told);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    match method {
        "left" if roll.is_multiple_of(3) => Err("Odd"),
        "note" => Ok(json!(format!("{argument} noted"))),
        _ => Ok(json!({"count": roll % 100})),
    }
}

fn inputs() -> BoxedStrategy<Input> {
    let sizes = vec(0..9_i64, 0..4);
    (0..9_i64, sizes).prop_map(|(size, sizes)| Input { size, sizes }).boxed()
}
