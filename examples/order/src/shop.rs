//! The contract of the order workflow: the types that flow through it, and the tasks it calls.
//!
//! `build.rs` compiles `workflows/order.asl.json` against this file.
#![allow(unreachable_pub, reason = "a contract is public, and this program has no library to show it in")]

use serde::{Deserialize, Serialize};
use stepwright::{TaskContext, TaskError};

/// An order, as a line of the orders file has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub id: String,
    pub customer: String,
    pub country: String,
    pub delivery: Delivery,
    pub card: String,
    pub items: Vec<Item>,
    /// In cents.
    pub total: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub sku: String,
    pub quantity: u32,
    /// In cents, of one piece.
    pub price: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Delivery {
    Standard,
    Express,
    Pickup,
}

/// What the payment provider says when it has the money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    pub payment: String,
    /// In cents.
    pub amount: u32,
}

/// What the carrier needs to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    pub order_id: String,
    pub country: String,
    pub delivery: Delivery,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shipment {
    pub tracking: String,
    pub collected_in_seconds: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refund {
    pub payment: String,
}

/// What an order comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Confirmation {
    pub order_id: String,
    pub status: Status,
    pub payment: String,
    /// Parcels have one, pickups do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Shipped,
    Ready,
}

// A variant's name, or the one given to it, is what `ErrorEquals` lists.
#[derive(Debug, PartialEq, TaskError)]
pub enum PaymentError {
    #[task_error(name = "Payment.Busy")]
    Busy,
    #[task_error(name = "Card.Declined")]
    Declined { reason: String },
}

#[derive(Debug, PartialEq, TaskError)]
pub enum CarrierError {
    #[task_error(name = "Carrier.Unavailable")]
    Unavailable,
    #[task_error(name = "Carrier.NoService")]
    NoService { country: String },
}

/// The tasks. `function:ChargeCard` in the definition is `charge_card` here.
#[stepwright::tasks(input = Order, output = Confirmation)]
pub trait ShopTasks {
    async fn charge_card(&self, cx: TaskContext, order: Order) -> Result<Receipt, PaymentError>;
    async fn book_carrier(&self, cx: TaskContext, parcel: Parcel) -> Result<Shipment, CarrierError>;
    async fn refund_payment(&self, cx: TaskContext, receipt: Receipt) -> Result<Refund, PaymentError>;
}

// The compiled workflow: `order::Workflow`.
stepwright::include_workflow!("order");
