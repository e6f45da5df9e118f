//! A definition that never ends.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Ping",
        "States": {
            "Ping": { "Type": "Pass", "Next": "Pong" },
            "Pong": { "Type": "Pass", "Next": "Ping" }
        }
    }
}

fn main() {}
