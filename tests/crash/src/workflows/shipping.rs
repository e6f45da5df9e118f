//! Tasks in sequence, each with the data of those before it.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::TaskContext;

use super::Hands;

stepwright::workflow! {
    /// Reserves, charges and ships an order.
    pub mod shipping;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Order {
        pub id: String,
        pub total: i64,
        pub items: Vec<Item>,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Item {
        pub sku: String,
        pub quantity: u32,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Reservation {
        pub shelf: String,
        pub pieces: u32,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Charge {
        pub order: String,
        pub amount: i64,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Receipt {
        pub payment: String,
        pub amount: i64,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Parcel {
        pub order: String,
        pub shelf: String,
        pub payment: String,
        pub carrier: String,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Shipment {
        pub tracking: String,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Shipped {
        pub id: String,
        pub paid: i64,
        pub tracking: String,
    }

    #[stepwright::tasks(input = Order, output = Shipped)]
    pub trait ShippingTasks {
        async fn reserve(&self, cx: TaskContext, order: Order) -> Result<Reservation, Infallible>;
        async fn charge(&self, cx: TaskContext, charge: Charge) -> Result<Receipt, Infallible>;
        async fn ship(&self, cx: TaskContext, parcel: Parcel) -> Result<Shipment, Infallible>;
    }

    definition = {
        "StartAt": "Reserve",
        "States": {
            "Reserve": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:reserve",
                "ResultPath": "$.reservation",
                "Next": "Charge"
            },
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                "Parameters": { "order.$": "$.id", "amount.$": "$.total" },
                "ResultPath": "$.receipt",
                "Next": "Choose carrier"
            },
            "Choose carrier": {
                "Type": "Pass",
                "Result": "express",
                "ResultPath": "$.carrier",
                "Next": "Ship"
            },
            "Ship": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ship",
                "Parameters": {
                    "order.$": "$.id",
                    "shelf.$": "$.reservation.shelf",
                    "payment.$": "$.receipt.payment",
                    "carrier.$": "$.carrier"
                },
                "ResultPath": "$.shipment",
                "Next": "Answer"
            },
            "Answer": {
                "Type": "Pass",
                "Parameters": {
                    "id.$": "$.id",
                    "paid.$": "$.receipt.amount",
                    "tracking.$": "$.shipment.tracking"
                },
                "End": true
            }
        }
    }
}

impl ShippingTasks for Hands {
    async fn reserve(&self, cx: TaskContext, order: Order) -> Result<Reservation, Infallible> {
        let pieces = order.items.iter().map(|item| item.quantity).sum();
        let shelf = order.items.first().map_or_else(String::new, |item| format!("shelf of {}", item.sku));
        self.work(&cx, 0, Ok(Reservation { shelf, pieces })).await
    }

    async fn charge(&self, cx: TaskContext, charge: Charge) -> Result<Receipt, Infallible> {
        self.work(&cx, 0, Ok(Receipt { payment: format!("payment of {}", charge.order), amount: charge.amount })).await
    }

    async fn ship(&self, cx: TaskContext, parcel: Parcel) -> Result<Shipment, Infallible> {
        let tracking = format!("{} by {} from {} for {}", parcel.order, parcel.carrier, parcel.shelf, parcel.payment);
        self.work(&cx, 0, Ok(Shipment { tracking })).await
    }
}
