//! A ticket is bought and, if the hall is full, waited for: a workflow written in place and run in memory.
//!
//! `cargo run -p macro-example`
#![allow(missing_docs)]

use serde::{Deserialize, Serialize};
use stepwright::{Engine, TaskContext, TaskError};

stepwright::workflow! {
    /// The workflow's own module: `ticket::Workflow` is what an engine runs.
    pub mod ticket;

    // The types that flow through the workflow. They are plain Rust, and stay outside the module.
    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Request { pub name: String, pub seats: u32 }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Ticket { pub number: String, pub seats: u32 }

    // Errors, by the names that `Retry` and `Catch` go by.
    #[derive(Debug, TaskError)]
    pub enum DeskError {
        Busy,
        #[task_error(name = "Hall.Full")]
        Full { free: u32 },
    }

    // The tasks that the workflow calls.
    #[stepwright::tasks(input = Request, output = Ticket)]
    pub trait Desk {
        async fn sell(&self, cx: TaskContext, request: Request) -> Result<Ticket, DeskError>;
        async fn note(&self, request: Request) -> Result<(), DeskError>;
    }

    // The definition, as it is deployed elsewhere. A path that is not there, a misspelt state or
    // an error that `sell` cannot raise does not compile: try it.
    definition = {
        "StartAt": "Sell",
        "States": {
            "Sell": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:sell",
                "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 1, "MaxAttempts": 2 }],
                "Catch": [{ "ErrorEquals": ["Hall.Full"], "ResultPath": "$.refusal", "Next": "Note" }],
                "End": true
            },
            "Note": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:note",
                "ResultPath": null,
                "Next": "Sold out"
            },
            "Sold out": { "Type": "Fail", "Error": "Ticket.SoldOut", "CausePath": "$.refusal.Cause" }
        }
    }
}

/// Whoever stands behind the desk.
struct Clerk;

impl Desk for Clerk {
    async fn sell(&self, cx: TaskContext, request: Request) -> Result<Ticket, DeskError> {
        println!("  sell {} seats to {}, attempt {}", request.seats, request.name, cx.attempt());
        match request.seats {
            0..=2 => Ok(Ticket { number: format!("T-{}", request.name), seats: request.seats }),
            3..=4 if cx.attempt() == 1 => Err(DeskError::Busy),
            3..=4 => Ok(Ticket { number: format!("T-{}", request.name), seats: request.seats }),
            _ => Err(DeskError::Full { free: 4 }),
        }
    }

    async fn note(&self, request: Request) -> Result<(), DeskError> {
        println!("  note that {} waits for {} seats", request.name, request.seats);
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Without `.store(..)` executions live in memory.
    let engine = Engine::builder().register(ticket::Workflow, Clerk).build().await?;
    for (name, seats) in [("Ada", 2), ("Bruno", 4), ("Carla", 9)] {
        println!("{name} asks for {seats} seats");
        // The execution's name: starting it again gives the same execution.
        let execution = engine.start(ticket::Workflow, name, &Request { name: name.to_owned(), seats }).await?;
        match execution.result().await {
            Ok(ticket) => println!("  got ticket {}", ticket.number),
            Err(error) => println!("  {error}"),
        }
    }
    engine.shutdown().await;
    Ok(())
}
