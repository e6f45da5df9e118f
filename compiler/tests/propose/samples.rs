//! The contract of `samples.asl.json`: the types that flow through it, and the tasks it calls.
//!
//! A proposal, made from what the definition reads and writes, and from samples of its input. Edit
//! it: give what is `Value` a type where you know it, make a field an `Option` that may be missing,
//! rename what has a better name. The compiler checks the definition against it.
//!
//! The compiled workflow is brought in at the end of this file, by `stepwright::include_workflow!`
//! with the name of the definition's file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use stepwright::TaskFailure;

/// The workflow's input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Read in `Look`.
    pub total: i64,
    /// Read in `Ask` and `Done`.
    pub customer: Customer,
    /// Read in `Ask`.
    pub note: Option<String>,
    pub tags: Vec<String>,
    pub lines: Vec<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mixed: Option<Vec<Value>>,
}

/// `customer` of `Input`.
///
/// What is not listed here goes on as well: it is kept in `rest`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// Read in `Ask`.
    pub name: String,
    pub größe: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_: Option<bool>,
    /// What else there is.
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// An item of `lines` of `Input`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub id: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What `ask` takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskInput {
    pub who: String,
    pub why: Option<String>,
}

/// The tasks. A method may take `cx: stepwright::TaskContext` before its argument.
#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    /// State `Ask`: `arn:aws:lambda:us-east-1:123456789012:function:ask`.
    async fn ask(&self, input: AskInput) -> Result<Value, TaskFailure>;
}
