//! Enums without variants, types that hold themselves, keys that are no names, lists of everything.
#![allow(missing_docs, dead_code, unreachable_pub, reason = "the contracts are there to be compiled")]

/// Over a contract with tasks.
pub mod typed {
    use serde::{Deserialize, Serialize};
    renamed::workflow! {
        #![allow(ASL0402, ASL0323, ASL0506, ASL0311)]
        pub mod flow;
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub enum Never {}
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub enum One { A }
        #[derive(Clone, Debug, Serialize, Deserialize)]
        #[serde(tag = "t", content = "c")]
        pub enum OneT { A(i64, String), B, C { gen_: i64, #[serde(default)] x: () } }
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct Error {
            pub never: Vec<Never>, pub one: One, pub onet: OneT, pub list: Vec<Option<Box<Rec>>>,
            pub strs: Vec<String>, pub tup: Vec<(i64, Option<String>)>, pub units: Vec<()>,
            pub m: std::collections::HashMap<String, Rec>, pub v: serde_json::Value, pub a: a::Order, pub b: b::Order,
            pub f: Flat, pub r: Result<i64, Rec>
        }
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct Rec {
            pub next: Option<Box<Rec>>, pub kids: Vec<Rec>, #[serde(rename = "")] pub e: i64,
            #[serde(rename = "a.b[0]")] pub dot: i64, #[serde(rename = "gen")] pub g: i64
        }
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct Flat {
            #[serde(flatten)] pub rec: Rec2, #[serde(skip)] pub s: i64, #[serde(alias = "q")] pub qq: i64
        }
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct Rec2 { pub z: i64 }
        pub mod a { #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)] pub struct Order { pub x: i64 } }
        pub mod b { #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)] pub struct Order { pub x: i64 } }
        #[renamed::tasks(input = Error, output = serde_json::Value)]
        pub trait Tasks {
            async fn rec(&self, n: Rec) -> Result<Rec, std::convert::Infallible>;
            async fn one(&self, n: One) -> Result<OneT, std::convert::Infallible>;
            async fn flat(&self, n: Flat) -> Result<Flat, std::convert::Infallible>;
            async fn strs(&self, n: Vec<String>) -> Result<Vec<Rec>, std::convert::Infallible>;
        }
        definition = {
            "StartAt": "A",
            "States": {
                "A": {
                    "Type": "Map", "ItemsPath": "$.list",
                    "ItemProcessor": { "StartAt": "A1", "States": { "A1": { "Type": "Pass", "End": true } } },
                    "ResultPath": "$.gen", "Next": "B"
                },
                "B": {
                    "Type": "Map", "ItemsPath": "$.strs",
                    "ItemProcessor": {
                        "StartAt": "B1",
                        "States": {
                            "B1": {
                                "Type": "Choice", "Choices": [{ "Variable": "$", "StringEquals": "a", "Next": "B2" }],
                                "Default": "B2"
                            },
                            "B2": { "Type": "Pass", "End": true }
                        }
                    },
                    "ResultPath": "$.gen", "Next": "C"
                },
                "C": {
                    "Type": "Map", "ItemsPath": "$.tup",
                    "ItemSelector": { "gen.$": "$$.Map.Item.Value[1]", "all.$": "$$.Map.Item", "o.$": "$.one" },
                    "ItemProcessor": { "StartAt": "C1", "States": { "C1": { "Type": "Pass", "End": true } } },
                    "ResultPath": "$.gen", "Next": "D"
                },
                "D": {
                    "Type": "Map", "ItemsPath": "$.units",
                    "ItemProcessor": { "StartAt": "D1", "States": { "D1": { "Type": "Pass", "End": true } } },
                    "ResultPath": "$.gen", "Next": "E"
                },
                "E": {
                    "Type": "Map", "ItemsPath": "$.never",
                    "ItemProcessor": { "StartAt": "E1", "States": { "E1": { "Type": "Pass", "End": true } } },
                    "ResultPath": "$.gen", "Next": "F"
                },
                "F": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:rec",
                    "Parameters": {
                        "next": { "next": null, "kids": [], "": 1, "a.b[0]": 2, "gen": 3 }, "kids": [], "": 1,
                        "a.b[0].$": "$.m.x['a.b[0]']", "gen.$": "$.m['x'].gen"
                    },
                    "ResultPath": "$.onet", "Next": "G"
                },
                "G": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:one",
                    "InputPath": "$.one", "ResultPath": "$.onet2", "Next": "H"
                },
                "H": { "Type": "Choice", "Choices": [
                    { "Variable": "$.onet2.t", "StringEquals": "C", "Next": "I" },
                    { "Variable": "$.onet.next.next.next.gen", "NumericEquals": 3, "Next": "I" },
                    { "Variable": "$.onet.kids[0].kids[-1]['a.b[0]']", "NumericEqualsPath": "$.f.z", "Next": "I" },
                    { "Variable": "$.r.Ok", "IsPresent": true, "Next": "I" }
                ], "Default": "J" },
                "I": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:flat",
                    "Parameters": { "z": 1, "qq.$": "$.f.z" }, "ResultPath": "$.a", "Next": "J"
                },
                "J": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:strs",
                    "Parameters": ["a", "b"], "ResultPath": "$.v.gen.fn", "Next": "J2"
                },
                "J2": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:strs",
                    "InputPath": "$.tup[*][0]", "Parameters": ["a", "b"], "ResultPath": "$.b.x", "Next": "K"
                },
                "K": { "Type": "Pass", "InputPath": "$.onet2", "Next": "L" },
                "L": { "Type": "Pass", "Next": "M", "ResultPath": "$.again" },
                "M": {
                    "Type": "Choice",
                    "Choices": [
                        { "Variable": "$.t", "StringEquals": "A", "Next": "N" },
                        { "Variable": "$.t", "StringEquals": "B", "Next": "O" }
                    ],
                    "Default": "P"
                },
                "N": { "Type": "Pass", "OutputPath": "$.c[0]", "Next": "Q" },
                "O": { "Type": "Pass", "OutputPath": "$.again", "Next": "Q" },
                "P": { "Type": "Pass", "Result": { "a": { "b": { "gen": 1 } } }, "Next": "Q" },
                "Q": { "Type": "Pass", "End": true }
            }
        }
    }
}

/// Over one without.
pub mod idle {
    use serde::{Deserialize, Serialize};
    renamed::workflow! {
        #![allow(ASL0506, ASL0402)]
        pub mod flow;
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct N { pub a: i8 }
        #[renamed::tasks(input = N, output = N)]
        pub trait Tasks { }
        definition = {
            "StartAt": "gen",
            "States": {
                "gen": { "Type": "Pass", "Result": 1, "ResultPath": "$.gen.gen", "Next": "A" },
                "A": {
                    "Type": "Choice", "Choices": [{ "Variable": "$.gen.gen", "NumericEquals": 1, "Next": "B" }],
                    "Default": "B"
                },
                "B": { "Type": "Pass", "End": true }
            }
        }
    }
}
