//! `ErrorPath` of a Fail finds a number.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Stop",
        "States": {
            "Stop": { "Type": "Fail", "ErrorPath": "$.total" }
        }
    }
}

fn main() {}
