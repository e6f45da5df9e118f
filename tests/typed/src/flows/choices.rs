//! Every family of Choice operators over typed fields.
#![allow(missing_docs)]

use jiff::Timestamp;
use proptest::{
    option,
    prelude::any,
    sample::select,
    strategy::{BoxedStrategy, Just, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Id(pub String);

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    FastMode,
    SlowMode,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Nested {
    pub mode: Mode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inner: Option<Box<Nested>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub int: i32,
    pub small: u8,
    pub big: u64,
    pub float: f64,
    pub text: String,
    pub flag: bool,
    pub other: bool,
    pub mode: Mode,
    pub at: Timestamp,
    pub until: Timestamp,
    pub time_text: String,
    pub maybe_text: Option<String>,
    pub maybe_int: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<u32>,
    pub any: Value,
    pub list: Vec<u8>,
    pub nested: Nested,
    pub id: Id,
    pub unit: Option<bool>,
    pub boxed: Box<i64>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {}

crate::handlers::handlers! { Tasks {} }
crate::handlers::subject!(choices);

fn answer(_: &str, _: &Value, _: u64) -> Answer {
    Err("Never")
}

fn moments() -> impl proptest::strategy::Strategy<Value = Timestamp> {
    let moments = ["2024-01-01T00:00:00Z", "2024-01-01T00:00:00.5Z", "2023-12-31T23:59:59Z", "2024-06-01T00:00:00Z"];
    select(moments.to_vec()).prop_map(|text| text.parse().unwrap_or_default())
}

fn modes() -> impl proptest::strategy::Strategy<Value = Mode> {
    select(vec![Mode::FastMode, Mode::SlowMode])
}

fn inputs() -> BoxedStrategy<Input> {
    let numbers =
        (0_i32..5, 0_u8..5, select(vec![0, 9_007_199_254_740_992_u64, 9_007_199_254_740_993, u64::MAX]), 0_u8..10);
    let texts = (select(vec!["", "a", "b", "abc", "slow-mode", "é"]), option::of(select(vec!["x", "b", "fast-mode"])));
    let times = (
        moments(),
        moments(),
        select(vec!["2024-01-01T01:00:00+01:00", "2024-01-01", "soon", "2025-01-01T00:00:00.000Z"]),
    );
    let flags = (any::<bool>(), any::<bool>(), option::of(any::<bool>()));
    let options = (option::of(0_i64..4), option::of(0_u32..4), -2_i64..3);
    let value = select(vec![json!(null), json!(true), json!(3), json!(2.5), json!("b"), json!([1]), json!({"a": 1})]);
    let nested = (modes(), option::of(modes()));
    let ids = select(vec!["n-1", "n-2"]);
    let parts = (numbers, texts, times, flags, options, value, (modes(), nested, ids), Just(()));
    parts
        .prop_map(|(numbers, texts, times, flags, options, value, (mode, nested, id), ())| Input {
            int: numbers.0,
            small: numbers.1,
            big: numbers.2,
            float: if numbers.3 == 9 { 9_007_199_254_740_992.0 } else { f64::from(numbers.3) / 2.0 },
            text: texts.0.to_owned(),
            flag: flags.0,
            other: flags.1,
            mode,
            at: times.0,
            until: times.1,
            time_text: times.2.to_owned(),
            maybe_text: texts.1.map(str::to_owned),
            maybe_int: options.0,
            skipped: options.1,
            any: value,
            list: vec![1, 2],
            nested: Nested { mode: nested.0, inner: nested.1.map(|mode| Box::new(Nested { mode, inner: None })) },
            id: Id(id.to_owned()),
            unit: flags.2,
            boxed: Box::new(options.2),
        })
        .boxed()
}
