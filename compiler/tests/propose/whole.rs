//! The contract of `whole.asl.json`: the types that flow through it, and the tasks it calls.
//!
//! A proposal, made from what the definition reads and writes. Edit it: give what is `Value` a type
//! where you know it, make a field an `Option` that may be missing, rename what has a better name.
//! The compiler checks the definition against it.
//!
//! The compiled workflow is brought in at the end of this file, by `stepwright::include_workflow!`
//! with the name of the definition's file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use stepwright::TaskFailure;

/// What `price` brings, what `warn` takes and `price` of `BuyInput`.
///
/// The definition reads these fields, and hands the whole on to `Warn` and `Buy`: add what else
/// that needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriceResult {
    /// Read in `Is it dear?`.
    pub amount: f64,
}

/// What `buy` takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BuyInput {
    pub price: PriceResult,
    /// What else there is.
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// The tasks. A method may take `cx: stepwright::TaskContext` before its argument.
#[stepwright::tasks(input = Value, output = Value)]
pub trait Tasks {
    /// State `Price`: `arn:aws:lambda:us-east-1:123456789012:function:price`.
    async fn price(&self, input: Value) -> Result<PriceResult, TaskFailure>;

    /// State `Warn`: `arn:aws:lambda:us-east-1:123456789012:function:warn`.
    async fn warn(&self, input: PriceResult) -> Result<Value, TaskFailure>;

    /// State `Buy`: `arn:aws:lambda:us-east-1:123456789012:function:buy`.
    async fn buy(&self, input: BuyInput) -> Result<Value, TaskFailure>;
}
