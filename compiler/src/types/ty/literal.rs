//! The exact type of a JSON literal.

use std::rc::Rc;

use super::{Record, RecordField, Ty};
use crate::json::{Kind, Node};

impl Ty {
    /// The type of a JSON literal: as narrow as a type can be.
    #[must_use]
    pub fn of_literal(node: &Node) -> Ty {
        match &node.kind {
            Kind::Null => Ty::Null,
            Kind::Bool(value) => Ty::Bool(Some(*value)),
            Kind::Number(text) => text.parse().map_or(Ty::Float, |value| Ty::Int(value, value)),
            Kind::String(text) => Ty::literals([text.value.as_str()]),
            Kind::Array(items) => Ty::Tuple(items.iter().map(Ty::of_literal).collect()),
            Kind::Object(members) => Ty::Record(Rc::new(Record {
                fields: members
                    .iter()
                    .map(|member| RecordField::required(&member.key.value, Ty::of_literal(&member.value)))
                    .collect(),
                ..Record::default()
            })),
        }
    }
}
