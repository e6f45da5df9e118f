//! Voyages are quoted leg by leg, held until a point in time, and paid in money of another crate.
use std::{collections::BTreeMap, num::NonZeroU8, sync::Arc, time::Duration};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use money::{Currency, Decimal};
use serde::{Deserialize, Serialize};
use stepwright::{JsonForm, TaskError};
use uuid::Uuid;

pub use self::map::{Leg, Page, Port};

pub mod map {
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Port {
        Harbour,
        Roadstead,
    }

    /// Degrees: latitude, longitude.
    pub type Position = (f64, f64);

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Leg {
        pub id: uuid::Uuid,
        pub from: Position,
        pub to: Position,
        pub port: Port,
        #[serde(with = "time::serde::rfc3339")]
        sails: time::OffsetDateTime,
        #[serde(with = "time::serde::rfc3339::option", default)]
        pub lands: Option<time::OffsetDateTime>,
    }

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Page<T> {
        pub items: Vec<T>,
        next: Option<String>,
    }
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonForm)]
pub struct Voyage {
    pub id: Uuid,
    pub booked: DateTime<Utc>,
    pub expires: Option<DateTime<FixedOffset>>,
    pub day: NaiveDate,
    #[serde(with = "chrono::serde::ts_seconds")]
    pub seen: DateTime<Utc>,
    pub legs: Page<Leg>,
    pub berths: [NonZeroU8; 2],
    #[asl(as = f64)]
    pub budget: Decimal,
    pub rest: Duration,
    pub fees: BTreeMap<Port, Fee>,
    pub captain: Arc<Captain>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Captain {
    pub name: Arc<str>,
    pub since: NaiveDate,
}

/// Written as `{ "amount": .., "unit": .. }` by code of its own.
#[derive(Clone, Debug, JsonForm)]
#[asl(as = FeeForm)]
pub struct Fee {
    cents: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FeeForm {
    pub amount: String,
    pub unit: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonForm)]
pub struct Quote {
    pub id: Uuid,
    pub until: DateTime<Utc>,
    #[asl(as = f64)]
    pub price: Decimal,
    pub range: (u32, u32),
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonForm)]
pub struct Ask {
    pub voyage: Uuid,
    pub at: DateTime<Utc>,
    pub between: (map::Position, map::Position),
    pub berths: NonZeroU8,
    #[serde(default)]
    pub rest: Option<Duration>,
    #[asl(as = String)]
    pub currency: Currency,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Paid {
    pub receipt: Uuid,
    pub fee: Fee,
}

#[derive(Debug, TaskError)]
pub enum DeskError {
    Closed,
}

#[stepwright::tasks(input = Voyage, output = Paid)]
pub trait Desk {
    async fn quote(&self, ask: Ask) -> Result<Quote, DeskError>;
    async fn berth(&self, leg: Leg) -> Result<(Uuid, u8), DeskError>;
    async fn pay(&self, quote: Quote) -> Result<Paid, DeskError>;
    async fn list(&self, legs: Page<Leg>) -> Result<Page<Uuid>, std::convert::Infallible>;
}
