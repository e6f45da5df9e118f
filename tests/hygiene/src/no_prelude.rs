//! A module without a prelude: nothing that is written relies on names in scope.
#![no_implicit_prelude]

::renamed::workflow! {
    /// An order is charged.
    pub mod order;

    /// What is ordered.
    #[derive(::core::clone::Clone, ::core::fmt::Debug, ::serde::Serialize, ::serde::Deserialize)]
    pub struct Order {
        /// Its number.
        pub id: ::std::string::String,
        /// Its notes.
        pub notes: ::std::vec::Vec<::std::string::String>,
        /// Its price.
        pub total: ::core::option::Option<f64>,
    }

    /// What can go wrong.
    #[derive(::core::fmt::Debug, ::renamed::TaskError)]
    #[task_error(crate = ::renamed)]
    pub enum ChargeError {
        /// Too many at once.
        Busy,
        /// The card says no.
        #[task_error(display = "declined: {reason}")]
        Declined {
            /// Why.
            reason: ::std::string::String,
        },
    }

    /// The tasks.
    #[::renamed::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        /// Charges.
        async fn charge(&self, order: Order) -> ::core::result::Result<f64, ChargeError>;
    }

    definition = {
        "StartAt": "Priced?",
        "States": {
            "Priced?": {
                "Type": "Choice",
                "Choices": [{
                    "And": [
                        { "Variable": "$.total", "IsNull": false },
                        { "Variable": "$.total", "NumericLessThan": 10 },
                        { "Variable": "$.id", "StringMatches": "A-*" }
                    ],
                    "Next": "Charge"
                }],
                "Default": "Stop"
            },
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                "TimeoutSeconds": 5,
                "ResultPath": "$.total",
                "Retry": [{ "ErrorEquals": ["Busy"] }],
                "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Stop" }],
                "Next": "Mark"
            },
            "Mark": { "Type": "Pass", "Parameters": { "first.$": "$.notes[0]", "n": 1 }, "ResultPath": "$.mark", "Next": "Pause" },
            "Pause": { "Type": "Wait", "Timestamp": "2026-01-31T12:00:00Z", "End": true },
            "Stop": { "Type": "Fail", "ErrorPath": "$.id" }
        }
    }
}

::renamed::workflow! {
    /// Without a contract.
    pub mod untyped;

    definition = {
        "StartAt": "Small?",
        "States": {
            "Small?": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.n", "NumericLessThanPath": "$.m", "Next": "Call" }],
                "Default": "Done"
            },
            "Call": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:call",
                "Parameters": { "n.$": "$.n" },
                "ResultSelector": { "m.$": "$.m" },
                "ResultPath": "$.called",
                "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}
