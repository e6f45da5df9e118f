//! Services: functions behind an invocation, and others with the whole of their parameters.
#![allow(missing_docs)]

use proptest::{
    sample::select,
    strategy::{BoxedStrategy, Strategy as _},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::TaskFailure;

use crate::Answer;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    pub id: String,
    pub amount: f64,
    pub limit: u32,
    pub payload: Value,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Charge {
    pub id: String,
    pub amount: f64,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Charged {
    pub receipt: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Message {
    pub queue_url: String,
    pub message_body: Value,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Sent {
    pub message_id: String,
}

#[stepwright::tasks(input = Input, output = Value)]
pub trait Tasks {
    async fn charge(&self, cx: stepwright::TaskContext, argument: Charge) -> Result<Charged, TaskFailure>;
    #[resource("arn:aws:states:::sqs:sendMessage")]
    async fn send(&self, cx: stepwright::TaskContext, argument: Message) -> Result<Sent, TaskFailure>;
    #[resource("arn:aws:states:::aws-sdk:dynamodb:putItem")]
    async fn put(&self, cx: stepwright::TaskContext, argument: Value) -> Result<Value, TaskFailure>;
}

crate::handlers::handlers! { Tasks {
    charge(Charge) -> Charged;
    send(Message) -> Sent = "arn:aws:states:::sqs:sendMessage";
    put(Value) -> Value = "arn:aws:states:::aws-sdk:dynamodb:putItem";
} }
crate::handlers::subject!(integrations, in_any_order);

fn answer(method: &str, _: &Value, roll: u64) -> Answer {
    match (method, roll % 8) {
        (_, 0) => Err("Busy"),
        ("charge", 1) => Err("Declined"),
        ("charge", _) => Ok(json!({"receipt": if roll.is_multiple_of(3) { Value::Null } else { json!("r") }})),
        ("send", _) => Ok(json!({"MessageId": format!("m{}", roll % 5)})),
        _ => Ok(json!({})),
    }
}

fn inputs() -> BoxedStrategy<Input> {
    let charge = json!({"id": "p", "amount": 2, "note": "n"});
    let payloads = select(vec![charge.clone(), json!(charge.to_string()), json!("{")]);
    ("[a-z]{0,3}", 0_u8..40, payloads)
        .prop_map(|(id, amount, payload)| Input { id, amount: f64::from(amount) / 4.0, limit: 90_000_000, payload })
        .boxed()
}
