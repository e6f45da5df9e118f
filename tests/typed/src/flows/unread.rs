//! Paths whose value nobody reads: they fail all the same where nothing is there.
#![allow(missing_docs)]

use proptest::{
    collection::vec,
    sample::select,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub n: u8,
    pub any: Value,
    pub list: Vec<Part>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Part {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<u8>,
    pub z: u8,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Opts {
    #[serde(default)]
    pub x: Option<i64>,
    #[serde(default)]
    pub y: u8,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn opts(&self, cx: stepwright::TaskContext, argument: Opts) -> Result<Opts, TaskFailure>;
    async fn any(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Value, TaskFailure>;
}

crate::handlers::handlers! { Tasks { opts(Opts) -> Opts; any(Value) -> Value; } }
crate::handlers::subject!(unread);

fn answer(method: &str, argument: &Value, _: u64) -> Answer {
    Ok(if method == "opts" { argument.clone() } else { argument["any"].clone() })
}

fn inputs() -> BoxedStrategy<Input> {
    let values = select(vec![json!(null), json!(1), json!({}), json!({"a": 1}), json!({"a": {"b": 1}})]);
    let part = (proptest::option::of(0_u8..3), 0_u8..3).prop_map(|(x, z)| Part { x, z });
    (0_u8..10, values, vec(part, 0..3)).prop_map(|(n, any, list)| Input { n, any, list }).boxed()
}
