//! Random definitions over one contract, as the build script grew them.
#![allow(missing_docs)]

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::{Just, any},
    prop_oneof,
    sample::select,
    strategy::{BoxedStrategy, Strategy},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub id: String,
    pub n: i64,
    pub ratio: f64,
    pub ok: bool,
    pub note: Option<String>,
    pub lines: Vec<Line>,
    pub at: Timestamp,
    pub mode: Mode,
    pub any: Value,
    pub rates: Vec<f64>,
    pub tags: Vec<String>,
    pub groups: Vec<Group>,
    pub counts: BTreeMap<String, u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Group {
    pub name: String,
    pub lines: Vec<Line>,
    pub open: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub quantity: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    Fast,
    T,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Wrapped {
    pub line: Line,
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub z: Option<Box<Line>>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn line(&self, cx: stepwright::TaskContext, argument: Line) -> Result<Line, TaskFailure>;
    async fn total(&self, cx: stepwright::TaskContext, argument: Value) -> Result<f64, TaskFailure>;
    async fn wrap(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Wrapped, TaskFailure>;
    async fn flip(&self, cx: stepwright::TaskContext, argument: Value) -> Result<bool, TaskFailure>;
    async fn name(&self, cx: stepwright::TaskContext, argument: Value) -> Result<String, TaskFailure>;
    async fn whole(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Input, TaskFailure>;
    async fn lines(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Vec<Line>, TaskFailure>;
    async fn any(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Value, TaskFailure>;
}

crate::handlers::handlers! { Tasks {
    line(Line) -> Line;
    total(Value) -> f64;
    wrap(Value) -> Wrapped;
    flip(Value) -> bool;
    name(Value) -> String;
    whole(Value) -> Input;
    lines(Value) -> Vec<Line>;
    any(Value) -> Value;
} }

include!(concat!(env!("OUT_DIR"), "/random.rs"));

fn subject(
    name: &'static str,
    typed: fn(stepwright::EngineBuilder, crate::Handlers) -> stepwright::EngineBuilder,
    untyped: fn(stepwright::EngineBuilder, crate::Handlers) -> stepwright::EngineBuilder,
) -> crate::Subject<Input> {
    crate::Subject {
        name,
        typed,
        untyped,
        normal_argument,
        answer,
        pace: crate::handlers::apart,
        keeps_time: true,
        in_order: false,
        inputs: inputs(),
    }
}

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    let small = roll / 10 % 4;
    if roll.is_multiple_of(10) {
        return Err(if small == 0 { "Odd" } else { "Busy" });
    }
    let line = json!({"sku": format!("s{small}"), "quantity": small});
    Ok(match method {
        "line" if small == 0 => argument.clone(),
        "line" => line,
        #[allow(clippy::cast_precision_loss)]
        "total" => json!(small as f64 / 2.0),
        "wrap" if small == 1 => json!({"line": line, "note": "a", "z": line}),
        "wrap" => json!({"line": line}),
        "flip" => json!(small < 2),
        "name" => json!(if small == 0 { "t" } else { "name" }),
        "lines" => json!(vec![line; usize::try_from(small).unwrap_or_default()]),
        "any" if small == 0 => argument.clone(),
        "any" => json!({"q": [small, {"q": null}]}),
        _ => json!({
            "id": "w", "n": small, "ratio": 1, "ok": true, "note": null, "lines": [line], "at": "2024-01-01T00:00:00Z",
            "mode": "t", "any": {"q": small}, "rates": [0.5, small], "tags": ["t"],
            "groups": [{"name": "g", "lines": [line, line], "open": false}], "counts": {"b": 1, "a": small},
        }),
    })
}

fn inputs() -> BoxedStrategy<Input> {
    let moments = select(vec!["2024-01-01T00:00:00Z", "2024-06-01T00:00:00.25Z"]);
    let value =
        select(vec![json!({"q": 1}), json!({"q": {"z": "t"}}), json!({"q": ["t", null]}), json!([1.0]), json!("t")]);
    let modes = select(vec![Mode::Fast, Mode::T]);
    let scalars = (
        "[a-t]{0,2}",
        prop_oneof![9 => 0_i64..4, 1 => Just(-1)],
        -2_i8..6,
        any::<bool>(),
        option::of("[a-t]{0,2}"),
        moments,
        modes,
        value,
    );
    let group = ("[a-t]{0,2}", few(line()), any::<bool>());
    let groups = few(group.prop_map(|(name, lines, open)| Group { name, lines, open }));
    let rates = few((-2_i8..6).prop_map(|rate| f64::from(rate) / 4.0));
    let lists = (few(line()), rates, few("[a-c]{0,2}"), groups, btree_map("[a-c]", 0_u32..3, 0..3));
    (scalars, lists)
        .prop_map(|((id, n, ratio, ok, note, at, mode, any), (lines, rates, tags, groups, counts))| Input {
            id,
            n,
            ratio: f64::from(ratio) / 2.0,
            ok,
            note,
            lines,
            at: at.parse().unwrap_or_default(),
            mode,
            any,
            rates,
            tags,
            groups,
            counts,
        })
        .boxed()
}

/// A list; seldom an empty one.
fn few<S: Strategy + 'static>(item: S) -> BoxedStrategy<Vec<S::Value>>
where
    S::Value: Clone,
{
    prop_oneof![8 => vec(item, 1..4), 1 => Just(Vec::new())].boxed()
}

fn line() -> BoxedStrategy<Line> {
    ("[a-t]{0,2}", 0_u32..3, option::of("[a-t]{0,1}"))
        .prop_map(|(sku, quantity, note)| Line { sku, quantity, note })
        .boxed()
}
