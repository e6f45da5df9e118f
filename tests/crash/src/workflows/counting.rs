//! Pure states for longer than a turn may last: a counter of 8 bits, counted up one by one.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::TaskContext;

use super::Hands;

stepwright::workflow! {
    /// Counts until all bits are clear again.
    pub mod counting;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Count {
        pub id: String,
        pub bits: Bits,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Bits {
        pub b0: bool,
        pub b1: bool,
        pub b2: bool,
        pub b3: bool,
        pub b4: bool,
        pub b5: bool,
        pub b6: bool,
        pub b7: bool,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Counted {
        pub id: String,
        pub over: bool,
    }

    #[stepwright::tasks(input = Count, output = Counted)]
    pub trait CountingTasks {
        async fn begin(&self, cx: TaskContext, count: Count) -> Result<Bits, Infallible>;
        async fn finish(&self, cx: TaskContext, count: Count) -> Result<Counted, Infallible>;
    }

    definition = {
        "StartAt": "Begin",
        "States": {
            "Begin": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:begin",
                "ResultPath": "$.bits",
                "Next": "Bit 0"
            },
            "Bit 0": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.bits.b0", "BooleanEquals": false, "Next": "Set 0" }],
                "Default": "Clear 0"
            },
            "Set 0": { "Type": "Pass", "Result": true, "ResultPath": "$.bits.b0", "Next": "Tick" },
            "Clear 0": { "Type": "Pass", "Result": false, "ResultPath": "$.bits.b0", "Next": "Bit 1" },
            "Bit 1": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.bits.b1", "BooleanEquals": false, "Next": "Set 1" }],
                "Default": "Clear 1"
            },
            "Set 1": { "Type": "Pass", "Result": true, "ResultPath": "$.bits.b1", "Next": "Tick" },
            "Clear 1": { "Type": "Pass", "Result": false, "ResultPath": "$.bits.b1", "Next": "Bit 2" },
            "Bit 2": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.bits.b2", "BooleanEquals": false, "Next": "Set 2" }],
                "Default": "Clear 2"
            },
            "Set 2": { "Type": "Pass", "Result": true, "ResultPath": "$.bits.b2", "Next": "Tick" },
            "Clear 2": { "Type": "Pass", "Result": false, "ResultPath": "$.bits.b2", "Next": "Bit 3" },
            "Bit 3": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.bits.b3", "BooleanEquals": false, "Next": "Set 3" }],
                "Default": "Clear 3"
            },
            "Set 3": { "Type": "Pass", "Result": true, "ResultPath": "$.bits.b3", "Next": "Tick" },
            "Clear 3": { "Type": "Pass", "Result": false, "ResultPath": "$.bits.b3", "Next": "Bit 4" },
            "Bit 4": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.bits.b4", "BooleanEquals": false, "Next": "Set 4" }],
                "Default": "Clear 4"
            },
            "Set 4": { "Type": "Pass", "Result": true, "ResultPath": "$.bits.b4", "Next": "Tick" },
            "Clear 4": { "Type": "Pass", "Result": false, "ResultPath": "$.bits.b4", "Next": "Bit 5" },
            "Bit 5": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.bits.b5", "BooleanEquals": false, "Next": "Set 5" }],
                "Default": "Clear 5"
            },
            "Set 5": { "Type": "Pass", "Result": true, "ResultPath": "$.bits.b5", "Next": "Tick" },
            "Clear 5": { "Type": "Pass", "Result": false, "ResultPath": "$.bits.b5", "Next": "Bit 6" },
            "Bit 6": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.bits.b6", "BooleanEquals": false, "Next": "Set 6" }],
                "Default": "Clear 6"
            },
            "Set 6": { "Type": "Pass", "Result": true, "ResultPath": "$.bits.b6", "Next": "Tick" },
            "Clear 6": { "Type": "Pass", "Result": false, "ResultPath": "$.bits.b6", "Next": "Bit 7" },
            "Bit 7": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.bits.b7", "BooleanEquals": false, "Next": "Set 7" }],
                "Default": "Clear 7"
            },
            "Set 7": { "Type": "Pass", "Result": true, "ResultPath": "$.bits.b7", "Next": "Tick" },
            "Clear 7": { "Type": "Pass", "Result": false, "ResultPath": "$.bits.b7", "Next": "Finish" },
            "Tick": { "Type": "Pass", "Next": "Bit 0" },
            "Finish": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:finish",
                "End": true
            }
        }
    }
}

impl Bits {
    /// The bits of a number.
    #[must_use]
    pub fn of(number: u8) -> Self {
        let bit = |index: u8| number & (1 << index) != 0;
        Self { b0: bit(0), b1: bit(1), b2: bit(2), b3: bit(3), b4: bit(4), b5: bit(5), b6: bit(6), b7: bit(7) }
    }
}

impl CountingTasks for Hands {
    async fn begin(&self, cx: TaskContext, count: Count) -> Result<Bits, Infallible> {
        self.work(&cx, 0, Ok(count.bits)).await
    }

    async fn finish(&self, cx: TaskContext, count: Count) -> Result<Counted, Infallible> {
        let over = !count.bits.b0 && !count.bits.b7;
        self.work(&cx, 0, Ok(Counted { id: count.id, over })).await
    }
}
