//! Random definitions over one contract, as the build script grew them.
#![allow(missing_docs)]

use jiff::Timestamp;
use proptest::{
    collection::vec,
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
    pub id: String,
    pub n: i64,
    pub ratio: f64,
    pub ok: bool,
    pub note: Option<String>,
    pub lines: Vec<Line>,
    pub at: Timestamp,
    pub mode: Mode,
    pub any: Value,
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
}

crate::handlers::handlers! { Tasks {
    line(Line) -> Line;
    total(Value) -> f64;
    wrap(Value) -> Wrapped;
    flip(Value) -> bool;
    name(Value) -> String;
    whole(Value) -> Input;
} }

include!(concat!(env!("OUT_DIR"), "/random.rs"));

fn subject(
    name: &'static str,
    typed: fn(stepwright::EngineBuilder, crate::Handlers) -> stepwright::EngineBuilder,
    untyped: fn(stepwright::EngineBuilder, crate::Handlers) -> stepwright::EngineBuilder,
) -> crate::Subject<Input> {
    crate::Subject { name, typed, untyped, normal_argument, answer, in_order: false, inputs: inputs() }
}

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    let small = roll / 8 % 4;
    if roll.is_multiple_of(8) {
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
        _ => json!({
            "id": "w", "n": small, "ratio": 1, "ok": true, "note": null, "lines": [line], "at": "2024-01-01T00:00:00Z",
            "mode": "t", "any": {"q": small},
        }),
    })
}

fn inputs() -> BoxedStrategy<Input> {
    let line = ("[a-t]{0,2}", 0_u32..3, option::of("[a-t]{0,1}"));
    let lines = vec(line.prop_map(|(sku, quantity, note)| Line { sku, quantity, note }), 0..3);
    let moments = select(vec!["2024-01-01T00:00:00Z", "2024-06-01T00:00:00.25Z"]);
    let value = select(vec![json!(null), json!({"q": 1}), json!({"q": {"z": "t"}}), json!([1.0]), json!("t")]);
    let modes = select(vec![Mode::Fast, Mode::T]);
    let parts =
        ("[a-t]{0,2}", -1_i64..4, -2_i8..6, any::<bool>(), option::of("[a-t]{0,2}"), lines, moments, modes, value);
    parts
        .prop_map(|(id, n, ratio, ok, note, lines, at, mode, any)| Input {
            id,
            n,
            ratio: f64::from(ratio) / 2.0,
            ok,
            note,
            lines,
            at: at.parse().unwrap_or_default(),
            mode,
            any,
        })
        .boxed()
}
