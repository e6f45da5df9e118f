//! A Choice reads a field of an `Option` without a guard.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub gift: Option<Gift> }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Gift { pub text: String }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Long",
        "States": {
            "Long": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.gift.text", "StringMatches": "*!", "Next": "Done" }],
                "Default": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
