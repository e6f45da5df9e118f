//! The contract of `reads.asl.json`: the types that flow through it, and the tasks it calls.
//!
//! A proposal, made from what the definition reads and writes. Edit it: give what is `Value` a type
//! where you know it, make a field an `Option` that may be missing, rename what has a better name.
//! The compiler checks the definition against it.
//!
//! The compiled workflow is brought in at the end of this file, by `stepwright::include_workflow!`
//! with the name of the definition's file.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use stepwright::TaskError;

/// The workflow's input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Input {
    /// An RFC 3339 timestamp, read in `Is it due?`.
    pub due: jiff::Timestamp,
    /// Read in `Is it due?` and `Pack`.
    pub total: Value,
    /// Read in `Is it due?`; `IsPresent` asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<String>,
    /// Read in `Is it due?`.
    pub paid: Paid,
    /// Read in `Is it due?`.
    pub is_gift: bool,
    /// Read in `Which way?`.
    pub delivery: Delivery,
    /// Read in `Rest`.
    pub rest_seconds: i64,
    /// Read in `Pack` and `Count`.
    pub items: Vec<Item>,
    /// Read in `Pack`.
    pub hands: i64,
    /// Read in `Pack`.
    pub id: Value,
    /// Read in `Count`.
    pub tags: Vec<Value>,
    /// Read in `Count`.
    pub text: String,
}

/// `paid` of `Input`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paid {
    /// Read in `Is it due?`.
    pub at: Value,
}

/// `delivery` of `Input`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Delivery {
    Express,
    Standard,
}

/// An item of `items` of `Input`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Read in `Pack` and `Count`.
    pub sku: Value,
    /// Read in `Count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
}

/// What `pack_item` brings.
///
/// The definition reads these fields, and hands the whole on to the output: add what else that
/// needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackItemResult {
    /// Read in `Weigh` and `Light`.
    pub weight: f64,
}

/// What `pack_item` takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackItemInput {
    pub sku: Value,
    pub label: String,
}

/// The workflow's output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Output {
    pub skus: Vec<Value>,
    pub dear: Vec<f64>,
    pub first: Value,
    pub words: Vec<String>,
    pub parcels: Vec<Value>,
}

/// The errors of `pack_item` that `Retry` and `Catch` name.
#[derive(Debug, TaskError)]
pub enum PackItemError {
    #[task_error(name = "Box.Empty")]
    BoxEmpty(String),
    OutOfStock(String),
    /// Any other error, by its name.
    #[task_error(other)]
    Other {
        name: String,
        cause: String,
    },
}

/// The tasks. A method may take `cx: stepwright::TaskContext` before its argument.
#[stepwright::tasks(input = Input, output = Output)]
pub trait Tasks {
    /// State `Pack one`: `arn:aws:lambda:us-east-1:123456789012:function:PackItem`.
    async fn pack_item(&self, input: PackItemInput) -> Result<PackItemResult, PackItemError>;
}
