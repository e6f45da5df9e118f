//! Values that become another type on their way into an argument.
#![allow(missing_docs)]

use jiff::Timestamp;
use proptest::{
    collection::vec,
    sample::select,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    One,
    #[serde(alias = "2")]
    TwoWords,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id {
    pub inner: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub kind: Kind,
    pub id: Id,
    pub count: u8,
    pub list: Vec<i16>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stamped {
    pub at: Timestamp,
    pub name: Id,
    pub kind: Kind,
    pub id: String,
    pub boxed: Box<Id>,
    #[serde(rename = "renamed", alias = "r")]
    pub other: String,
    pub count: i64,
    pub map: std::collections::BTreeMap<String, f64>,
    pub items: Vec<i64>,
    pub opt: Option<f64>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn stamp(&self, cx: stepwright::TaskContext, argument: Stamped) -> Result<Stamped, TaskFailure>;
}

crate::handlers::handlers! { Tasks { stamp(Stamped) -> Stamped; } }
crate::handlers::subject!(converted);

fn answer(_: &str, argument: &Value, roll: u64) -> Answer {
    if roll.is_multiple_of(8) { Err("Odd") } else { Ok(argument.clone()) }
}

fn inputs() -> BoxedStrategy<Input> {
    let kinds = select(vec![Kind::One, Kind::TwoWords]);
    (kinds, "[ab]{1,2}", 0_u8..3, vec(-2_i16..3, 0..3))
        .prop_map(|(kind, inner, count, list)| Input { kind, id: Id { inner }, count, list })
        .boxed()
}
