//! A `ResultPath` that may name several places.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Mark",
        "States": {
            "Mark": { "Type": "Pass", "Result": true, "ResultPath": "$.items[*].seen", "Next": "Done" },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
