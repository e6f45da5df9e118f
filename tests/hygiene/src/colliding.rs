//! Types, fields and tasks called like what is generated, and like what every program has in scope.

use serde::{Deserialize, Serialize};

renamed::workflow! {
    #![allow(ASL0402)]
    /// An order is charged.
    pub mod order;

    /// Not the state enum.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct State {
        /// Like a layer's base.
        pub base: String,
        /// A keyword.
        pub r#type: String,
        /// Like a state's data.
        pub data: Data,
        /// Like the context.
        pub cx: Cx,
        /// A keyword of this edition.
        #[serde(rename = "self")]
        pub self_: Value,
        /// Like a module of ours.
        pub rt: Vec<Text>,
        /// Maybe.
        pub frame: Option<Box<Workflow>>,
    }

    /// Not the workflow.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Workflow {
        /// Like a variable.
        pub input: i64,
    }

    /// Not a task's call.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Call {
        /// Like a variable.
        pub value: Value,
        /// Like a variable.
        pub state: String,
        /// Like a variable.
        pub reply: Reply,
    }

    /// Not a task's reply.
    #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
    pub enum Reply {
        /// Like a variant of `Option`.
        Some,
        /// Like a variant of `Option`.
        None,
        /// Like a variant of `Result`.
        Ok,
        /// Like a variant of `Result`.
        Err,
        /// A keyword.
        #[allow(non_camel_case_types)]
        r#try,
    }

    /// Not serde's value.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Value(pub f64);

    /// Not the data of a state.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Data {
        /// Deeper.
        pub data: Text,
    }

    /// Not the context.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Cx {
        /// Whole.
        pub cx: bool,
    }

    /// Not generated.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Text {
        /// Says it.
        pub text: String,
    }

    /// Errors called like those of others.
    #[derive(Debug, renamed::TaskError)]
    #[task_error(crate = renamed)]
    pub enum Failure {
        /// Not `Error`.
        Error,
        /// Not `Result`.
        Result(String),
        /// A keyword.
        #[allow(non_camel_case_types)]
        r#yield,
    }

    /// Not the generated dispatch.
    #[renamed::tasks(input = State, output = Call)]
    pub trait Tasks {
        /// A keyword.
        async fn r#match(&self, cx: renamed::TaskContext, state: State) -> Result<Reply, Failure>;
        /// Like a function of the engine.
        async fn dispatch(&self, call: Call) -> Result<Data, Failure>;
        /// Like a method of `Flow`.
        async fn start(&self, data: Data) -> Result<Call, Failure>;
    }

    definition = {
        "StartAt": "Match",
        "States": {
            "Match": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:match",
                "ResultPath": "$.reply",
                "Catch": [{ "ErrorEquals": ["Error", "Result", "yield"], "ResultPath": "$.base", "Next": "Error" }],
                "Next": "Reply?"
            },
            "Reply?": {
                "Type": "Choice",
                "Choices": [
                    { "Variable": "$.reply", "StringEquals": "None", "Next": "Error" },
                    { "Variable": "$.reply", "StringEquals": "try", "Next": "Error" },
                    { "Variable": "$.data.data.text", "StringEquals": "x", "Next": "Dispatch" },
                    { "Variable": "$.self", "NumericGreaterThan": 1, "Next": "Dispatch" },
                    { "Variable": "$.cx.cx", "BooleanEquals": true, "Next": "Dispatch" }
                ],
                "Default": "Base"
            },
            "Base": { "Type": "Pass", "Result": { "data": { "text": "t" } }, "ResultPath": "$.base", "Next": "Dispatch" },
            "Dispatch": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:dispatch",
                "Parameters": { "value.$": "$.self", "state.$": "$.type", "reply": "try" },
                "ResultSelector": { "data.$": "$.data" },
                "ResultPath": "$.data",
                "Next": "Start"
            },
            "Start": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:start",
                "InputPath": "$.data",
                "End": true
            },
            "Error": { "Type": "Fail", "Error": "E" }
        }
    }
}

/// Types called like those of the prelude.
#[allow(missing_docs)]
pub mod prelude {
    use std::option::Option as Perhaps;

    use serde::{Deserialize, Serialize};

    renamed::workflow! {
        /// Shadows.
        pub mod shadow;

        /// Not the `Option` of the prelude.
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct Option { pub vec: Vec, pub perhaps: Perhaps<i64> }

        /// Not the `Vec` of the prelude.
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct Vec { pub string: String }

        /// Not the `String` of the prelude.
        #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
        pub struct String { pub len: u32 }

        /// Not the `Result` of the prelude.
        #[derive(Clone, Copy, Debug, Serialize, Deserialize)]
        pub struct Result { pub ok: bool }

        /// Tasks.
        #[renamed::tasks(input = Option, output = Result)]
        pub trait Send {
            /// Sends.
            async fn sms_send(&self, string: String) -> std::result::Result<Result, std::convert::Infallible>;
        }

        definition = {
            "StartAt": "Long?",
            "States": {
                "Long?": {
                    "Type": "Choice",
                    "Choices": [{ "Variable": "$.vec.string.len", "NumericGreaterThan": 3, "Next": "Send" }],
                    "Default": "Send"
                },
                "Send": {
                    "Type": "Task",
                    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:SMSSend",
                    "InputPath": "$.vec.string",
                    "End": true
                }
            }
        }
    }
}
