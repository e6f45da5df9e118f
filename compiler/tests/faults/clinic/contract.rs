//! Variables that catchers assign, results that catchers replace, and a list of results of two kinds.
use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Patient {
    pub name: String,
    pub age: u32,
    pub tests: Vec<String>,
    pub insurer: Option<String>,
    pub slots: (String, String),
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Room {
    pub number: u32,
    pub floor: i32,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Quote {
    pub price: f64,
    pub code: String,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Bill {
    pub price: f64,
    pub room: u32,
    pub why: String,
}
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Open,
    Closed,
    Held,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Case {
    pub state: State,
    pub wait: u32,
    pub reason: Option<String>,
}
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Test {
    Done { value: f64 },
    Failed { error: String },
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Report {
    pub tests: Vec<Test>,
    pub bill: String,
    pub why: String,
}
#[derive(Debug, TaskError)]
pub enum RoomError {
    Full,
    Shut,
}
#[derive(Debug, TaskError)]
pub enum QuoteError {
    NoQuote,
}
#[derive(Debug, TaskError)]
pub enum LabError {
    Spilt,
}
#[stepwright::tasks(input = Patient, output = Report)]
pub trait Tasks {
    async fn room(&self, name: String) -> Result<Room, RoomError>;
    async fn quote(&self, name: String) -> Result<Quote, QuoteError>;
    async fn case(&self, name: String) -> Result<Case, QuoteError>;
    async fn lab(&self, test: String) -> Result<f64, LabError>;
    async fn bill(&self, bill: Bill) -> Result<String, QuoteError>;
    async fn tell(&self, text: String) -> Result<(), LabError>;
}
