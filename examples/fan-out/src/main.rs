//! A trip is booked: the flight and the hotel side by side, a seat for each traveller, two at a time; what was
//! reserved is cancelled if anything fails.
//!
//! `cargo run -p fan-out`
#![allow(missing_docs)]

use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use stepwright::{Engine, TaskContext, TaskError};

stepwright::workflow! {
    pub mod trip;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Trip { pub to: String, pub travellers: Vec<Traveller> }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Traveller { pub name: String, pub age: u32 }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct SeatRequest { pub name: String, pub row: u32, pub to: String }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Booking { pub seats: Vec<String>, pub hotel: String, pub text: String }

    #[derive(Debug, TaskError)]
    pub enum BookingError {
        Busy,
        #[task_error(name = "Hotel.Full")]
        Full { town: String },
    }

    #[stepwright::tasks(input = Trip, output = Booking)]
    pub trait Agency {
        async fn seat(&self, cx: TaskContext, request: SeatRequest) -> Result<String, BookingError>;
        async fn hotel(&self, town: String) -> Result<String, BookingError>;
        async fn cancel(&self, why: String) -> Result<(), Infallible>;
    }

    definition = {
        "StartAt": "Count",
        "States": {
            "Count": {
                "Type": "Pass",
                "Assign": { "people.$": "States.ArrayLength($.travellers)", "town.$": "$.to" },
                "Next": "Book"
            },
            "Book": {
                "Type": "Parallel",
                "Branches": [
                    {
                        "StartAt": "Seats",
                        "States": {
                            "Seats": {
                                "Type": "Map",
                                "ItemsPath": "$.travellers",
                                "MaxConcurrency": 2,
                                "ItemSelector": {
                                    "name.$": "$$.Map.Item.Value.name", "row.$": "$$.Map.Item.Index", "to.$": "$.to"
                                },
                                "ItemProcessor": {
                                    "StartAt": "Seat",
                                    "States": {
                                        "Seat": {
                                            "Type": "Task",
                                            "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:seat",
                                            "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 1 }],
                                            "End": true
                                        }
                                    }
                                },
                                "End": true
                            }
                        }
                    },
                    {
                        "StartAt": "Hotel",
                        "States": {
                            "Hotel": {
                                "Type": "Task",
                                "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:hotel",
                                "InputPath": "$.to",
                                "End": true
                            }
                        }
                    }
                ],
                "Catch": [{ "ErrorEquals": ["Hotel.Full"], "Assign": { "why.$": "$.Cause" }, "Next": "Cancel" }],
                "Next": "Confirm"
            },
            "Confirm": {
                "Type": "Pass",
                "Parameters": {
                    "seats.$": "$[0]",
                    "hotel.$": "$[1]",
                    "text.$": "States.Format('{} people go to {}', $people, $town)"
                },
                "End": true
            },
            "Cancel": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:cancel",
                "InputPath": "$why",
                "Next": "Stay at home"
            },
            "Stay at home": { "Type": "Fail", "Error": "Trip.Cancelled", "CausePath": "$why" }
        }
    }
}

/// Whoever books.
struct Desk;

impl Agency for Desk {
    async fn seat(&self, cx: TaskContext, request: SeatRequest) -> Result<String, BookingError> {
        println!("  a seat to {} for {}, attempt {}", request.to, request.name, cx.attempt());
        // The second row is never sold at the first attempt.
        if request.row == 1 && cx.attempt() == 1 { Err(BookingError::Busy) } else { Ok(format!("{}A", request.row)) }
    }

    async fn hotel(&self, town: String) -> Result<String, BookingError> {
        if town == "Atlantis" { Err(BookingError::Full { town }) } else { Ok(format!("Hotel {town}")) }
    }

    async fn cancel(&self, why: String) -> Result<(), Infallible> {
        println!("  all is cancelled: {why}");
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::builder().register(trip::Workflow, Desk).build().await?;
    let travellers =
        |names: &[&str]| names.iter().map(|name| Traveller { name: (*name).to_owned(), age: 30 }).collect();
    for (to, names) in [("Lisbon", &["Ada", "Bruno", "Carla"][..]), ("Atlantis", &["Dora"])] {
        println!("{} travel to {to}", names.join(", "));
        let trip = Trip { to: to.to_owned(), travellers: travellers(names) };
        let execution = engine.start(trip::Workflow, to, &trip).await?;
        match execution.result().await {
            Ok(booking) => println!("  {}: seats {}, {}", booking.text, booking.seats.join(", "), booking.hotel),
            Err(error) => println!("  {error}"),
        }
    }
    engine.shutdown().await;
    Ok(())
}
