//! Definitions whose findings are allowed: over a contract they compile, and end as they do without one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
#![allow(dead_code, unreachable_pub, missing_docs, reason = "the workflows stand inside of a test")]

use serde_json::json;
use stepwright::{Dispatch, Engine, ManualClock, TaskMap};

const RATE: &str = "arn:aws:lambda:us-east-1:123456789012:function:rate";

/// A definition of these states, of which the first is `A`, under a contract and without one.
macro_rules! both {
    ($($name:ident [$($code:ident),+] $states:tt)+) => {
        mod typed {
            $(pub mod $name {
                use serde::{Deserialize, Serialize};
                stepwright::workflow! {
                    #![allow($($code),+)]
                    pub mod flow;
                    #[derive(Clone, Debug, Serialize, Deserialize)]
                    pub struct Order {
                        pub id: String,
                        pub total: f64,
                        pub items: Vec<String>,
                        pub kind: Kind,
                        #[serde(default, skip_serializing_if = "Option::is_none")]
                        pub note: Option<String>,
                    }
                    #[derive(Clone, Debug, Serialize, Deserialize)]
                    pub enum Kind { Big, Small }
                    #[derive(Debug, stepwright::TaskError)]
                    pub enum Oops { Busy }
                    #[stepwright::tasks(input = Order, output = Order)]
                    pub trait Tasks {
                        async fn rate(&self, order: Order) -> Result<f64, Oops>;
                    }
                    definition = { "StartAt": "A", "States": $states }
                }
                impl Tasks for super::super::Handlers {
                    async fn rate(&self, order: Order) -> Result<f64, Oops> {
                        if matches!(order.kind, Kind::Small) { Err(Oops::Busy) } else { Ok(order.total) }
                    }
                }
            })+
        }
        mod untyped {
            $(stepwright::workflow! {
                #![allow($($code),+)]
                pub mod $name;
                definition = { "StartAt": "A", "States": $states }
            })+
        }
        /// Each case: its name, and how it ends with the types and without them.
        async fn ends() -> Vec<(&'static str, [String; 2])> {
            vec![$((
                stringify!($name),
                [
                    end(typed::$name::flow::Workflow, Handlers).await,
                    end(untyped::$name::Workflow, tasks()).await,
                ],
            )),+]
        }
    };
}

struct Handlers;

fn tasks() -> TaskMap {
    TaskMap::new().task(RATE, |_, order| async move { Ok(order["total"].clone()) })
}

async fn end<H: Send + Sync + 'static, F: Dispatch<H>>(flow: F, handlers: H) -> String {
    let clock = ManualClock::new("2026-01-31T12:00:00Z".parse().unwrap());
    let builder = Engine::builder().clock(clock.clone()).register_express(flow, handlers);
    let engine = builder.build().await.unwrap();
    let input = json!({ "id": "a", "total": 1.5, "items": ["x"], "kind": "Big" }).to_string();
    match clock.run(&engine, engine.run_json(F::META.name, &input)).await {
        Ok(output) => output,
        // A message may show the whole context object, and each execution has its own.
        Err(error) => error.to_string().split("in the input '{\"Execution\"").next().unwrap_or_default().to_owned(),
    }
}

