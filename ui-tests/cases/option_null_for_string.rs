//! A task that takes a string is given an `Option` that may be null.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub note: Option<String> }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Card { pub text: String }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        async fn print(&self, card: Card) -> Result<Order, Infallible>;
    }

    definition = {
        "StartAt": "Print",
        "States": {
            "Print": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:print",
                "Parameters": { "text.$": "$.note" },
                "End": true
            }
        }
    }
}

fn main() {}
