//! A contract that is deprecated: whoever calls for that is told, generated code is not.
#![allow(missing_docs, dead_code, unreachable_pub, reason = "the contracts are there to be compiled")]

use serde::{Deserialize, Serialize};
renamed::workflow! {
    #![allow(ASL0402, ASL0323, ASL0322)]
    pub mod flow;
    #[derive(Clone, Debug, Serialize, Deserialize)]
    #[must_use]
    pub struct N { #[deprecated] pub a: i8, pub b: Old }
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub enum Old { #[deprecated] A, B }
    #[renamed::tasks(input = N, output = N)]
    pub trait Tasks {
        #[deprecated]
        async fn n(&self, n: N) -> Result<N, std::convert::Infallible>;
    }
    definition = {
        "StartAt": "A",
        "States": {
            "A": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:n",
                "Parameters": { "a.$": "$.a", "b": "A" }, "ResultPath": "$.x", "Next": "B"
            },
            "B": { "Type": "Choice", "Choices": [
                { "Variable": "$.b", "StringEquals": "A", "Next": "C" },
                { "Variable": "$.a", "NumericEquals": 3, "Next": "C" }
             ], "Default": "C" },
            "C": { "Type": "Pass", "End": true }
        }
    }
}
