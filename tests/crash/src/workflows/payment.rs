//! Errors: retried, caught, given up, and never expected.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::{TaskContext, TaskError};

use super::Hands;

stepwright::workflow! {
    /// Charges a card, which may take several attempts or come to nothing.
    pub mod payment;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Payment {
        pub id: String,
        pub card: Card,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Card {
        Good,
        Slow,
        Slower,
        Stuck,
        Declined,
        Broken,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Receipt {
        pub attempts: u32,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Settled {
        pub id: String,
        pub paid: bool,
        pub note: String,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Apology {
        pub id: String,
        pub reason: String,
    }

    #[derive(Debug, TaskError)]
    pub enum ChargeError {
        Throttled,
        #[task_error(name = "Card.Declined")]
        Declined { card: String },
        Broken,
    }

    #[stepwright::tasks(input = Payment, output = Settled)]
    pub trait PaymentTasks {
        async fn charge_card(&self, cx: TaskContext, payment: Payment) -> Result<Receipt, ChargeError>;
        async fn thank(&self, cx: TaskContext, payment: Payment) -> Result<Settled, Infallible>;
        async fn apologise(&self, cx: TaskContext, apology: Apology) -> Result<Settled, Infallible>;
    }

    definition = {
        "StartAt": "ChargeCard",
        "States": {
            "ChargeCard": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ChargeCard",
                "ResultPath": "$.receipt",
                "Retry": [
                    { "ErrorEquals": ["Throttled"], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 1.0 }
                ],
                "Catch": [
                    { "ErrorEquals": ["Card.Declined"], "ResultPath": "$.failure", "Next": "Apologise" },
                    { "ErrorEquals": ["Throttled"], "ResultPath": "$.failure", "Next": "GiveUp" }
                ],
                "Next": "Thank"
            },
            "Thank": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Thank",
                "End": true
            },
            "Apologise": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Apologise",
                "Parameters": { "id.$": "$.id", "reason.$": "$.failure.Error" },
                "End": true
            },
            "GiveUp": { "Type": "Fail", "Error": "Payment.GivenUp", "CausePath": "$.failure.Error" }
        }
    }
}

impl PaymentTasks for Hands {
    async fn charge_card(&self, cx: TaskContext, payment: Payment) -> Result<Receipt, ChargeError> {
        let attempts = cx.attempt();
        let needed = match payment.card {
            Card::Slow => 2,
            Card::Slower => 3,
            Card::Stuck => u32::MAX,
            Card::Good | Card::Declined | Card::Broken => 1,
        };
        let result = match payment.card {
            Card::Declined => Err(ChargeError::Declined { card: payment.id }),
            Card::Broken => Err(ChargeError::Broken),
            _ if attempts < needed => Err(ChargeError::Throttled),
            _ => Ok(Receipt { attempts }),
        };
        self.work(&cx, 0, result).await
    }

    async fn thank(&self, cx: TaskContext, payment: Payment) -> Result<Settled, Infallible> {
        self.work(&cx, 0, Ok(Settled { id: payment.id, paid: true, note: "thank you".into() })).await
    }

    async fn apologise(&self, cx: TaskContext, apology: Apology) -> Result<Settled, Infallible> {
        self.work(&cx, 0, Ok(Settled { id: apology.id, paid: false, note: apology.reason })).await
    }
}
