//! The contract of `services.asl.json`: the types that flow through it, and the tasks it calls.
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
use stepwright::{TaskError, TaskFailure};

/// The workflow's input.
///
/// What is not listed here goes on as well: it is kept in `rest`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Read in `Invoke` and `Put`.
    pub id: Value,
    /// What else there is.
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// What `match_` brings, `MessageBody` of `SendMessageInput` and `Payload` of `Found`.
///
/// The definition reads these fields, and hands the whole on to `Send` and `Ask`: add what else
/// that needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchResult {
    /// Read in `Is it there?`.
    pub is_there: bool,
}

/// What `send_message_and_ask` brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SendMessageAndAskResult {
    /// Read in `Send again`.
    pub answer: Value,
}

/// What `match_` takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchInput {
    pub id: Value,
}

/// What `put_item` takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutItemInput {
    pub table_name: String,
    pub item: Item,
}

/// `Item` of `PutItemInput`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub id: AttributeS,
    pub at: AttributeS2,
}

/// `id` of `Item`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub struct AttributeS {
    pub s: Value,
}

/// `at` of `Item`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub struct AttributeS2 {
    pub s: String,
}

/// What `send_message` takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SendMessageInput {
    pub queue_url: String,
    pub message_body: MatchResult,
}

/// What `send_message_and_ask` takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SendMessageAndAskInput {
    pub queue_url: String,
    pub message_body: MessageBody,
}

/// `MessageBody` of `SendMessageAndAskInput`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MessageBody {
    pub token: String,
}

/// What `ask_somebody` takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskSomebodyInput {
    pub id: Value,
    pub found: Found,
    /// What else there is.
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// `found` of `AskSomebodyInput`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Found {
    pub executed_version: String,
    pub payload: MatchResult,
    pub status_code: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdk_http_metadata: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdk_response_metadata: Option<Value>,
}

/// The errors of `put_item` that `Retry` and `Catch` name.
#[derive(Debug, TaskError)]
pub enum PutItemError {
    #[task_error(name = "DynamoDB.ThrottlingException")]
    DynamoDBThrottlingException(String),
    /// Any other error, by its name.
    #[task_error(other)]
    Other { name: String, cause: String },
}

/// The tasks. A method may take `cx: stepwright::TaskContext` before its argument.
#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    /// State `Invoke`: `arn:aws:states:::lambda:invoke` of `match`.
    #[resource("match")]
    async fn match_(&self, input: MatchInput) -> Result<MatchResult, TaskFailure>;

    /// State `Put`: `arn:aws:states:::dynamodb:putItem`.
    #[resource("arn:aws:states:::dynamodb:putItem")]
    async fn put_item(&self, input: PutItemInput) -> Result<Value, PutItemError>;

    /// State `Send`: `arn:aws:states:::sqs:sendMessage`.
    #[resource("arn:aws:states:::sqs:sendMessage")]
    async fn send_message(&self, input: SendMessageInput) -> Result<Value, TaskFailure>;

    /// State `Send again`: `arn:aws:states:::sqs:sendMessage.waitForTaskToken`.
    /// It only asks, and hands out its token (`.waitForTaskToken`): what the reply brings is the
    /// result.
    #[resource("arn:aws:states:::sqs:sendMessage.waitForTaskToken")]
    #[reply(SendMessageAndAskResult)]
    async fn send_message_and_ask(&self, input: SendMessageAndAskInput) -> Result<(), TaskFailure>;

    /// State `Ask`: `arn:aws:states:us-east-1:123456789012:activity:ask-somebody`.
    #[resource("arn:aws:states:us-east-1:123456789012:activity:ask-somebody")]
    async fn ask_somebody(&self, input: AskSomebodyInput) -> Result<Value, TaskFailure>;
}
