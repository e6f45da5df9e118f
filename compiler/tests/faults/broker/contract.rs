//! Parallels inside a Parallel, whose results are taken apart by index and put together again.
use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Serialize, Deserialize)]
pub struct Order {
    pub id: String,
    pub qty: u32,
    pub legs: Vec<Leg>,
}
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "via", rename_all = "lowercase")]
pub enum Leg {
    Sea { port: String, days: u32 },
    Road { plate: String },
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Price {
    pub amount: f64,
    pub currency: String,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Offer {
    pub id: String,
    pub price: Price,
    pub until: Option<String>,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Pick {
    pub offers: Vec<Offer>,
    pub id: String,
}
#[derive(Clone, Serialize, Deserialize)]
pub struct Ship {
    pub offer: Offer,
    pub pair: (String, u32),
    pub legs: Vec<Leg>,
    pub tags: Vec<(String, u32)>,
}
#[derive(Debug, TaskError)]
pub enum BidError {
    Late,
    Shut,
}
#[derive(Debug, TaskError)]
pub enum ShipError {
    Stuck,
}
#[stepwright::tasks(input = Order, output = String)]
pub trait Tasks {
    async fn bid(&self, id: String) -> Result<Offer, BidError>;
    async fn ask(&self, id: String) -> Result<Offer, BidError>;
    async fn pick(&self, pick: Pick) -> Result<Offer, BidError>;
    async fn leg(&self, leg: Leg) -> Result<Leg, ShipError>;
    async fn ship(&self, ship: Ship) -> Result<String, ShipError>;
}
