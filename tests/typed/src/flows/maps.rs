//! Iterations over typed lists and untyped ones, one at a time and several, in one another and in branches; some fail.
#![allow(missing_docs)]

use proptest::{
    collection::vec,
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
    pub id: String,
    pub most: u8,
    pub tags: Vec<String>,
    pub lines: Vec<Line>,
    pub any: Value,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub quantity: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Wanted {
    pub sku: String,
    pub quantity: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stock {
    pub have: u32,
    pub place: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tag {
    pub tag: String,
    pub of: String,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn stock(&self, cx: stepwright::TaskContext, argument: Wanted) -> Result<Stock, TaskFailure>;
    async fn tag(&self, cx: stepwright::TaskContext, argument: Tag) -> Result<Tag, TaskFailure>;
}

crate::handlers::handlers! { Tasks { stock(Wanted) -> Stock; tag(Tag) -> Tag; } }
crate::handlers::subject!(maps);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    let at = roll / 16;
    match (method, roll % 16) {
        (_, 0) => Err("Busy"),
        ("stock", 1) => Err("Odd"),
        ("tag", 1) if at.is_multiple_of(2) => Err("Else"),
        ("stock", _) => {
            Ok(json!({"have": at % 9, "place": if at.is_multiple_of(3) { Value::Null } else { json!("x") }}))
        }
        _ => Ok(argument.clone()),
    }
}

fn inputs() -> BoxedStrategy<Input> {
    let value =
        select(vec![json!([]), json!(["t", 1, "u"]), json!([2, null]), json!([{"q": 1}, "t"]), json!({"q": 1})]);
    ("[a-z]{0,3}", 0_u8..4, vec("[a-c]{0,2}", 0..3), lines(), value)
        .prop_map(|(id, most, tags, lines, any)| Input { id, most, tags, lines, any })
        .boxed()
}

fn lines() -> BoxedStrategy<Vec<Line>> {
    let line = ("[a-c]{1,2}", 0_u32..4, option::of("[a-b]"));
    vec(line.prop_map(|(sku, quantity, note)| Line { sku, quantity, note }), 0..4).boxed()
}
