//! Everything that the crate's macros write finds it under another name.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};

renamed::workflow! {
    /// An order is charged.
    pub mod order;

    /// What is ordered.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order {
        /// Its number.
        pub id: String,
        /// Its price.
        pub total: f64,
        /// A moment.
        pub at: Option<String>,
    }

    /// What can go wrong.
    #[derive(Debug, renamed::TaskError)]
    #[task_error(crate = renamed)]
    pub enum ChargeError {
        /// The card says no.
        #[task_error(name = "Card.Declined")]
        Declined {
            /// Why.
            reason: String,
        },
        /// Anything else.
        #[task_error(other)]
        Other(String),
    }

    /// The tasks.
    #[renamed::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        /// Charges.
        async fn charge(&self, cx: renamed::TaskContext, order: Order) -> Result<f64, ChargeError>;
        /// Tells.
        async fn tell(&self, order: Order) -> Result<(), Infallible>;
    }

    definition = {
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                "ResultPath": "$.paid",
                "Retry": [{ "ErrorEquals": ["States.Timeout"], "JitterStrategy": "FULL" }],
                "Catch": [{ "ErrorEquals": ["Card.Declined"], "ResultPath": "$.error", "Next": "Tell" }],
                "Next": "Pause"
            },
            "Pause": { "Type": "Wait", "Seconds": 1, "Next": "Dear?" },
            "Dear?": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.paid", "NumericGreaterThan": 100, "Next": "Tell" }],
                "Default": "Done"
            },
            "Tell": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:tell",
                "ResultPath": null,
                "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}
