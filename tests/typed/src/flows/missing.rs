//! What is not there when it is read: names, causes and the place in the history are the same.
#![allow(missing_docs)]

use proptest::{
    collection::vec,
    sample::select,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub n: u8,
    pub any: Value,
    pub list: Vec<u8>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {}

crate::handlers::handlers! { Tasks {} }
crate::handlers::subject!(missing);

fn answer(_: &str, _: &Value, _: u64) -> Answer {
    Err("Never")
}

fn inputs() -> BoxedStrategy<Input> {
    let values = select(vec![
        json!(null),
        json!(1),
        json!({}),
        json!({"a": {"b": 1}, "k": "x", "s": 1}),
        json!({"a": "x", "k": "x", "s": 1.5}),
        json!({"a": {"b": {"c": []}}, "k": 2, "s": -1}),
        json!([{"a": 1}]),
    ]);
    (0_u8..9, values, vec(0_u8..9, 0..4)).prop_map(|(n, any, list)| Input { n, any, list }).boxed()
}
