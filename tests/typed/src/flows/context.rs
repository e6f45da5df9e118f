//! The context object, whole and in parts.
#![allow(missing_docs)]

use proptest::{
    option,
    sample::select,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub name: String,
    pub note: Option<f64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    pub name: String,
    pub count: u32,
    pub input: Input,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    pub n: u32,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn ask(&self, cx: stepwright::TaskContext, argument: Question) -> Result<Told, TaskFailure>;
}

crate::handlers::handlers! { Tasks { ask(Question) -> Told; } }
crate::handlers::subject!(context);

fn answer(_: &str, argument: &Value, roll: u64) -> Answer {
    if roll.is_multiple_of(2) { Err("Busy") } else { Ok(json!({"n": argument["count"]})) }
}

fn inputs() -> BoxedStrategy<Input> {
    let names = select(vec!["e", "f"]);
    (names, option::of(-3_i8..3))
        .prop_map(|(name, note)| Input { name: name.to_owned(), note: note.map(f64::from) })
        .boxed()
}
