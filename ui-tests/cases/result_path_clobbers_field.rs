//! `ResultPath` writes over a field that a later state reads.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub payment: Payment }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Payment { pub card: String }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Receipt { pub amount: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        async fn charge(&self, order: Order) -> Result<Receipt, Infallible>;
    }

    definition = {
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                "ResultPath": "$.payment",
                "Next": "Visa"
            },
            "Visa": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.payment.card", "StringMatches": "4*", "Next": "Done" }],
                "Default": "Done"
            },
            "Done": { "Type": "Fail" }
        }
    }
}

fn main() {}
