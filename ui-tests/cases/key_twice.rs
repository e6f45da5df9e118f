//! The same key twice in an object.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Keep",
        "States": {
            "Keep": { "Type": "Pass", "Next": "Done", "ResultPath": null, "Next": "Done" },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
