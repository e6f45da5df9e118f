//! The contract of `samples.asl.json`: the types that flow through it, and the tasks it calls.
//!
//! A proposal, made from what the definition reads and writes, and from samples of its input. Edit
//! it: give what is `Value` a type where you know it, make a field an `Option` that may be missing,
//! rename what has a better name. The compiler checks the definition against it.
//!
//! The compiled workflow is brought in at the end of this file, by `stepwright::include_workflow!`
//! with the name of the definition's file.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use stepwright::TaskFailure;

/// The workflow's input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Read in `Look`.
    pub total: i64,
    /// Read in `Ask` and `Done`.
    pub customer: Value,
    /// Read in `Ask`.
    pub note: Option<String>,
    pub tags: Vec<String>,
    pub lines: Vec<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mixed: Option<Vec<Value>>,
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
    pub who: Value,
    pub why: Option<String>,
}

/// The tasks. A method may take `cx: stepwright::TaskContext` before its argument.
#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    /// State `Ask`: `arn:aws:lambda:us-east-1:123456789012:function:ask`.
    async fn ask(&self, input: AskInput) -> Result<Value, TaskFailure>;
}
