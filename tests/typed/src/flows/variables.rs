//! Variables: assigned on every kind of way out, read in every kind of field, in branches, iterations and a loop.
#![allow(missing_docs)]

use proptest::{
    collection::vec,
    option,
    prelude::any,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub id: String,
    pub limit: u8,
    pub stop: bool,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub quantity: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Step {
    pub n: i64,
    pub id: String,
    pub seen: Vec<Value>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stepped {
    pub n: i64,
    pub note: Option<String>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn step(&self, cx: stepwright::TaskContext, argument: Step) -> Result<Stepped, TaskFailure>;
}

crate::handlers::handlers! { Tasks { step(Step) -> Stepped; } }
crate::handlers::subject!(variables, in_any_order);

fn answer(_: &str, argument: &Value, roll: u64) -> Answer {
    if roll.is_multiple_of(7) {
        return Err(if roll.is_multiple_of(2) { "Odd" } else { "Busy" });
    }
    Ok(json!({"n": argument["n"], "note": if roll.is_multiple_of(3) { json!("x") } else { Value::Null }}))
}

fn inputs() -> BoxedStrategy<Input> {
    ("[a-z]{0,3}", 0_u8..4, any::<bool>(), lines())
        .prop_map(|(id, limit, stop, lines)| Input { id, limit, stop, lines })
        .boxed()
}

fn lines() -> BoxedStrategy<Vec<Line>> {
    let line = ("[a-c]{1,2}", 0_u32..4, option::of("[a-b]"));
    vec(line.prop_map(|(sku, quantity, note)| Line { sku, quantity, note }), 0..3).boxed()
}
