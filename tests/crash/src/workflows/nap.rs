//! Waits between tasks: by the data, and by the definition.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::TaskContext;

use super::Hands;

stepwright::workflow! {
    /// Sleeps, and sleeps on if the sleep is deep.
    pub mod nap;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Nap {
        pub id: String,
        pub seconds: u32,
        pub deep: bool,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Dream {
        pub of: String,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Rested {
        pub id: String,
        pub dream: Dream,
    }

    #[stepwright::tasks(input = Nap, output = Rested)]
    pub trait NapTasks {
        async fn fall_asleep(&self, cx: TaskContext, nap: Nap) -> Result<Dream, Infallible>;
        async fn wake_up(&self, cx: TaskContext, rested: Rested) -> Result<Rested, Infallible>;
    }

    definition = {
        "StartAt": "FallAsleep",
        "States": {
            "FallAsleep": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:FallAsleep",
                "ResultPath": "$.dream",
                "Next": "Sleep"
            },
            "Sleep": { "Type": "Wait", "SecondsPath": "$.seconds", "Next": "Deep?" },
            "Deep?": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.deep", "BooleanEquals": true, "Next": "SleepOn" }],
                "Default": "WakeUp"
            },
            "SleepOn": { "Type": "Wait", "Seconds": 1, "Next": "WakeUp" },
            "WakeUp": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:WakeUp",
                "Parameters": { "id.$": "$.id", "dream.$": "$.dream" },
                "Next": "Rested"
            },
            "Rested": { "Type": "Succeed" }
        }
    }
}

impl NapTasks for Hands {
    async fn fall_asleep(&self, cx: TaskContext, nap: Nap) -> Result<Dream, Infallible> {
        self.work(&cx, 0, Ok(Dream { of: format!("{} seconds for {}", nap.seconds, nap.id) })).await
    }

    async fn wake_up(&self, cx: TaskContext, rested: Rested) -> Result<Rested, Infallible> {
        self.work(&cx, 0, Ok(rested)).await
    }
}
