//! A literal in a payload template is no variant of the enum that the task takes.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
    pub enum Speed { Standard, Express }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Parcel { pub speed: Speed }

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
                "Parameters": { "speed": "Expres" },
                "End": true
            }
        }
    }
}

fn main() {}
