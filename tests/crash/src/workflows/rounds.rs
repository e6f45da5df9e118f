//! A loop through a Choice, with a task in every round.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::TaskContext;

use super::Hands;

stepwright::workflow! {
    /// Adds up until the limit is reached.
    pub mod rounds;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Race {
        pub id: String,
        pub limit: u32,
        pub progress: Progress,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Progress {
        pub round: u32,
        pub sum: i64,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Raced {
        pub id: String,
        pub rounds: u32,
        pub sum: i64,
        pub last: bool,
    }

    #[stepwright::tasks(input = Race, output = Raced)]
    pub trait RoundsTasks {
        async fn go_round(&self, cx: TaskContext, race: Race) -> Result<Progress, Infallible>;
    }

    definition = {
        "StartAt": "Round",
        "States": {
            "Round": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:GoRound",
                "ResultPath": "$.progress",
                "Next": "Again?"
            },
            "Again?": {
                "Type": "Choice",
                "Choices": [
                    { "Variable": "$.progress.round", "NumericLessThanPath": "$.limit", "Next": "Round" }
                ],
                "Default": "Answer"
            },
            "Answer": {
                "Type": "Pass",
                "Parameters": {
                    "id.$": "$.id",
                    "rounds.$": "$.progress.round",
                    "sum.$": "$.progress.sum",
                    "last": true
                },
                "End": true
            }
        }
    }
}

impl RoundsTasks for Hands {
    async fn go_round(&self, cx: TaskContext, race: Race) -> Result<Progress, Infallible> {
        let Progress { round, sum } = race.progress;
        let next = Progress { round: round + 1, sum: sum * 3 + i64::from(round) };
        self.work(&cx, round, Ok(next)).await
    }
}
