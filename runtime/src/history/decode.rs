//! Reads the events of one commit.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{
    EventType, Field, HistoryEvent,
    encode::{END, FORMAT, REFERENCE},
};

/// The events of a chunk, or `None` if it is damaged.
pub(crate) fn decode(first_event: u64, bytes: &[u8]) -> Option<Vec<HistoryEvent>> {
    let mut reader = Reader { bytes, documents: Vec::new() };
    if reader.byte()? != FORMAT {
        return None;
    }
    let moment = i64::from_le_bytes(reader.take(8)?.try_into().ok()?);
    let timestamp = Timestamp::from_millisecond(moment).ok()?;
    let mut events = Vec::new();
    let mut id = first_event;
    while !reader.bytes.is_empty() {
        let kind = EventType::from_code(reader.byte()?)?;
        id = id.checked_add(reader.number()?)?;
        let previous_event_id = id.checked_sub(reader.number()?)?;
        let (details, earlier) = reader.members()?;
        let timestamp = match earlier {
            0 => timestamp,
            earlier => Timestamp::from_millisecond(moment.checked_sub_unsigned(earlier)?).ok()?,
        };
        events.push(HistoryEvent { kind, id, previous_event_id, timestamp, details });
    }
    Some(events)
}

struct Reader<'a> {
    bytes: &'a [u8],
    documents: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    /// An event's members, and how many milliseconds it is earlier than its chunk.
    fn members(&mut self) -> Option<(Map<String, Value>, u64)> {
        let (mut members, mut earlier) = (Map::new(), 0);
        loop {
            let code = self.byte()?;
            if code == END {
                return Some((members, earlier));
            }
            let field = Field::from_code(code & !REFERENCE)?;
            let value = match field {
                Field::TimeoutInSeconds | Field::HeartbeatInSeconds | Field::Length | Field::Index => {
                    Value::from(self.number()?)
                }
                Field::At => {
                    earlier = self.number()?;
                    continue;
                }
                Field::TaskCredentials => json!({"roleArn": self.text()?}),
                Field::AssignedVariables => Value::Object(self.assigned()?),
                Field::Input | Field::Output | Field::Parameters if code & REFERENCE == 0 => {
                    let text = self.text()?;
                    self.documents.push(text);
                    Value::from(text)
                }
                Field::Input | Field::Output | Field::Parameters => {
                    let index = usize::try_from(self.number()?).ok()?;
                    Value::from(*self.documents.get(index)?)
                }
                _ => Value::from(self.text()?),
            };
            members.insert(field.member().to_owned(), value);
            if let Some(details) = field.details_member() {
                members.insert(details.to_owned(), json!({"truncated": false}));
            }
        }
    }

    fn assigned(&mut self) -> Option<Map<String, Value>> {
        (0..self.number()?).map(|_| Some((self.text()?.to_owned(), Value::from(self.text()?)))).collect()
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.bytes.split_at_checked(count)?;
        self.bytes = tail;
        Some(head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let size = u32::from_le_bytes(self.take(4)?.try_into().ok()?);
        std::str::from_utf8(self.take(usize::try_from(size).ok()?)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::history::ChunkWriter;

    #[test]
    fn documents_that_differ_at_their_ends_cost_no_more_than_others() {
        let now = Timestamp::from_millisecond(1_700_000_000_123).unwrap();
        let pad = "x".repeat(20_000);
        let time = |text: &dyn Fn(u64) -> String| {
            let begun = Instant::now();
            let mut writer = ChunkWriter::default();
            for id in 1..=2_000 {
                writer.begin(EventType::PassStateEntered, id, 0, now);
                writer.document_bytes(Field::Input, text(id).as_bytes());
                writer.end();
            }
            let events = decode(1, &writer.take().unwrap().1).unwrap();
            assert!(events.iter().all(|event| event.detail("input") == Some(&text(event.id))));
            begun.elapsed()
        };
        let at_once = time(&|id| format!("\"{id:04}{pad}\""));
        let at_last = time(&|id| format!("\"{pad}{id:04}\""));
        // To compare each with all before it takes ten times as long.
        assert!(at_last < at_once * 4, "{at_once:?}, {at_last:?}");
    }

    fn chunk() -> (u64, Vec<u8>) {
        let now = Timestamp::from_millisecond(1_700_000_000_123).unwrap();
        let mut writer = ChunkWriter::default();
        writer.begin(EventType::PassStateExited, 200, 199, now);
        writer.text(Field::Name, "A");
        writer.document(Field::Output, &json!({"x": 1})).unwrap();
        writer.end();
        let mark = writer.mark();
        writer.begin(EventType::TaskStateEntered, 201, 200, now);
        assert!(writer.document(Field::Input, &f64::NAN).is_err());
        writer.abandon(mark);
        writer.begin(EventType::TaskStateEntered, 203, 200, now);
        writer.text(Field::Name, "B");
        writer.document(Field::Input, &json!({"x": 1})).unwrap();
        writer.end();
        writer.begin(EventType::LambdaFunctionScheduled, 204, 0, now);
        writer.at(Timestamp::from_millisecond(1_699_999_999_000).unwrap());
        writer.count(Field::TimeoutInSeconds, 300);
        writer.text(Field::TaskCredentials, "arn:role");
        writer.assigned(&[("x", "42".into()), ("y", r#"{"a":1}"#.into())]);
        writer.end();
        writer.take().unwrap()
    }

    #[test]
    fn what_was_written_is_read() {
        let (first, bytes) = chunk();
        let events = decode(first, &bytes).unwrap();
        let ids: Vec<_> = events.iter().map(|event| (event.id, event.previous_event_id)).collect();
        assert_eq!(ids, [(200, 199), (203, 200), (204, 0)]);
        let document = r#"{"x":1}"#;
        assert_eq!(events[0].detail("output"), Some(document));
        assert_eq!(events[1].detail("input"), Some(document));
        assert_eq!(
            Value::Object(events[2].details.clone()),
            json!({
                "timeoutInSeconds": 300,
                "taskCredentials": {"roleArn": "arn:role"},
                "assignedVariables": {"x": "42", "y": r#"{"a":1}"#},
                "assignedVariablesDetails": {"truncated": false}
            })
        );
        assert_eq!(events[2].timestamp, Timestamp::from_millisecond(1_699_999_999_000).unwrap());
        assert_eq!(events[1].timestamp, Timestamp::from_millisecond(1_700_000_000_123).unwrap());
        let texts = bytes.windows(document.len()).filter(|window| *window == document.as_bytes());
        assert_eq!(texts.count(), 1, "the second document is a reference");
        assert_eq!(
            serde_json::to_string(&events[1]).unwrap(),
            r#"{"timestamp":1700000000.123,"type":"TaskStateEntered","id":203,"previousEventId":200,"stateEnteredEventDetails":{"name":"B","input":"{\"x\":1}","inputDetails":{"truncated":false}}}"#
        );
    }

    #[test]
    fn damage_is_noticed_and_never_a_panic() {
        let (first, bytes) = chunk();
        for end in 0..bytes.len() {
            let whole = decode(first, &bytes[..end]).is_some_and(|events| events.len() == 3);
            assert!(!whole, "cut at {end}");
        }
        for index in 0..bytes.len() {
            for bit in 0..8 {
                let mut bytes = bytes.clone();
                bytes[index] ^= 1 << bit;
                _ = decode(first, &bytes);
            }
        }
    }
}
