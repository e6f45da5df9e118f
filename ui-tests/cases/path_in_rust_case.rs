//! A path that uses the Rust name of a field that serde renames.
use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Order { pub order_id: String }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Known",
        "States": {
            "Known": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.order_id", "StringMatches": "A-*", "Next": "Done" }],
                "Default": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}
