//! A Choice without `Default` that does not take every variant.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
    pub enum Speed { Standard, Express, Overnight }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub speed: Speed }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Fast",
        "States": {
            "Fast": {
                "Type": "Choice",
                "Choices": [
                    { "Variable": "$.speed", "StringEquals": "Express", "Next": "Done" },
                    { "Variable": "$.speed", "StringEquals": "Standard", "Next": "Done" }
                ]
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
