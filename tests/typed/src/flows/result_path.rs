//! `ResultPath`: beside, nested, over what was there, into it, nowhere, and instead of it.
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
    pub item: String,
    pub count: u8,
    pub tags: Vec<String>,
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<i64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Price {
    pub amount: f64,
    pub currency: Currency,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Eur,
    Usd,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stock {
    pub in_store: u32,
    pub by_place: std::collections::BTreeMap<String, u32>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn price(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Price, TaskFailure>;
    async fn stock(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Stock, TaskFailure>;
}

crate::handlers::handlers! { Tasks { price(Value) -> Price; stock(Value) -> Stock; } }
crate::handlers::subject!(result_path);

fn answer(method: &str, _: &Value, roll: u64) -> Answer {
    Ok(match method {
        "price" => {
            json!({"amount": (roll % 1000) as f64 / 4.0, "currency": if roll.is_multiple_of(2) { "EUR" } else { "USD" }})
        }
        _ => json!({"inStore": roll % 50, "byPlace": {"a": roll % 3, "b": roll % 7}}),
    })
}

fn inputs() -> BoxedStrategy<Input> {
    let parts = ("[a-z]{0,4}", 0_u8..5, vec("[a-z]{0,2}", 0..3), option::of("[a-z]{0,3}"), option::of(-5_i64..5));
    parts.prop_map(|(item, count, tags, note, hint)| Input { item, count, tags, note, hint }).boxed()
}
