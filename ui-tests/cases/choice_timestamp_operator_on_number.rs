//! A timestamp comparison of a number.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Late",
        "States": {
            "Late": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.total", "TimestampLessThan": "2026-01-31T12:00:00Z", "Next": "Done" }],
                "Default": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
