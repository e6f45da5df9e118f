//! A second module of the contract: private fields, a generic struct, types with code of their own.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub(super) total: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    quantity: u32,
    weight: Weight,
    #[serde(default)]
    pub hold: hold::Hold,
}

/// Generated code cannot name what is in here.
mod hold {
    #[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
    pub struct Hold {
        pub deck: u8,
        pub rows: Option<Vec<Row>>,
    }

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub enum Row {
        Port,
        Starboard,
    }

    impl Hold {
        pub(super) fn new(at: u32) -> Hold {
            let row = if at == 1 { Row::Port } else { Row::Starboard };
            Hold { deck: 2, rows: (at > 0).then(|| vec![row]) }
        }
    }
}

impl Line {
    pub(super) fn new(sku: &str, quantity: u32) -> Line {
        Line { sku: sku.to_owned(), quantity, weight: Weight(quantity.into()), hold: hold::Hold::new(quantity) }
    }
}

/// A newtype that generated code cannot take apart.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Weight(u64);

/// Cents, written as a string with a point: `"1.05"`.
#[derive(Clone, Debug, PartialEq, stepwright::JsonForm)]
#[asl(as = String)]
pub struct Money(pub u32);

impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{}.{:02}", self.0 / 100, self.0 % 100))
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Money, D::Error> {
        let text = String::deserialize(from)?;
        let (whole, cents) = text.split_once('.').unwrap_or((&text, "0"));
        let number = |text: &str| text.parse::<u32>().map_err(serde::de::Error::custom);
        Ok(Money(number(whole)? * 100 + number(cents)?))
    }
}

/// Written as a number now and as a string then, whatever the contract declares.
#[derive(Clone, Debug)]
pub struct Fickle(pub u8);

impl Serialize for Fickle {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(2) { to.serialize_u8(self.0) } else { to.collect_str(&self.0) }
    }
}

impl<'de> Deserialize<'de> for Fickle {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Fickle, D::Error> {
        match serde_json::Value::deserialize(from)? {
            serde_json::Value::String(text) => text.parse().map(Fickle).map_err(serde::de::Error::custom),
            other => other
                .as_u64()
                .and_then(|number| u8::try_from(number).ok())
                .map(Fickle)
                .ok_or_else(|| serde::de::Error::custom("neither a number nor a string")),
        }
    }
}
