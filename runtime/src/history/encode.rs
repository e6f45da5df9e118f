//! Writes the events of one commit: the moment, then each event as type, ids and tagged members.
//!
//! A document that the chunk already holds is written as a reference to it: what a state puts out is
//! mostly what the next one takes in.

use std::hash::{DefaultHasher, Hasher};

use jiff::Timestamp;
use serde::Serialize;

use super::{EventType, Field};
use crate::json::{self, Unserialisable};

/// The first byte of a chunk.
pub(super) const FORMAT: u8 = 1;
/// Ends an event's members.
pub(super) const END: u8 = 0;
/// Added to a member's code if a reference stands for its text.
pub(super) const REFERENCE: u8 = 0x80;

/// Collects the events of one commit.
#[derive(Debug, Default)]
pub(crate) struct ChunkWriter {
    bytes: Vec<u8>,
    first_event: Option<u64>,
    last_event: u64,
    moment: i64,
    documents: Vec<Document>,
    /// The document that was written last, if it was the last member that is one.
    last_document: Option<usize>,
}

/// Where a document stands.
#[derive(Clone, Copy, Debug)]
struct Document {
    from: usize,
    to: usize,
    /// Of its text: to compare texts that differ at their ends only is as much work as to write them.
    hash: u64,
}

impl ChunkWriter {
    /// The first event's id and the bytes, if there is any event. Leaves an empty writer.
    pub(crate) fn take(&mut self) -> Option<(u64, Vec<u8>)> {
        let first = self.first_event?;
        // The next chunk will be of about this size.
        let next = Self { bytes: Vec::with_capacity(self.bytes.len()), ..Self::default() };
        let taken = std::mem::replace(self, next);
        Some((first, taken.bytes))
    }

    /// Begins an event; it has the moment of the chunk's first one, unless [`ChunkWriter::at`] says otherwise.
    pub(crate) fn begin(&mut self, kind: EventType, id: u64, previous: u64, now: Timestamp) {
        if self.first_event.is_none() {
            self.first_event = Some(id);
            self.last_event = id;
            self.bytes.push(FORMAT);
            self.moment = now.as_millisecond();
            self.bytes.extend_from_slice(&self.moment.to_le_bytes());
        }
        self.bytes.push(kind as u8);
        self.number(id - self.last_event);
        self.number(id - previous.min(id));
        self.last_event = id;
    }

    /// Ends the event.
    pub(crate) fn end(&mut self) {
        self.bytes.push(END);
    }

    /// A member that is a number.
    pub(crate) fn count(&mut self, field: Field, value: u64) {
        self.bytes.push(field as u8);
        self.number(value);
    }

    /// The event happened earlier than the others of the chunk.
    pub(crate) fn at(&mut self, moment: Timestamp) {
        self.count(Field::At, self.moment.abs_diff(moment.as_millisecond().min(self.moment)));
    }

    /// Variables by their names, as JSON text.
    pub(crate) fn assigned(&mut self, variables: &[(&'static str, String)]) {
        self.count(Field::AssignedVariables, variables.len() as u64);
        for text in variables.iter().flat_map(|(name, value)| [*name, value.as_str()]) {
            self.sized(|bytes| bytes.extend_from_slice(text.as_bytes()));
        }
    }

    /// A member that is a text.
    pub(crate) fn text(&mut self, field: Field, text: &str) {
        self.bytes.push(field as u8);
        self.sized(|bytes| bytes.extend_from_slice(text.as_bytes()));
    }

    /// A member that is a document; its size.
    pub(crate) fn document<T: Serialize + ?Sized>(&mut self, field: Field, value: &T) -> Result<usize, Unserialisable> {
        let tag_at = self.bytes.len();
        self.bytes.push(field as u8);
        let mut result = Ok(());
        let (from, to) = self.sized(|bytes| result = json::write(bytes, value));
        result?;
        self.share(field, tag_at, (from, to));
        Ok(to - from)
    }

    /// A member that is the document that was written last.
    pub(crate) fn document_again(&mut self, field: Field) {
        if let Some(index) = self.last_document {
            self.bytes.push(field as u8 | REFERENCE);
            self.number(index as u64);
        }
    }

    /// A member that is a document whose text is there already.
    pub(crate) fn document_bytes(&mut self, field: Field, text: &[u8]) {
        let tag_at = self.bytes.len();
        self.bytes.push(field as u8);
        let place = self.sized(|bytes| bytes.extend_from_slice(text));
        self.share(field, tag_at, place);
    }

    /// Replaces the document that was just written by a reference, if the chunk has it already.
    fn share(&mut self, field: Field, tag_at: usize, (from, to): (usize, usize)) {
        let text = self.bytes.get(from..to).unwrap_or_default();
        let mut hasher = DefaultHasher::new();
        hasher.write(text);
        let hash = hasher.finish();
        let known = self
            .documents
            .iter()
            .rposition(|document| document.hash == hash && self.bytes.get(document.from..document.to) == Some(text));
        self.last_document = Some(known.unwrap_or(self.documents.len()));
        match known {
            Some(index) => {
                self.bytes.truncate(tag_at);
                self.bytes.push(field as u8 | REFERENCE);
                self.number(index as u64);
            }
            None => self.documents.push(Document { from, to, hash }),
        }
    }

    /// Gives up the event that was begun.
    pub(crate) fn abandon(&mut self, mark: Mark) {
        self.bytes.truncate(mark.bytes);
        self.documents.truncate(mark.documents);
        self.last_document = None;
        self.first_event = mark.first_event;
        self.last_event = mark.last_event;
    }

    /// Where [`ChunkWriter::abandon`] goes back to.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            bytes: self.bytes.len(),
            documents: self.documents.len(),
            first_event: self.first_event,
            last_event: self.last_event,
        }
    }

    fn sized(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> (usize, usize) {
        let size_at = self.bytes.len();
        self.bytes.extend_from_slice(&[0; 4]);
        let from = self.bytes.len();
        write(&mut self.bytes);
        let to = self.bytes.len();
        let size = u32::try_from(to - from).unwrap_or(u32::MAX);
        if let Some(place) = self.bytes.get_mut(size_at..from) {
            place.copy_from_slice(&size.to_le_bytes());
        }
        (from, to)
    }

    fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }
}

/// A place in a chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    bytes: usize,
    documents: usize,
    first_event: Option<u64>,
    last_event: u64,
}
