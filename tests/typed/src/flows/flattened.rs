//! Flattened fields and tuples.
#![allow(missing_docs)]

use std::collections::BTreeMap;

use proptest::{
    collection::vec,
    option,
    prelude::{Just, any},
    prop_oneof,
    strategy::{BoxedStrategy, Strategy},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub id: String,
    #[serde(flatten)]
    pub audit: Audit,
    #[serde(flatten)]
    pub kind: Kind,
    pub place: Place,
    pub pair: (u8, Option<String>),
    pub open: Open,
    pub pairs: Vec<(u8, Kind)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Audit {
    pub created_by: String,
    #[serde(flatten)]
    pub more: Option<Box<More>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct More {
    pub reason: String,
    pub level: u8,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    Import {
        url: String,
    },
    Export {
        rows: u8,
        #[serde(flatten)]
        cause: Cause,
    },
    Idle,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cause {
    pub cause: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Place(pub f64, #[serde(skip)] pub u8, pub Option<f64>);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Open {
    pub name: String,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    pub id: String,
    #[serde(flatten)]
    pub how: How,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum How {
    Fast,
    Slow { days: u8 },
    Pair(u8, u8),
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn work(&self, cx: stepwright::TaskContext, argument: Job) -> Result<Job, TaskFailure>;
    async fn open(&self, cx: stepwright::TaskContext, argument: Open) -> Result<(Open, Kind), TaskFailure>;
    async fn again(&self, cx: stepwright::TaskContext, argument: Input) -> Result<Input, TaskFailure>;
}

crate::handlers::handlers! { Tasks {
    work(Job) -> Job;
    open(Open) -> (Open, Kind);
    again(Input) -> Input;
} }
crate::handlers::subject!(flattened, in_any_order);

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    Ok(match (method, roll % 4) {
        (_, 0) => return Err("Odd"),
        ("work", 1) => json!({ "id": "w", "Slow": { "days": 1 } }),
        ("work", 2) => json!({ "Pair": [1, 2], "id": "w" }),
        ("open", 1) => json!([{ "name": "o", "x": [1] }, { "kind": "idle" }]),
        ("open", _) => json!([argument, { "kind": "export", "rows": 2, "cause": "r" }]),
        _ => argument.clone(),
    })
}

fn mores() -> impl Strategy<Value = More> {
    ("[rs]", 0_u8..3).prop_map(|(reason, level)| More { reason, level })
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![
        "[uv]".prop_map(|url| Kind::Import { url }),
        (0_u8..3, "[cd]").prop_map(|(rows, cause)| Kind::Export { rows, cause: Cause { cause } }),
        Just(Kind::Idle),
    ]
}

fn inputs() -> BoxedStrategy<Input> {
    let audit = ("[mn]", option::of(mores()));
    let place = (0_u8..4, any::<u8>(), option::of(0_u8..3));
    let open = ("[op]", vec(("[xyz]", prop_oneof![Just(json!(null)), Just(json!([1, {"a": 1.5}]))]), 0..3));
    (audit, kinds(), place, (0_u8..3, option::of("q")), open, vec((0_u8..3, kinds()), 0..3))
        .prop_map(|((created_by, more), kind, place, pair, (name, rest), pairs)| Input {
            id: "i".to_owned(),
            audit: Audit { created_by, more: more.map(Box::new) },
            kind,
            place: Place(f64::from(place.0) / 4.0, place.1, place.2.map(f64::from)),
            pair,
            open: Open { name, rest: rest.into_iter().collect() },
            pairs,
        })
        .boxed()
}
