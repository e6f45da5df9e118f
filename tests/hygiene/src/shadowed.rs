//! Types called like those of the prelude, and states called like what is generated.
#![allow(missing_docs, dead_code, unreachable_pub, reason = "the contracts are there to be compiled")]

use serde::{Deserialize, Serialize};
renamed::workflow! {
    #![allow(ASL0402, ASL0323, ASL0322)]
    pub mod flow;
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct String { pub s: ::std::string::String }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Vec { pub v: ::std::vec::Vec<i64> }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Option { pub o: ::std::option::Option<Box> }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Box { pub b: bool }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Result { pub r: String, pub v: Vec, pub o: Option, pub t: T, pub u: u8_ }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct T(pub i64, pub String);
    #[allow(non_camel_case_types)]
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct u8_ { pub i32: i32 }
    #[renamed::tasks(input = Result, output = Output)]
    pub trait Dispatch {
        async fn string(&self, state: String) -> ::std::result::Result<Vec, std::convert::Infallible>;
        async fn vec(&self, state: Vec) -> ::std::result::Result<Option, std::convert::Infallible>;
        async fn clone(&self, state: Option) -> ::std::result::Result<Result, std::convert::Infallible>;
        async fn into(&self, state: Result) -> ::std::result::Result<State, std::convert::Infallible>;
        async fn call(&self, state: State) -> ::std::result::Result<Output, std::convert::Infallible>;
    }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct State { pub e: i64 }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Output { #[serde(default)] pub e: i64 }
    definition = {
        "StartAt": "String",
        "States": {
            "String": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:string", "InputPath": "$.r", "ResultPath": "$.data", "Next": "Vec",
               "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Output" }] },
            "Vec": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:vec", "InputPath": "$.v", "ResultPath": "$.base", "Next": "Option",
               "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "Output" }]  },
            "Option": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:clone",
                "InputPath": "$.o", "ResultPath": "$.base2", "Next": "Result"
            },
            "Result": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:into", "Next": "State"
            },
            "State": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:call", "Next": "Output",
               "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.e2", "Next": "Self" }]   },
            "Output": { "Type": "Pass", "Next": "Box" },
            "Box": { "Type": "Pass", "Next": "Tasks" },
            "Tasks": { "Type": "Wait", "Seconds": 1, "Next": "Self" },
            "Self": { "Type": "Pass", "Next": "crate" },
            "crate": { "Type": "Pass", "Next": "OutputInput" },
            "OutputInput": { "Type": "Pass", "Next": "Value" },
            "Value": { "Type": "Pass", "Next": "ValueInput" },
            "ValueInput": { "Type": "Pass", "Next": "Fields" },

            "Fields": {
                "Type": "Pass",
                "Parameters": {
                    "e": 1, "self": 2, "Self": 3, "base": 4, "crate": 5, "": 6, "_": 7, "é": 8, "1": 9, "a b": 10,
                    "a_b": 11, "A B": 12
                },
                "Next": "META"
            },
            "META": { "Type": "Pass", "ResultPath": "$.META", "Next": "STATES" },
            "STATES": { "Type": "Pass", "Next": "Par" },
            "Par": { "Type": "Parallel", "ResultPath": "$.par", "Branches": [
               { "StartAt": "Fork", "States": { "Fork": { "Type": "Pass", "End": true } } },
               { "StartAt": "fork", "States": { "fork": { "Type": "Pass", "Result": { "x": 1 }, "End": true } } },
               {
                   "StartAt": "Inner",
                   "States": {
                       "Inner": {
                           "Type": "Parallel",
                           "Branches": [ { "StartAt": "par", "States": { "par": { "Type": "Pass", "End": true } } } ],
                           "End": true
                       }
                   }
               }
            ], "Next": "Map" },
            "Map": { "Type": "Map", "ItemsPath": "$.par", "ItemSelector": { "a.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index", "c.$": "$$", "w.$": "$" },
                "ItemProcessor": { "StartAt": "cx", "States": { "cx": { "Type": "Pass", "End": true } } }, "ResultPath": null, "Next": "End" },
            "End": { "Type": "Succeed" }
        }
    }
}
