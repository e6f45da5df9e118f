//! Waits by number, path and moment, and a task that runs out of time.
#![allow(missing_docs)]

use std::time::Duration;

use jiff::Timestamp;
use proptest::{
    sample::select,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::{TaskContext, TaskFailure};

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub seconds: u32,
    pub at: Timestamp,
    pub text: String,
    pub limit: u16,
    pub any: Value,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    pub seconds: i64,
    pub any: Value,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn ask(&self, cx: stepwright::TaskContext, argument: Input) -> Result<Told, TaskFailure>;
}

crate::handlers::handlers! { Tasks { ask(Input) -> Told; } }
crate::handlers::subject!(waits, pace: pace);

/// Some never answer.
fn pace(_: &TaskContext, roll: u64) -> Duration {
    if roll.is_multiple_of(6) { Duration::from_secs(10_000_000) } else { Duration::from_millis(roll % 900) }
}

fn answer(_: &str, argument: &Value, roll: u64) -> Answer {
    if roll.is_multiple_of(5) {
        return Err("Odd");
    }
    Ok(json!({"seconds": i64::try_from(roll % 7).unwrap_or_default() - 1, "any": argument["any"]}))
}

fn inputs() -> BoxedStrategy<Input> {
    let at = select(vec!["2026-02-01T00:00:00Z", "2020-01-01T00:00:00.25Z"]);
    let text = select(vec!["2026-02-02T00:00:00+02:00", "2026-02-02T00:00:00Z", "2026-02-02 00:00:00Z", "x"]);
    let value = select(vec![json!(1), json!(2.0), json!(1.5), json!(-1), json!("3"), json!(null), json!({})]);
    (0_u32..9, at, text, 1_u16..9, value)
        .prop_map(|(seconds, at, text, limit, any)| Input {
            seconds,
            at: at.parse().unwrap_or_default(),
            text: text.to_owned(),
            limit,
            any,
        })
        .boxed()
}
