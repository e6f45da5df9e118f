//! A rule for what an earlier rule has taken.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
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
                "Choices": [
                    { "Variable": "$.speed", "StringEquals": "Express", "Next": "Done" },
                    { "Variable": "$.speed", "StringEquals": "Express", "Next": "Other" }
                ],
                "Default": "Other"
            },
            "Other": { "Type": "Fail" },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
