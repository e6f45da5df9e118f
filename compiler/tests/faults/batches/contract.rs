//! A shipment of boxes is checked box by box and piece by piece, and what is damaged is claimed.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shipment {
    pub number: String,
    pub boxes: Vec<Crate>,
    pub carriers: Vec<Carrier>,
    pub dock: Dock,
    pub prices: BTreeMap<String, f64>,
    pub received_at: jiff::Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returns: Option<Vec<Piece>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Crate {
    pub id: String,
    pub weight: f64,
    pub size: Size,
    pub pieces: Vec<Piece>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Size {
    Small,
    ExtraLarge,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Piece {
    pub part_no: String,
    pub count: u32,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Carrier {
    pub name: String,
    pub wait: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dock {
    pub gate: String,
    pub workers: u32,
    pub share: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Opening {
    pub id: String,
    pub size: Size,
    pub gate: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    pub intact: bool,
    pub opened_by: String,
    pub minutes: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Look {
    pub part_no: String,
    pub expected: u32,
    pub in_box: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Looked {
    pub found: u32,
    pub state: State,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Whole,
    Scratched,
    Broken,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Offer {
    pub carrier: String,
    pub price: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    pub number: String,
    pub carriers: Vec<String>,
    pub counts: Vec<u32>,
    pub first: Entry,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    pub part: String,
    pub found: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    pub number: String,
    pub boxes: u32,
    pub minutes: Vec<u32>,
    pub parts: Vec<Vec<Entry>>,
    #[serde(default)]
    pub claim: Option<String>,
}

#[derive(Debug, TaskError)]
pub enum OpenError {
    Sealed,
    #[task_error(name = "Customs.Locked")]
    Locked,
}

#[derive(Debug, TaskError)]
pub enum LookError {
    Unreadable,
}

#[stepwright::tasks(input = Shipment, output = Report)]
pub trait Goods {
    async fn open(&self, opening: Opening) -> Result<Opened, OpenError>;
    async fn look(&self, look: Look) -> Result<Looked, LookError>;
    async fn ask_price(&self, carrier: Carrier) -> Result<Offer, std::convert::Infallible>;
    async fn claim(&self, claim: Claim) -> Result<String, std::convert::Infallible>;
}
