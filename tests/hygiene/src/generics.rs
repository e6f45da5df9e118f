//! Generic types, which generated code makes and takes apart.
#![allow(missing_docs, dead_code, unreachable_pub, reason = "the contracts are there to be compiled")]

use serde::{Deserialize, Serialize};
renamed::workflow! {
    #![allow(ASL0402, ASL0323, ASL0322)]
    pub mod r#type;
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Page<T> { pub items: Vec<T>, pub next: Option<String>, pub first: T }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Item { pub id: String }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub enum Flag<const N: usize> { On, Off }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    #[serde(tag = "kind")]
    pub enum Pay<T> { Card { of: T }, Cash }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Wrap<T>(pub T);
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Input {
        pub page: Page<Item>, pub flag: Flag<3>, pub pay: Pay<Item>, pub wrap: Wrap<i64>, pub d: Partial<i64>
    }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Partial<T> {
        pub a: T, #[serde(default)] pub b: Option<T>, #[serde(default = "one")] pub c: i64,
        #[serde(default = "least::<i64>")] pub e: i64, #[serde(default = "Vec::<i64>::new")] pub f: Vec<i64>,
        #[serde(skip, default = "least::<i64>")] pub g: i64, #[serde(default = "Vec::new")] pub h: Vec<T>
    }
    pub fn one() -> i64 { 1 }
    pub fn least<T: From<u8>>() -> T { T::from(1) }
    #[renamed::tasks(input = Input, output = Page<Item>)]
    pub trait Tasks {
        async fn page(&self, page: Page<Item>) -> Result<Page<Item>, std::convert::Infallible>;
        async fn flag(&self, flag: Flag<3>) -> Result<Flag<3>, std::convert::Infallible>;
        async fn partial(&self, flag: Partial<i64>) -> Result<Partial<i64>, std::convert::Infallible>;
        async fn lists(&self, flag: Vec<Page<Item>>) -> Result<Wrap<Page<Item>>, std::convert::Infallible>;
    }
    definition = {
        "StartAt": "A",
        "States": {
            "A": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:page",
                "Parameters": { "items": [{ "id": "x" }], "next": null, "first": { "id.$": "$.page.first.id" } }, "ResultPath": "$.page", "Next": "B" },
            "B": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:flag",
                "Parameters": "On", "ResultPath": "$.flag2", "Next": "C" },
            "C": { "Type": "Choice", "Choices": [
                { "Variable": "$.flag", "StringEquals": "On", "Next": "D" },
                { "Variable": "$.flag2", "StringEquals": "Off", "Next": "D" },
                { "Variable": "$.pay.kind", "StringEquals": "Cash", "Next": "D" },
                { "Variable": "$.wrap", "NumericEquals": 3, "Next": "D" }
            ], "Default": "D" },
            "D": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:partial",
                "Parameters": { "a": 1 }, "ResultPath": "$.d2", "Next": "E" },
            "E": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:lists",
                "Parameters": [{ "items": [], "first": { "id": "x" } }, { "items": [], "first": { "id": "x" } }], "ResultPath": "$.l", "Next": "F" },
            "F": { "Type": "Pass", "OutputPath": "$.l", "End": true }
        }
    }
}
