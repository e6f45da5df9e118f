//! Crates of lines are weighed in a Map inside a Map; variables, tuples and parts of lists lead to the load.
use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub count: u32,
    pub price: f64,
    pub note: Option<String>,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Crate {
    pub id: String,
    pub lines: Vec<Line>,
    pub size: (u32, u32, String),
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Depot {
    pub site: String,
    pub crates: Vec<Crate>,
    pub limit: u32,
    pub since: String,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Weighed {
    pub sku: String,
    pub kilos: f64,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Ask {
    pub sku: String,
    pub count: u32,
    pub site: String,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Truck {
    pub plate: String,
    pub seats: u32,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Load {
    pub truck: Truck,
    pub kilos: Vec<Vec<Weighed>>,
    pub names: Vec<String>,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Done {
    pub slip: String,
    pub minutes: u32,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Out {
    pub site: String,
    pub slip: String,
    pub first: String,
    pub crates: Vec<String>,
    pub part: Vec<Vec<Crate>>,
}
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Verdict {
    Fine { kilos: f64 },
    Heavy { over: f64 },
    Broken,
}
#[derive(Debug, TaskError)]
pub enum WeighError {
    Jammed,
    Empty,
}
#[derive(Debug, TaskError)]
pub enum TruckError {
    NoTruck,
}
#[stepwright::tasks(input = Depot, output = Out)]
pub trait Tasks {
    async fn weigh(&self, ask: Ask) -> Result<Weighed, WeighError>;
    async fn truck(&self, site: String) -> Result<Truck, TruckError>;
    async fn driver(&self, site: String) -> Result<String, TruckError>;
    async fn judge(&self, kilos: Vec<Weighed>) -> Result<Verdict, WeighError>;
    async fn load(&self, load: Load) -> Result<Done, WeighError>;
    async fn tell(&self, text: String) -> Result<(), WeighError>;
}
