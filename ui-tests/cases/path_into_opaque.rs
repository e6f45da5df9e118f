//! A path into a value whose form the contract does not show.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub limit: std::ops::Range<u8> }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Read",
        "States": {
            "Read": { "Type": "Pass", "InputPath": "$.limit.start", "ResultPath": "$.first", "Next": "Done" },
            "Done": { "Type": "Fail" }
        }
    }
}

fn main() {}
