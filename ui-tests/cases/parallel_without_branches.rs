//! A `Parallel` state without a branch.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Both",
        "States": {
            "Both": { "Type": "Parallel", "Branches": [], "End": true }
        }
    }
}

fn main() {}
