//! Values laid over values: what stands above a place may be no object, and what is below it may go.
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
    pub n: u8,
    pub any: Value,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn take(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Value, TaskFailure>;
    async fn any(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Value, TaskFailure>;
    async fn other(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Value, TaskFailure>;
}

crate::handlers::handlers! { Tasks { take(Value) -> Value; any(Value) -> Value; other(Value) -> Value; } }
crate::handlers::subject!(shadows);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    Ok(match (method, roll % 2) {
        ("other", 0) => json!(0.5),
        ("other", _) => json!({"x": 1}),
        _ => json!({"was": argument}),
    })
}

fn inputs() -> BoxedStrategy<Input> {
    let values = select(vec![json!(null), json!(1), json!({}), json!({"x": {"y": 1}}), json!([1])]);
    (0_u8..7, values).prop_map(|(n, any)| Input { n, any }).boxed()
}
