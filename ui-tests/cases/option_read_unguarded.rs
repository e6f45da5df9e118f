//! A task reads a field that may be absent, without a guard.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order {
        pub id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub coupon: Option<String>,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Coupon { pub code: String }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        async fn redeem(&self, coupon: Coupon) -> Result<Order, Infallible>;
    }

    definition = {
        "StartAt": "Redeem",
        "States": {
            "Redeem": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:redeem",
                "Parameters": { "code.$": "$.coupon" },
                "End": true
            }
        }
    }
}

fn main() {}
