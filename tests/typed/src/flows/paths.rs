//! InputPath and OutputPath, into bases and into slots.
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
    pub order: Order,
    pub other: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    pub lines: Vec<Line>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub quantity: u32,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn take(&self, cx: stepwright::TaskContext, argument: Line) -> Result<Line, TaskFailure>;
}

crate::handlers::handlers! { Tasks { take(Line) -> Line; } }
crate::handlers::subject!(paths);

fn answer(_: &str, argument: &Value, roll: u64) -> Answer {
    Ok(json!({"sku": argument["sku"], "quantity": roll % 9}))
}

fn inputs() -> BoxedStrategy<Input> {
    let line = ("[a-z]{1,2}", 0_u32..9).prop_map(|(sku, quantity)| Line { sku, quantity });
    let order = (vec(line, 0..3), proptest::option::of("[a-z]{0,3}")).prop_map(|(lines, note)| Order { lines, note });
    (order, proptest::prelude::any::<bool>()).prop_map(|(order, other)| Input { order, other }).boxed()
}
