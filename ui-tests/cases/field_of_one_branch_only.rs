//! A field that only one way through a Choice brings.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Receipt { pub payment: String, pub amount: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        async fn charge(&self, order: Order) -> Result<Receipt, Infallible>;
    }

    definition = {
        "StartAt": "Big",
        "States": {
            "Big": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.total", "NumericGreaterThan": 0, "Next": "Charge" }],
                "Default": "Paid"
            },
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                "ResultPath": "$.receipt",
                "Next": "Paid"
            },
            "Paid": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.receipt.amount", "NumericGreaterThan": 100, "Next": "Done" }],
                "Default": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
