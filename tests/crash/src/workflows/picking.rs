//! Branches and iterations with tasks and waits in them, variables, and branches that fail and are stopped.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::{TaskContext, TaskError};

use super::Hands;

stepwright::workflow! {
    /// Picks the lines of a list while an invoice is written, and has the stock checked until it knows.
    pub mod picking;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct List {
        pub id: String,
        pub lines: Vec<Line>,
        pub at_once: u8,
        pub seconds: u32,
        pub stock: Stock,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Line {
        pub sku: String,
        pub quantity: u32,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Stock {
        Fine,
        Late,
        Gone,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Pick {
        pub list: String,
        pub index: u32,
        pub line: Line,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Picked {
        pub index: u32,
        pub text: String,
        pub again: bool,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Check {
        pub round: u32,
        pub stock: Stock,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Done {
        pub id: String,
        pub picked: Vec<String>,
        pub invoice: String,
        pub stock: String,
        pub count: i64,
    }

    #[derive(Debug, TaskError)]
    pub enum CheckError {
        NotYet,
        Gone,
    }

    #[stepwright::tasks(input = List, output = Done)]
    pub trait PickingTasks {
        async fn pick(&self, cx: TaskContext, pick: Pick) -> Result<Picked, Infallible>;
        async fn wrap(&self, cx: TaskContext, pick: Pick) -> Result<String, Infallible>;
        async fn invoice(&self, cx: TaskContext, id: String) -> Result<String, Infallible>;
        async fn check(&self, cx: TaskContext, check: Check) -> Result<String, CheckError>;
        async fn finish(&self, cx: TaskContext, done: Done) -> Result<Done, Infallible>;
    }

    definition = {
        "StartAt": "Plan",
        "States": {
            "Plan": {
                "Type": "Pass",
                "Assign": {
                    "id.$": "$.id",
                    "count.$": "States.ArrayLength($.lines)",
                    "patience": [3600, 1],
                    "stock": "not checked"
                },
                "Next": "Patient?"
            },
            "Patient?": {
                "Type": "Choice",
                "Choices": [
                    {
                        "Variable": "$.stock",
                        "StringEquals": "gone",
                        "Assign": { "patience": [3600, 3600] },
                        "Next": "Work"
                    }
                ],
                "Default": "Work"
            },
            "Work": {
                "Type": "Parallel",
                "Branches": [
                    {
                        "StartAt": "Each",
                        "States": {
                            "Each": {
                                "Type": "Map",
                                "ItemsPath": "$.lines",
                                "MaxConcurrencyPath": "$.at_once",
                                "ItemSelector": {
                                    "list.$": "$id",
                                    "index.$": "$$.Map.Item.Index",
                                    "line.$": "$$.Map.Item.Value"
                                },
                                "ItemProcessor": {
                                    "StartAt": "Pick",
                                    "States": {
                                        "Pick": {
                                            "Type": "Task",
                                            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:pick",
                                            "Assign": { "text.$": "$.text", "again.$": "$.again" },
                                            "ResultPath": null,
                                            "Next": "Again?"
                                        },
                                        "Again?": {
                                            "Type": "Choice",
                                            "Choices": [
                                                { "Variable": "$again", "BooleanEquals": true, "Next": "Dry" }
                                            ],
                                            "Default": "Plain"
                                        },
                                        "Dry": { "Type": "Wait", "Seconds": 1, "Next": "Wrap" },
                                        "Wrap": {
                                            "Type": "Task",
                                            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:wrap",
                                            "End": true
                                        },
                                        "Plain": { "Type": "Pass", "InputPath": "$text", "End": true }
                                    }
                                },
                                "End": true
                            }
                        }
                    },
                    {
                        "StartAt": "Rest",
                        "States": {
                            "Rest": { "Type": "Wait", "SecondsPath": "$.seconds", "Next": "Invoice" },
                            "Invoice": {
                                "Type": "Task",
                                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:invoice",
                                "InputPath": "$id",
                                "End": true
                            }
                        }
                    }
                ],
                "Assign": { "picked.$": "$[0]", "invoice.$": "$[1]" },
                "ResultPath": null,
                "Next": "Know"
            },
            "Know": {
                "Type": "Parallel",
                "Parameters": {
                    "round.$": "$$.State.RetryCount",
                    "stock.$": "$.stock",
                    "lines.$": "$.lines[0:4]",
                    "seconds.$": "States.ArrayGetItem($patience, $$.State.RetryCount)"
                },
                "Branches": [
                    {
                        "StartAt": "Check",
                        "States": {
                            "Check": {
                                "Type": "Task",
                                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:check",
                                "Parameters": { "round.$": "$.round", "stock.$": "$.stock" },
                                "End": true
                            }
                        }
                    },
                    {
                        "StartAt": "Watch",
                        "States": {
                            "Watch": {
                                "Type": "Map",
                                "ItemsPath": "$.lines",
                                "ItemSelector": { "seconds.$": "$.seconds", "sku.$": "$$.Map.Item.Value.sku" },
                                "ItemProcessor": {
                                    "StartAt": "Look",
                                    "States": {
                                        "Look": { "Type": "Wait", "SecondsPath": "$.seconds", "End": true }
                                    }
                                },
                                "End": true
                            }
                        }
                    }
                ],
                "Retry": [{ "ErrorEquals": ["NotYet"], "IntervalSeconds": 1, "MaxAttempts": 1 }],
                "Catch": [
                    {
                        "ErrorEquals": ["Gone"],
                        "Assign": { "stock.$": "$.Error" },
                        "ResultPath": null,
                        "Next": "Finish"
                    }
                ],
                "Assign": { "stock.$": "$[0]" },
                "ResultPath": null,
                "Next": "Finish"
            },
            "Finish": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:finish",
                "Parameters": {
                    "id.$": "$id",
                    "picked.$": "$picked",
                    "invoice.$": "$invoice",
                    "stock.$": "$stock",
                    "count.$": "$count"
                },
                "End": true
            }
        }
    }
}

impl PickingTasks for Hands {
    async fn pick(&self, cx: TaskContext, pick: Pick) -> Result<Picked, Infallible> {
        let text = format!("{} of {} for {}", pick.line.quantity, pick.line.sku, pick.list);
        let picked = Picked { index: pick.index, text, again: pick.line.quantity == 3 };
        self.work_beside(&cx, &format!("each {:02}", pick.index), pick.index, Ok(picked)).await
    }

    async fn wrap(&self, cx: TaskContext, pick: Pick) -> Result<String, Infallible> {
        let text = format!("{} wrapped for {}", pick.line.sku, pick.list);
        self.work_beside(&cx, &format!("each {:02}", pick.index), pick.index, Ok(text)).await
    }

    async fn invoice(&self, cx: TaskContext, id: String) -> Result<String, Infallible> {
        self.work_beside(&cx, "invoice", 0, Ok(format!("invoice for {id}"))).await
    }

    async fn check(&self, cx: TaskContext, check: Check) -> Result<String, CheckError> {
        let result = match (check.round, check.stock) {
            (0, _) => Err(CheckError::NotYet),
            (_, Stock::Gone) => Err(CheckError::Gone),
            (_, Stock::Fine) => Ok("fine".to_owned()),
            (_, Stock::Late) => Ok("late".to_owned()),
        };
        self.work(&cx, check.round, result).await
    }

    async fn finish(&self, cx: TaskContext, done: Done) -> Result<Done, Infallible> {
        self.work(&cx, 0, Ok(done)).await
    }
}
