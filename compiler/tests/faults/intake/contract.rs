//! Parcels are scanned in batches: lists in lists, a loop over pages, branches that join.
use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Batch {
    pub depot: String,
    pub parcels: Vec<Parcel>,
    pub page: u32,
    pub limits: Vec<f64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    pub bar_code: String,
    pub weight: f64,
    pub sides: Vec<u32>,
    #[serde(rename = "class")]
    pub class: Class,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Class {
    Letter,
    SmallBox,
    Pallet,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Page {
    pub parcels: Vec<Parcel>,
    pub more: bool,
    pub wait: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ask {
    pub depot: String,
    pub page: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Weighed {
    pub total: f64,
    pub heavy: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Done {
    pub depot: String,
    pub heavy: Vec<String>,
    #[serde(default)]
    pub remark: Option<String>,
}

#[derive(Debug, TaskError)]
pub enum ScanError {
    Jammed,
    #[task_error(name = "Belt.Stopped")]
    BeltStopped { minutes: u32 },
}

#[stepwright::tasks(input = Batch, output = Done)]
pub trait Intake {
    async fn next_page(&self, ask: Ask) -> Result<Page, ScanError>;
    async fn weigh(&self, parcels: Vec<Parcel>) -> Result<Weighed, ScanError>;
    async fn label(&self, codes: Vec<String>) -> Result<Vec<String>, std::convert::Infallible>;
    async fn alarm(&self) -> Result<(), std::convert::Infallible>;
}
