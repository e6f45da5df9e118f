//! Branches that run through, call tasks, wait, and fail; branches in branches; retries and catchers around them.
#![allow(missing_docs)]

use proptest::{
    collection::vec,
    option,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub id: String,
    pub seconds: u32,
    pub limit: f64,
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
pub struct Price {
    pub amount: f64,
    pub currency: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lines {
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Checked {
    pub n: u32,
    pub lines: Vec<Line>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn price(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Price, TaskFailure>;
    async fn check(&self, cx: stepwright::TaskContext, argument: Lines) -> Result<Checked, TaskFailure>;
}

crate::handlers::handlers! { Tasks { price(Value) -> Price; check(Lines) -> Checked; } }
crate::handlers::subject!(parallel);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    let at = roll / 8;
    match (method, roll % 8) {
        (_, 0) => Err("Busy"),
        ("check", 1) => Err("Odd"),
        ("price", 1) if at.is_multiple_of(3) => Err("Else"),
        ("price", _) => Ok(
            json!({"amount": (at % 40) as f64 / 4.0, "currency": if at.is_multiple_of(2) { Value::Null } else { json!("EUR") }}),
        ),
        _ => Ok(json!({"n": at % 5, "lines": argument["lines"]})),
    }
}

fn inputs() -> BoxedStrategy<Input> {
    ("[a-z]{0,3}", 0_u32..100_000, 0_u8..12, lines())
        .prop_map(|(id, seconds, limit, lines)| Input { id, seconds, limit: f64::from(limit), lines })
        .boxed()
}

fn lines() -> BoxedStrategy<Vec<Line>> {
    let line = ("[a-c]{1,2}", 0_u32..4, option::of("[a-b]"));
    vec(line.prop_map(|(sku, quantity, note)| Line { sku, quantity, note }), 0..3).boxed()
}
