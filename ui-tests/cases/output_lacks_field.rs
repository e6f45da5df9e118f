//! The workflow ends with a value that lacks a field of its declared output.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Receipt { pub payment: String, pub amount: f64 }

    #[stepwright::tasks(input = Order, output = Receipt)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Answer",
        "States": {
            "Answer": { "Type": "Pass", "Parameters": { "payment.$": "$.id" }, "End": true }
        }
    }
}

fn main() {}
