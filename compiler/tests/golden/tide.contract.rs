// A ship waits for the tide: types of other crates, a tuple, a generic struct, a declared form.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use stepwright::JsonForm;
use uuid::Uuid;

#[derive(Clone, Debug, Serialize, Deserialize, JsonForm)]
pub struct Ship {
    pub id: Uuid,
    pub position: (f64, f64),
    pub arrives: DateTime<Utc>,
    #[serde(with = "time::serde::rfc3339")]
    pub seen: time::OffsetDateTime,
    #[asl(as = f64)]
    pub draught: Decimetres,
    pub tides: Page<Tide>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub total: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tide {
    pub at: DateTime<Utc>,
    pub depth: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    pub ship: Uuid,
    pub before: DateTime<Utc>,
    pub near: (f64, f64),
    pub page: Page<Tide>,
}

/// Written as metres.
#[derive(Clone, Debug)]
pub struct Decimetres(u32);

impl Serialize for Decimetres {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(f64::from(self.0) / 10.0)
    }
}

impl<'de> Deserialize<'de> for Decimetres {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        f64::deserialize(from).map(|metres| Decimetres((metres * 10.0) as u32))
    }
}

#[stepwright::tasks(input = Ship, output = Tide)]
pub trait Pilot {
    async fn pick(&self, asked: Asked) -> Result<Tide, std::convert::Infallible>;
}
