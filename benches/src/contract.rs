//! A document of one KiB, and a task over it.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};

/// What the benchmarks carry around.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// A number.
    pub id: String,
    /// Where it stands.
    pub status: Status,
    /// In euros.
    pub total: f64,
    /// In grams.
    pub weight: i64,
    /// Who ordered.
    pub customer: Customer,
    /// What was ordered.
    pub items: Vec<Item>,
    /// Free text.
    pub note: Option<String>,
    /// Whether somebody looked at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<bool>,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not yet shipped.
    Open,
    /// Done.
    Closed,
}

/// Who ordered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Customer {
    /// The name.
    pub name: String,
    /// The address for mail.
    pub mail: String,
    /// The street.
    pub street: String,
    /// The city.
    pub city: String,
}

/// What was ordered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Item {
    /// Its number.
    pub sku: String,
    /// Its name.
    pub title: String,
    /// How many.
    pub pieces: u32,
}

/// What the task brings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Note {
    /// A word.
    pub by: String,
    /// A number.
    pub at: i64,
}

/// The one task of the durable benchmark.
#[stepwright::tasks(input = Document, output = serde_json::Value)]
pub trait BenchTasks {
    /// Answers at once.
    async fn note(&self, document: Document) -> Result<Note, Infallible>;
}

stepwright::workflow! { pub mod chain; contract = "src/contract.rs"; definition = "chain.asl.json"; }
stepwright::workflow! { #![allow(ASL0232)] pub mod choice; contract = "src/contract.rs"; definition = "choice.asl.json"; }
stepwright::workflow! { pub mod steps; contract = "src/contract.rs"; definition = "steps.asl.json"; }
