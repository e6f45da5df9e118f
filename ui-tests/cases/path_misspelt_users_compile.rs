//! A definition with a mistake leaves the code that uses its module without errors of its own.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::{Dispatch, Flow, TaskContext};

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[stepwright::tasks(input = Order, output = f64)]
    pub trait OrderTasks {
        async fn charge(&self, cx: TaskContext, order: Order) -> Result<f64, Infallible>;
    }

    definition = {
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                "InputPath": "$.ordr",
                "End": true
            }
        }
    }
}

struct Handlers;

impl OrderTasks for Handlers {
    async fn charge(&self, _: TaskContext, order: Order) -> Result<f64, Infallible> {
        Ok(order.total)
    }
}

fn serves<F: Flow<Input = Order, Output = f64> + Dispatch<Handlers>>() -> &'static str {
    F::META.name
}

fn main() {
    serves::<order::Workflow>();
}
