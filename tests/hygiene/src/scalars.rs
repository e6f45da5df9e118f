//! Values at the ends of what their types hold, and types that hold little or nothing.
#![allow(missing_docs, dead_code, unreachable_pub, reason = "the contracts are there to be compiled")]

use serde::{Deserialize, Serialize};
renamed::workflow! {
    #![allow(ASL0402, ASL0323, ASL0322)]
    pub mod flow;
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct N {
        pub a: i8, pub b: u8, pub c: i64, pub d: u64, pub e: i128, pub f: u128, pub g: f32, pub h: f64, pub i: isize,
        pub j: usize, pub k: char, pub l: (), pub m: (i64,), pub n: (i64, (bool,)), pub o: [u8; 3],
        pub p: Option<Option<i64>>, pub q: Unit, pub r: Empty, pub s: Nothing, pub t: Bare
    }
    #[derive(Clone, Debug, Serialize, Deserialize)] pub struct Unit;
    #[derive(Clone, Debug, Serialize, Deserialize)] pub struct Empty {}
    #[derive(Clone, Debug, Serialize, Deserialize)] pub struct Nothing();
    #[derive(Clone, Debug, Serialize, Deserialize)] pub struct Bare(pub Box<Option<f64>>);
    #[renamed::tasks(input = N, output = N)]
    pub trait Tasks {
        async fn n(&self, n: N) -> Result<N, std::convert::Infallible>;
        async fn none(&self) -> Result<(), std::convert::Infallible>;
        async fn unit(&self, x: ()) -> Result<Option<()>, std::convert::Infallible>;
        async fn opt(&self, x: Option<Box<i8>>) -> Result<Box<Option<i8>>, std::convert::Infallible>;
        async fn map(&self, x: std::collections::HashMap<String, Vec<Option<i64>>>) -> Result<(), std::convert::Infallible>;
        async fn ints(&self, x: Vec<i128>) -> Result<u128, std::convert::Infallible>;
    }
    definition = {
        "StartAt": "A",
        "States": {
            "A": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:n", "Parameters": {
                "a": -128, "b": 255, "c": -9223372036854775808, "d": 18446744073709551615, "e": -9223372036854775808, "f": 18446744073709551615, "g": -0.0, "h": -0.0, "i": -1, "j": 1, "k": "x", "l": null, "m": [1], "n": [1, [true]], "o": [1,2,3], "p": null, "q": null, "r": {}, "s": [], "t": 1.5e300 },
                "ResultPath": "$.x", "Next": "B" },
            "B": { "Type": "Choice", "Choices": [
                { "Variable": "$.a", "NumericEquals": -128, "Next": "C" },
                { "Variable": "$.a", "NumericLessThan": -0.5, "Next": "C" },
                { "Variable": "$.c", "NumericGreaterThan": -9223372036854775807, "Next": "C" },
                { "Variable": "$.d", "NumericLessThan": 18446744073709551615, "Next": "C" },
                { "Variable": "$.e", "NumericLessThan": 100, "Next": "C" },
                { "Variable": "$.h", "NumericEquals": -0, "Next": "C" },
                { "Variable": "$.h", "NumericEquals": 1e308, "Next": "C" },
                { "Variable": "$.h", "NumericEquals": 9007199254740993, "Next": "C" },
                { "Variable": "$.g", "NumericEquals": 0.1, "Next": "C" },
                { "Variable": "$.i", "NumericLessThanEquals": -1, "Next": "C" },
                { "Variable": "$.k", "StringEquals": "\u{1F600}\\\"\n", "Next": "C" },

                { "Variable": "$.m[0]", "NumericEquals": 1, "Next": "C" },
                { "Variable": "$.m[-1]", "NumericEquals": 1, "Next": "C" },
                { "Variable": "$.n[1][0]", "BooleanEquals": true, "Next": "C" },
                { "Variable": "$.n[1][0]", "BooleanEqualsPath": "$.x.n[1][0]", "Next": "C" },
                { "Variable": "$.p", "NumericEquals": 1, "Next": "C" },
                { "Variable": "$.t", "NumericEquals": 1, "Next": "C" },
                { "Not": { "Not": { "Not": { "Variable": "$.t", "IsNumeric": true } } }, "Next": "C" },
                { "And": [{ "Or": [{ "Variable": "$.t", "IsNumeric": true }] }], "Next": "C" }
            ], "Default": "C" },
            "C": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:none",
                "ResultPath": "$.y", "Next": "D"
            },
            "D": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:unit", "InputPath": "$.l",
                "ResultPath": "$.z", "Next": "E"
            },
            "E": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:opt", "InputPath": "$.a",
                "ResultPath": "$.w", "Next": "E2"
            },
            "E2": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:opt", "Parameters": null,
                "ResultPath": "$.w", "Next": "F"
            },
            "F": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:map", "Parameters": {},
                "ResultPath": "$.v", "Next": "F2"
            },
            "F2": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:map",
                "Parameters": { "a": [], "b": [null, 1], "": [] }, "ResultPath": "$.v", "Next": "G"
            },
            "G": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ints",
                "Parameters": [-1, 0, 9223372036854775807], "ResultPath": "$.e", "Next": "H"
            },
            "H": { "Type": "Pass", "Result": -1.7976931348623157e308, "ResultPath": "$.h2", "Next": "I" },
            "I": {
                "Type": "Pass",
                "Parameters": {
                    "a.$": "$.p", "b": { "c.$": "$.m", "d": [] }, "e": {}, "f.$": "States.Array()",
                    "g.$": "States.UUID()"
                },
                "Assign": { "v.$": "$", "w": null, "type": 1, "self": 2 }, "ResultPath": "$.i2", "Next": "J"
            },
            "J": {
                "Type": "Pass", "Parameters": { "a.$": "$type", "b.$": "$self", "c.$": "$v.a" }, "ResultPath": "$.j2",
                "Next": "K"
            },
            "K": { "Type": "Fail", "ErrorPath": "$.k", "CausePath": "States.Format('{}', $.a)" }
        }
    }
}
