//! A `Timestamp` without a zone.
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
            "Pause": { "Type": "Wait", "Timestamp": "2026-01-31T12:00:00", "Next": "Done" },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
