//! `lambda:invoke` of a function that is known only when the task runs.
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
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": { "FunctionName.$": "$.id", "Payload.$": "$" },
                "End": true
            }
        }
    }
}

fn main() {}