both! {
    missing [ASL0312] { "A": { "Type": "Pass", "InputPath": "$.nope", "End": true } }
    missing_in_template [ASL0312, ASL0801] { "A": { "Type": "Pass", "Parameters": { "x.$": "$.nope.more" }, "End": true } }
    maybe [ASL0311] { "A": { "Type": "Pass", "InputPath": "$.note", "ResultPath": "$.x", "End": true } }
    through [ASL0313] { "A": { "Type": "Wait", "SecondsPath": "$.id.x", "End": true } }
    context [ASL0315] { "A": { "Type": "Pass", "Parameters": { "x.$": "$$.Task.Token" }, "ResultPath": "$.x", "End": true } }
    unassigned [ASL0321] {
        "A": { "Type": "Pass", "Parameters": { "x.$": "$late" }, "ResultPath": "$.x", "Next": "B" },
        "B": { "Type": "Pass", "Assign": { "late": 1 }, "End": true }
    }
    query [ASL0330] { "A": { "Type": "Pass", "Parameters": { "x.$": "$.items[*].nope" }, "ResultPath": "$.x", "End": true } }
    argument [ASL0340] {
        "A": { "Type": "Pass", "Parameters": { "x.$": "States.ArrayLength($.id)" }, "ResultPath": "$.x", "End": true }
    }
    result_path [ASL0401] { "A": { "Type": "Pass", "Result": 1, "ResultPath": "$.id.x", "End": true } }
    operator [ASL0501] {
        "A": { "Type": "Choice", "Choices": [{ "Variable": "$.id", "NumericEquals": 1, "Next": "B" }], "Default": "B" },
        "B": { "Type": "Succeed" }
    }
    operand [ASL0502] {
        "A": { "Type": "Choice", "Choices": [{ "Variable": "$.total", "NumericEqualsPath": "$.id", "Next": "B" }], "Default": "B" },
        "B": { "Type": "Succeed" }
    }
    variant [ASL0503, ASL0504] {
        "A": { "Type": "Choice", "Choices": [{ "Variable": "$.kind", "StringEquals": "Huge", "Next": "C" }], "Default": "B" },
        "B": { "Type": "Succeed" }, "C": { "Type": "Fail" }
    }
    exhaustive [ASL0505] {
        "A": { "Type": "Choice", "Choices": [{ "Variable": "$.kind", "StringEquals": "Small", "Next": "B" }] },
        "B": { "Type": "Succeed" }
    }
    error_name [ASL0603, ASL0801] {
        "A": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:rate",
            "Catch": [{ "ErrorEquals": ["Buzy"], "Next": "B" }], "End": true },
        "B": { "Type": "Succeed" }
    }
    seconds [ASL0701] { "A": { "Type": "Wait", "SecondsPath": "$.id", "End": true } }
    timestamp [ASL0702] { "A": { "Type": "Wait", "TimestampPath": "$.id", "End": true } }
    timeout [ASL0703, ASL0801] {
        "A": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:rate",
            "TimeoutSecondsPath": "$.id", "End": true }
    }
    fail_text [ASL0704] { "A": { "Type": "Fail", "CausePath": "$.total" } }
    items [ASL0705, ASL0801] {
        "A": { "Type": "Map", "ItemsPath": "$.id", "End": true, "ItemProcessor": { "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } } } }
    }
    count [ASL0706, ASL0801] {
        "A": { "Type": "Map", "ItemsPath": "$.items", "MaxConcurrencyPath": "$.id", "End": true,
            "ItemProcessor": { "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } } } }
    }
    output [ASL0801] { "A": { "Type": "Pass", "Result": { "other": true }, "End": true } }
    unreachable [ASL0230] {
        "A": { "Type": "Succeed" },
        "Lost": { "Type": "Pass", "InputPath": "$.nope.more", "ResultPath": "$.y", "Next": "Found" },
        "Found": { "Type": "Choice", "Choices": [{ "Variable": "$.z", "IsPresent": true, "Next": "A" }], "Default": "Lost" }
    }
    wrong_argument [ASL0602] {
        "A": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:rate",
            "Parameters": { "total": 2 }, "ResultPath": "$.rated", "End": true }
    }
}

#[tokio::test]
async fn what_is_allowed_ends_as_without_a_contract() {
    for (name, [typed, untyped]) in ends().await {
        println!("{name}: {typed}");
        if name == "wrong_argument" {
            // Without a contract a handler takes anything; with one, the call fails and the handler never sees it.
            assert!(typed.contains("missing field `id`") && untyped.contains("\"rated\":2"), "{typed}\n{untyped}");
            continue;
        }
        assert_eq!(typed, untyped, "{name}");
    }
}
