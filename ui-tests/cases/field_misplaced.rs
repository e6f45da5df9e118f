//! A field in a state whose type does not have it.
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
            "Pause": {
                "Type": "Wait",
                "Seconds": 1,
                "Retry": [{ "ErrorEquals": ["States.ALL"] }],
                "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
