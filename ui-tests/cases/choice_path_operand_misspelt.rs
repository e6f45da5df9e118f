//! The operand of `StringEqualsPath` does not exist.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub parent: String }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Same",
        "States": {
            "Same": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.id", "StringEqualsPath": "$.parrent", "Next": "Done" }],
                "Default": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
