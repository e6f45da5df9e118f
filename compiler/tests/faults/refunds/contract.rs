//! A claim is looked at from two sides at once, each of its refunds is paid in its own way, and what came of it is told.
use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    pub id: String,
    pub customer: String,
    pub method: Method,
    pub refunds: Vec<Refund>,
    pub limit: u32,
    #[serde(flatten)]
    pub audit: Audit,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Audit {
    pub opened_by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum Method {
    Card { number: String, expires_on: String },
    Transfer { iban: String },
    Cash,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum Refund {
    Goods { sku: String, quantity: u32 },
    Money { amount: f64, currency: String },
    Apology,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Risk {
    Low,
    High { score: u32, reasons: Vec<String> },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stock {
    Unknown,
    Available { count: u32, place: String },
    Ordered { until: jiff::Timestamp },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Look {
    pub id: String,
    pub method: Method,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Search {
    pub id: String,
    pub by: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Alarm {
    pub claim: String,
    pub score: u32,
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parcel {
    pub sku: String,
    pub quantity: u32,
    pub to: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Payment {
    pub amount: f64,
    pub to: Method,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Done {
    Shipped { tracking: String },
    Paid { reference: String, amount: f64 },
    Written,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letter {
    pub to: String,
    pub results: Vec<Done>,
    pub first: Done,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum Outcome {
    Closed { id: String, results: Vec<Done> },
    Refused { id: String, score: u32 },
}

#[derive(Debug, TaskError)]
pub enum Oops {
    Busy,
}

#[derive(Debug, TaskError)]
pub enum PayError {
    #[task_error(name = "Bank.Refused")]
    Refused,
}

#[stepwright::tasks(input = Claim, output = Outcome)]
pub trait Refunds {
    async fn judge(&self, look: Look) -> Result<Risk, Oops>;
    async fn find(&self, search: Search) -> Result<Stock, Oops>;
    async fn warn(&self, alarm: Alarm) -> Result<(), Oops>;
    async fn ship(&self, parcel: Parcel) -> Result<Done, Oops>;
    async fn pay(&self, payment: Payment) -> Result<Done, PayError>;
    async fn write(&self, letter: Letter) -> Result<(), Oops>;
}
