// An order is charged and shipped.
use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub id: String,
    pub total: f64,
    pub items: Vec<Item>,
    pub speed: Speed,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Item {
    pub sku: String,
    pub quantity: u32,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speed {
    Standard,
    Express,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub payment: String,
    pub amount: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    pub order_id: String,
    pub express: bool,
    pub speed: Speed,
    pub pieces: i64,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Shipment {
    pub tracking: String,
    pub seconds: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Done {
    pub id: String,
    pub tracking: String,
}

#[derive(Debug, TaskError)]
pub enum ChargeError {
    Busy,
    #[task_error(name = "Card.Declined")]
    Declined { reason: String },
}

#[stepwright::tasks(input = Order, output = Done)]
pub trait OrderTasks {
    async fn charge(&self, cx: stepwright::TaskContext, order: Order) -> Result<Receipt, ChargeError>;
    async fn ship(&self, parcel: Parcel) -> Result<Shipment, std::convert::Infallible>;
}
