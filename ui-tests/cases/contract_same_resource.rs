//! Two tasks of one resource.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        #[resource("arn:aws:lambda:us-east-1:123456789012:function:charge")]
        async fn charge(&self, order: Order) -> Result<Order, Infallible>;

        #[resource("arn:aws:lambda:us-east-1:123456789012:function:charge")]
        async fn refund(&self, order: Order) -> Result<Order, Infallible>;
    }

    definition = {
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                "End": true
            }
        }
    }
}

fn main() {}
