//! An intrinsic function, misspelt.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Name",
        "States": {
            "Name": { "Type": "Pass", "Parameters": { "id.$": "States.UIID()" }, "ResultPath": "$.names", "Next": "Done" },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
