//! One event of a history, decoded.

use jiff::Timestamp;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value};

use super::EventType;

/// One event of an execution's history. It serialises as the service's JSON has it.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEvent {
    /// Its type.
    pub kind: EventType,
    /// Its number in the history, from 1.
    pub id: u64,
    /// The event that caused it; 0 if none did.
    pub previous_event_id: u64,
    /// When it happened.
    pub timestamp: Timestamp,
    /// The members of its details, in the service's order. Documents are JSON text.
    pub details: Map<String, Value>,
}

impl HistoryEvent {
    /// A member of its details that is a text: `name`, `input`, `error` ..
    #[must_use]
    pub fn detail(&self, member: &str) -> Option<&str> {
        self.details.get(member).and_then(Value::as_str)
    }
}

impl Serialize for HistoryEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        // Milliseconds of this size are exact in a double.
        #[allow(clippy::cast_precision_loss)]
        map.serialize_entry("timestamp", &(self.timestamp.as_millisecond() as f64 / 1000.0))?;
        map.serialize_entry("type", self.kind.as_str())?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("previousEventId", &self.previous_event_id)?;
        if let Some(member) = self.kind.details_member() {
            map.serialize_entry(member, &self.details)?;
        }
        map.end()
    }
}
