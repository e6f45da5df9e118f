//! A field of a task's argument is a string, and the task takes a whole number.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Parcel { pub pieces: u32 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        async fn ship(&self, parcel: Parcel) -> Result<Order, Infallible>;
    }

    definition = {
        "StartAt": "Ship",
        "States": {
            "Ship": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ship",
                "Parameters": { "pieces.$": "$.id" },
                "End": true
            }
        }
    }
}

fn main() {}
