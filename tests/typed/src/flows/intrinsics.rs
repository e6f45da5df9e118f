//! Every intrinsic function, over typed values, for typed arguments, and in one another.
#![allow(missing_docs)]

use proptest::{
    collection::vec,
    option,
    sample::select,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub id: String,
    pub n: i32,
    pub ratio: f64,
    pub mode: Mode,
    pub text: String,
    pub numbers: Vec<i64>,
    pub lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    Fast,
    Slow,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub quantity: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Use {
    pub name: String,
    pub count: u32,
    pub chunks: Vec<Vec<i64>>,
    pub has: bool,
    pub range: Vec<u8>,
    pub id: String,
    pub sum: i64,
    pub tokens: Vec<String>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn apply(&self, cx: stepwright::TaskContext, argument: Use) -> Result<Use, TaskFailure>;
}

crate::handlers::handlers! { Tasks { apply(Use) -> Use; } }
crate::handlers::subject!(intrinsics);

fn answer(_: &str, argument: &Value, roll: u64) -> Answer {
    if roll.is_multiple_of(6) { Err("Busy") } else { Ok(argument.clone()) }
}

fn inputs() -> BoxedStrategy<Input> {
    let texts = select(vec!["", "-0", "{\"a\": [1.50]}", "null", "[1", "\"t\""]);
    let ids = select(vec!["", "a-b.c", "it's {}", "\u{e4}\u{1f600}", "-"]);
    let modes = select(vec![Mode::Fast, Mode::Slow]);
    (ids, -2_i32..5, -7_i8..8, modes, texts, vec(0_i64..3, 1..5), lines())
        .prop_map(|(id, n, ratio, mode, text, numbers, lines)| Input {
            id: id.to_owned(),
            n,
            ratio: f64::from(ratio) / 4.0,
            mode,
            text: text.to_owned(),
            numbers,
            lines,
        })
        .boxed()
}

fn lines() -> BoxedStrategy<Vec<Line>> {
    let line = ("[a-c]{1,2}", 0_u32..4, option::of("[a-b]"));
    vec(line.prop_map(|(sku, quantity, note)| Line { sku, quantity, note }), 1..4).boxed()
}
