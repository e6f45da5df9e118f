//! Types, fields, tasks and what is laid over a document, called like the keywords of every edition.
#![allow(missing_docs, dead_code, unreachable_pub, reason = "the contracts are there to be compiled")]

/// Over a contract.
pub mod typed {
    use serde::{Deserialize, Serialize};
    renamed::workflow! {
        #![allow(ASL0402, ASL0323, ASL0322, ASL0321)]
        pub mod r#move;
        pub mod r#mod {
            #[allow(non_camel_case_types)]
            #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
            pub struct r#type {
                pub r#fn: r#enum, pub r#loop: Option<Box<r#type>>, pub r#as: i64,
                pub r#gen: std::collections::BTreeMap<String, i64>, #[serde(default = "r#crate_")] pub r#impl: i64
            }
            #[allow(non_camel_case_types)]
            #[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
            pub enum r#enum { r#if, r#else }
            #[allow(non_camel_case_types)]
            #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
            #[serde(tag = "type")]
            pub enum r#union { r#while { r#do: i64 }, r#for }
            pub fn r#crate_() -> i64 { 3 }
        }
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct Input { pub r#abstract: r#mod::r#type, pub r#try: r#mod::r#union, pub r#dyn: r#mod::r#enum }
        #[renamed::tasks(input = Input, output = r#mod::r#type)]
        pub trait r#Trait {
            async fn r#move(&self, r#ref: r#mod::r#type) -> Result<r#mod::r#enum, std::convert::Infallible>;
            async fn r#static(&self) -> Result<r#mod::r#union, std::convert::Infallible>;
        }
        definition = {
            "StartAt": "move",
            "States": {
                "move": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:move",
                    "Parameters": { "fn": "if", "as": 3, "gen": { "a": 1 } }, "ResultPath": "$.type", "Next": "static" },
                "static": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:static",
                     "ResultPath": "$.fn.in.match", "Next": "if" },
                "if": { "Type": "Choice", "Choices": [
                    { "Variable": "$.type", "StringEquals": "else", "Next": "for" },
                    { "Variable": "$.abstract.fn", "StringEquals": "else", "Next": "for" },
                    { "Variable": "$.try.type", "StringEquals": "for", "Next": "for" },
                    { "Variable": "$.fn.in.match.type", "StringEquals": "for", "Next": "for" },
                    { "Variable": "$.abstract.gen.x", "IsPresent": true, "Next": "for" },
                    { "Variable": "$.abstract.as", "NumericLessThan": -3, "Next": "for" }
                ], "Default": "for" },
                "for": { "Type": "Pass", "OutputPath": "$.abstract", "End": true }
            }
        }
    }
}

/// Without one.
pub mod untyped {
    renamed::workflow! {
        #![allow(ASL0402, ASL0323, ASL0322, ASL0321)]
        pub mod gen_;
        definition = {
            "StartAt": "gen",
            "States": {
                "gen": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:gen", "Next": "b"
                },
                "b": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:a-b", "Next": "c" },
                "c": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:a_b", "Next": "d" },
                "d": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:self", "Next": "e" },
                "e": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:clone", "Next": "f"
                },
                "f": {
                    "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:dispatch", "Next": "g"
                },
                "g": {
                    "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
                    "Parameters": { "gen": 1, "x.$": "States.Format('{} \\{\\} \"#', $.a)" }, "Next": "h"
                },
                "h": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": { "T.$": "$$.Task.Token" }, "Next": "i",
                       "Retry": [
                           {
                               "ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 99999999,
                               "BackoffRate": 1.7e308, "MaxDelaySeconds": 31622399, "JitterStrategy": "FULL"
                           }
                       ],
                       "Catch": [{ "ErrorEquals": ["\u{1F600}"], "Next": "j", "ResultPath": "$.gen.fn.self" }, { "ErrorEquals": ["States.ALL"], "Next": "i", "Assign": { "gen.$": "$.Cause", "fn.$": "$" } }] },
                "i": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:1st", "Next": "j",
                    "InputPath": "$.a[*].b[?(@.c == 'x' && @.d =~ /a\"#\\\\.b/i)]", "TimeoutSecondsPath": "$[0]",
                    "ResultSelector": { "gen.$": "$['a','b']" }
                },
                "j": { "Type": "Wait", "TimestampPath": "$['gen']", "Next": "k" },
                "k": { "Type": "Wait", "Timestamp": "9999-12-30T21:00:00.999999999-00:01", "Next": "l" },
                "l": { "Type": "Wait", "Timestamp": "0000-01-01T00:00:00Z", "Next": "m" },
                "m": { "Type": "Choice", "Choices": [
                   { "Variable": "$.a..b.length()", "NumericEquals": -1e300, "Next": "n" },
                   { "Variable": "$.a[-1:]", "IsPresent": true, "Next": "n" },
                   { "Variable": "$.a", "StringMatches": "\\*a*\\\\", "Next": "n" },
                   { "Variable": "$.a", "TimestampEquals": "0000-01-01T00:00:00Z", "Next": "n" },
                   { "Variable": "$gen", "StringLessThanPath": "$$.Execution.StartTime", "Next": "n" }
                ] },
                "n": { "Type": "Succeed", "OutputPath": "$$" }
            }
        }
    }
}
