//! A definition without a mistake: guards, catchers and a joined field.
#![deny(warnings)]

use serde::{Deserialize, Serialize};
use stepwright::{Flow as _, TaskContext, TaskError};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order {
        pub id: String,
        pub total: f64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub coupon: Option<String>,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Coupon { pub code: String }

    #[derive(Debug, TaskError)]
    pub enum RedeemError { Expired }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        async fn redeem(&self, cx: TaskContext, coupon: Coupon) -> Result<f64, RedeemError>;
    }

    definition = {
        "StartAt": "Coupon?",
        "States": {
            "Coupon?": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.coupon", "IsPresent": true, "Next": "Redeem" }],
                "Default": "Done"
            },
            "Redeem": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:redeem",
                "Parameters": { "code.$": "$.coupon" },
                "ResultPath": "$.total",
                "Retry": [{ "ErrorEquals": ["States.Timeout"] }],
                "Catch": [{ "ErrorEquals": ["Expired"], "ResultPath": "$.error", "Next": "Done" }],
                "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

struct Handlers;

impl OrderTasks for Handlers {
    async fn redeem(&self, _: TaskContext, coupon: Coupon) -> Result<f64, RedeemError> {
        if coupon.code == "late" { Err(RedeemError::Expired) } else { Ok(1.0) }
    }
}

fn registered<F: stepwright::Dispatch<H>, H>(_: H) -> &'static str {
    F::META.name
}

fn main() {
    assert_eq!(registered::<order::Workflow, _>(Handlers), "order");
    assert_eq!(order::Workflow::META.states.len(), 3);
}
