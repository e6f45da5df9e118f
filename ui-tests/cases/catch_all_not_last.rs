//! `States.ALL` before another catcher.
use serde::{Deserialize, Serialize};
use stepwright::TaskError;

stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order { pub id: String, pub total: f64 }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Receipt { pub payment: String, pub amount: f64 }

    #[derive(Debug, TaskError)]
    pub enum ChargeError {
        Throttled,
        #[task_error(name = "Card.Declined")]
        Declined,
    }

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        async fn charge(&self, order: Order) -> Result<Receipt, ChargeError>;
    }

    definition = {
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                "ResultPath": "$.receipt",
                "Catch": [
                    { "ErrorEquals": ["States.ALL"], "Next": "Lost" },
                    { "ErrorEquals": ["Card.Declined"], "Next": "Lost" }
                ],
                "End": true
            },
            "Lost": { "Type": "Fail" }
        }
    }
}

fn main() {}
