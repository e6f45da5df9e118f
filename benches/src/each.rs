//! A list of numbers, and a Map over it.

use serde::{Deserialize, Serialize};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct List {
    /// Numbers.
    pub items: Vec<i64>,
}

/// One number, as an iteration puts it out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Wrapped {
    /// The number.
    pub n: i64,
}

/// A Map that calls no task.
#[stepwright::tasks(input = List, output = Vec<Wrapped>)]
pub trait NoTasks {}

/// Handlers of no task.
pub struct Nobody;

impl NoTasks for Nobody {}

stepwright::workflow! { pub mod map; contract = "src/each.rs"; definition = "map.asl.json"; }
