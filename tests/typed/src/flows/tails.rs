//! Paths that find several values: wildcards, slices, unions, filters, descent, and functions at their ends.
#![allow(missing_docs)]

use std::collections::BTreeMap;

use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::any,
    sample::select,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub n: i64,
    pub rates: Vec<f64>,
    pub lines: Vec<Line>,
    pub groups: Vec<Group>,
    pub counts: BTreeMap<String, u32>,
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
pub struct Group {
    pub name: String,
    pub lines: Vec<Line>,
    pub open: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Use {
    pub skus: Vec<String>,
    pub lines: Vec<Line>,
    pub total: f64,
    pub groups: Vec<Group>,
    pub deep: Vec<u32>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn apply(&self, cx: stepwright::TaskContext, argument: Use) -> Result<Use, TaskFailure>;
}

crate::handlers::handlers! { Tasks { apply(Use) -> Use; } }
crate::handlers::subject!(tails);

fn answer(_: &str, argument: &Value, roll: u64) -> Answer {
    if roll.is_multiple_of(6) { Err("Busy") } else { Ok(argument.clone()) }
}

fn inputs() -> BoxedStrategy<Input> {
    let value = select(vec![json!(null), json!({"q": [1, {"q": 2.5}]}), json!([{"q": null}, {"q": {"q": "t"}}, 3])]);
    let group = ("[a-c]{0,2}", lines(), any::<bool>());
    let groups = vec(group.prop_map(|(name, lines, open)| Group { name, lines, open }), 0..3);
    let rates = vec((-7_i8..8).prop_map(|rate| f64::from(rate) / 4.0), 1..4);
    (0_i64..3, rates, lines(), groups, btree_map("[a-c]", 0_u32..4, 0..3), value)
        .prop_map(|(n, rates, lines, groups, counts, any)| Input { n, rates, lines, groups, counts, any })
        .boxed()
}

fn lines() -> BoxedStrategy<Vec<Line>> {
    let line = ("[a-c]{1,2}", 0_u32..4, option::of("[a-b]"));
    vec(line.prop_map(|(sku, quantity, note)| Line { sku, quantity, note }), 0..4).boxed()
}
