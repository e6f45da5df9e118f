//! A pattern for a boolean.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub paid: bool }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Paid",
        "States": {
            "Paid": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.paid", "StringMatches": "t*", "Next": "Done" }],
                "Default": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
