//! `SecondsPath` finds a string.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Pause",
        "States": {
            "Pause": { "Type": "Wait", "SecondsPath": "$.id", "Next": "Done" },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
