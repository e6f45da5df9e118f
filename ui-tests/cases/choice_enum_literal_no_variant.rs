//! A literal that no variant is written as.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Speed { Standard, Express }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub speed: Speed }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Fast",
        "States": {
            "Fast": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.speed", "StringEquals": "Express", "Next": "Done" }],
                "Default": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
