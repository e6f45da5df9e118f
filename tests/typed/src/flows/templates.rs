//! Payload templates that become structs: options, defaults, renames, enums, newtypes, boxes, lists, maps, any.
#![allow(missing_docs)]

use std::collections::BTreeMap;

use proptest::{
    collection::vec,
    option,
    prelude::any,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Id(pub String);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub name: String,
    pub id: Id,
    pub ratio: f64,
    pub tags: Vec<String>,
    pub note: Option<String>,
    pub limit: Option<u32>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    Fast,
    Slow,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Build {
    #[serde(rename = "Name")]
    pub name: String,
    pub id: Id,
    pub count: i32,
    pub mode: Mode,
    pub ratio: f64,
    pub tags: Vec<String>,
    pub lists: Vec<Vec<String>>,
    pub by_name: BTreeMap<String, i64>,
    pub any: Value,
    pub boxed: Option<Box<Build>>,
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default)]
    pub extra: Vec<u8>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn build(&self, cx: stepwright::TaskContext, argument: Build) -> Result<Build, TaskFailure>;
}

crate::handlers::handlers! { Tasks { build(Build) -> Build; } }
crate::handlers::subject!(templates);

fn answer(_: &str, argument: &Value, roll: u64) -> Answer {
    let mut out = argument.clone();
    out["count"] = json!(roll % 9);
    out["mode"] = json!(if roll.is_multiple_of(2) { "fast" } else { "slow" });
    out["any"] = json!([roll % 3, null, {"deep": [1.5]}]);
    if roll.is_multiple_of(3) {
        out["boxed"] = Value::Null;
    }
    Ok(out)
}

fn inputs() -> BoxedStrategy<Input> {
    let parts = (
        "[a-z]{0,4}",
        "[a-z]{0,4}",
        any::<i16>(),
        vec("[a-z]{0,2}", 0..3),
        option::of("[a-z]{0,3}"),
        option::of(0_u32..9),
    );
    parts
        .prop_map(|(name, id, ratio, tags, note, limit)| Input {
            name,
            id: Id(id),
            ratio: f64::from(ratio) / 8.0,
            tags,
            note,
            limit,
        })
        .boxed()
}
