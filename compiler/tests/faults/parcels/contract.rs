//! Parcels are picked item by item, priced and labelled side by side, and approved by a person.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Batch {
    pub id: String,
    pub customer: Customer,
    pub lines: Vec<Line>,
    pub limit: u32,
    pub note: Option<String>,
    pub tags: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Customer {
    pub name: String,
    pub vip: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub quantity: u32,
    pub price: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pick {
    pub sku: String,
    pub quantity: u32,
    pub position: u32,
    pub batch: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Picked {
    pub bin: String,
    pub weight: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parcel {
    pub weights: Vec<f64>,
    pub vip: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Quote {
    pub carrier: String,
    pub price: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Label {
    pub text: String,
    pub parts: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ask {
    pub token: String,
    pub total: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Approval {
    pub by: String,
    pub remark: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    pub carrier: String,
    pub id: String,
    pub count: u32,
    pub approver: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Shipped {
    pub tracking: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    pub tracking: String,
    pub price: f64,
    pub codes: Vec<String>,
}

#[derive(Debug, TaskError)]
pub enum PickError {
    OutOfStock,
}

#[derive(Debug, TaskError)]
pub enum Oops {
    Busy,
}

#[stepwright::tasks(input = Batch, output = Summary)]
pub trait Parcels {
    async fn pick(&self, pick: Pick) -> Result<Picked, PickError>;
    async fn quote(&self, parcel: Parcel) -> Result<Quote, Oops>;
    async fn print_label(&self, label: Label) -> Result<String, Oops>;
    #[resource("arn:aws:states:::sqs:sendMessage.waitForTaskToken")]
    #[reply(Approval)]
    async fn ask(&self, ask: Ask) -> Result<(), Oops>;
    async fn ship(&self, order: Order) -> Result<Shipped, Oops>;
}
