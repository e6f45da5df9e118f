// The contract of kinds.asl.json: enums in every form of serde's, flattened fields, tuples.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    pub id: String,
    pub payment: Payment,
    pub shipping: Shipping,
    pub event: Event,
    pub note: Note,
    pub only: Only,
    pub place: Place,
    pub pair: (u32, Box<Payment>),
    pub whole: Whole,
    #[serde(flatten)]
    pub audit: Audit,
    #[serde(flatten)]
    pub rest: HashMap<String, serde_json::Value>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum Payment {
    Card { card_number: String, r#type_of: Option<String> },
    Cash,
    Invoice(Terms),
    #[serde(skip)]
    Unknown(#[allow(dead_code)] std::time::Duration),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    Opened { r#in: String },
    Closed(u64),
    Moved(f64, f64),
    Nothing,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Terms {
    pub days: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shipping {
    Pickup,
    Courier { name: String },
    Post(u32),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Note {
    Text(String),
    Signed { text: String, by: String },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Only {
    One { n: u8 },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Place(pub f64, pub f64);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Whole {
    pub inner: Payment,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Audit {
    pub by: String,
}

#[derive(Debug, TaskError)]
pub enum Oops {
    Busy,
}

#[stepwright::tasks(input = Job, output = serde_json::Value)]
pub trait Tasks {
    async fn pay(&self, payment: Payment) -> Result<Payment, Oops>;
    async fn tell(&self, event: Event) -> Result<(Event, Note), Oops>;
}
