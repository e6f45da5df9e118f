//! Timestamps in types of their own.
#![allow(missing_docs)]

use jiff::Timestamp;
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
pub struct Moment(pub Timestamp);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Window {
    pub from: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub at: Timestamp,
    pub until: Option<Timestamp>,
    pub window: Window,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn next(&self, cx: stepwright::TaskContext, argument: Input) -> Result<Input, TaskFailure>;
}

crate::handlers::handlers! { Tasks { next(Input) -> Input; } }
crate::handlers::subject!(times);

const MOMENTS: [&str; 4] =
    ["2024-01-01T00:00:00Z", "2024-01-01T00:00:00.5Z", "2026-01-31T23:59:59.123456789Z", "2026-06-01T00:00:00Z"];

fn answer(_: &str, argument: &Value, roll: u64) -> Answer {
    let moment = |at: u64| MOMENTS.get((at % 4) as usize).copied();
    Ok(json!({"at": moment(roll), "until": argument["at"], "window": {"from": moment(roll / 4), "to": null}}))
}

fn inputs() -> BoxedStrategy<Input> {
    let moment = || select(MOMENTS.to_vec()).prop_map(|text| text.parse::<Timestamp>().unwrap_or_default());
    (moment(), option::of(moment()), moment(), option::of(moment()))
        .prop_map(|(at, until, from, to)| Input { at, until, window: Window { from: Moment(from), to } })
        .boxed()
}
