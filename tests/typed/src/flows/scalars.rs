//! Types of other crates, tuples and arrays, declared forms, private fields, a second module.
#![allow(missing_docs)]

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, VecDeque},
    num::NonZeroU8,
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use proptest::{
    collection::vec,
    option,
    sample::select,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;
use time::OffsetDateTime;
use uuid::Uuid;

mod model;
use self::model::{Fickle, Line, Money, Page};
use crate::Answer;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    Small,
    #[serde(rename = "large")]
    Large,
}

pub type Pair = (String, Option<i64>);

#[derive(Clone, Debug, Serialize, Deserialize, stepwright::JsonForm)]
pub struct Input {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub until: Option<DateTime<FixedOffset>>,
    pub day: NaiveDate,
    #[serde(with = "time::serde::rfc3339")]
    pub seen: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option", default)]
    pub gone: Option<OffsetDateTime>,
    #[serde(with = "chrono::serde::ts_seconds")]
    pub epoch: DateTime<Utc>,
    pub pair: Pair,
    pub rgb: [u8; 3],
    pub took: Duration,
    pub total: Money,
    #[asl(as = String)]
    pub fickle: Fickle,
    pub by_kind: BTreeMap<Kind, u8>,
    pub page: Page<Line>,
    pub tags: BTreeSet<String>,
    pub queue: VecDeque<(u8, Kind)>,
    pub shared: Arc<Line>,
    pub name: Cow<'static, str>,
    pub retries: NonZeroU8,
    pub initial: char,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stamp {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub seen: Option<OffsetDateTime>,
    pub pair: Pair,
    pub rgb: [u8; 3],
    pub took: Option<Duration>,
    pub total: Money,
    pub page: Page<Line>,
    pub tags: BTreeSet<String>,
    pub shared: Arc<Line>,
    pub name: Cow<'static, str>,
    pub retries: NonZeroU8,
    pub by_kind: BTreeMap<Kind, u8>,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn next(&self, cx: stepwright::TaskContext, argument: Uuid) -> Result<Input, TaskFailure>;
    async fn stamp(&self, cx: stepwright::TaskContext, argument: Stamp) -> Result<Stamp, TaskFailure>;
    async fn weigh(&self, cx: stepwright::TaskContext, argument: Line) -> Result<Pair, TaskFailure>;
}

crate::handlers::handlers! { Tasks { next(Uuid) -> Input; stamp(Stamp) -> Stamp; weigh(Line) -> Pair; } }
crate::handlers::subject!(scalars, in_any_order);

const MOMENTS: [&str; 4] =
    ["2024-01-01T00:00:00Z", "2024-01-01T00:00:00.5Z", "2026-01-31T23:59:59.123456789Z", "2024-01-01T01:00:00+01:00"];

fn moment(at: u64) -> &'static str {
    MOMENTS[(at % 4) as usize]
}

fn document(roll: u64) -> Value {
    let lines: Vec<Line> = (0..roll % 3).map(|at| Line::new("ab", (roll >> 8) as u32 % 3 + at as u32)).collect();
    json!({
        "id": Uuid::from_u128((roll % 3).into()),
        "at": moment(roll),
        "until": if roll.is_multiple_of(2) { None } else { Some(moment(roll / 4)) },
        "day": "2024-02-29",
        "seen": moment(roll / 16),
        "gone": if roll.is_multiple_of(3) { None } else { Some(moment(roll / 64)) },
        "epoch": roll % 5,
        "pair": ["x", if roll.is_multiple_of(5) { None } else { Some(roll % 7) }],
        "rgb": [roll % 2, roll % 3, roll % 200],
        "took": Duration::from_millis(roll % 3_000),
        "total": Money((roll % 2_000) as u32),
        "fickle": roll % 6,
        "by_kind": if roll.is_multiple_of(2) { json!({"large": 1}) } else { json!({"Small": 2, "large": 3}) },
        "page": { "items": lines, "total": roll % 4 },
        "tags": ["b", "a", "b"],
        "queue": [[roll % 4, "large"]],
        "shared": Line::new("s", (roll % 4) as u32),
        "name": "n",
        "retries": roll % 4 + 1,
        "initial": "é",
    })
}

fn answer(method: &str, argument: &Value, roll: u64) -> Answer {
    match method {
        _ if roll.is_multiple_of(16) => Err("Odd"),
        "next" => Ok(document(roll)),
        "weigh" => Ok(json!([argument["sku"], argument["weight"]])),
        _ => Ok(argument.clone()),
    }
}

fn inputs() -> BoxedStrategy<Input> {
    (select((0..64_u64).collect::<Vec<_>>()), option::of(0_u64..1_000_000), vec(0_u64..9, 0..2))
        .prop_filter_map("a document that reads", |(low, high, more)| {
            let roll = low + high.unwrap_or_default() * 64 + more.iter().sum::<u64>();
            serde_json::from_value(document(roll)).ok()
        })
        .boxed()
}
