//! The observer that a turn reports to: what is kept of its events, and nothing else.

use serde::Serialize;

use crate::{
    HistoryLevel,
    history::{ChunkWriter, EventType},
    json::{self, Unserialisable},
};

/// The events of one turn, as far as they are kept.
#[derive(Debug, Default)]
pub(crate) struct Log {
    level: HistoryLevel,
    pub(crate) chunk: ChunkWriter,
    scratch: Vec<u8>,
    /// The events of turns before, where no store keeps them.
    chunks: Vec<(u64, Vec<u8>)>,
}

impl Log {
    pub(crate) fn new(level: HistoryLevel) -> Self {
        Self { level, ..Self::default() }
    }

    /// Puts the turn's events aside.
    pub(crate) fn turn_over(&mut self) {
        self.chunks.extend(self.chunk.take());
    }

    /// All events that were put aside.
    pub(crate) fn take_chunks(&mut self) -> Vec<(u64, Vec<u8>)> {
        std::mem::take(&mut self.chunks)
    }

    /// Whether no event is kept at all.
    pub(crate) fn is_off(&self) -> bool {
        self.level == HistoryLevel::Off
    }

    pub(crate) fn keeps(&self, kind: EventType) -> bool {
        self.level.keeps(kind)
    }

    /// The size of a document's text that is not kept.
    pub(crate) fn measure<T: Serialize + ?Sized>(&mut self, document: &T) -> Result<usize, Unserialisable> {
        self.scratch.clear();
        json::write(&mut self.scratch, document)?;
        Ok(self.scratch.len())
    }
}

impl Log {
    /// The text that was measured last.
    pub(super) fn take_scratch(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.scratch)
    }

    pub(super) fn give_scratch(&mut self, scratch: Vec<u8>) {
        self.scratch = scratch;
    }
}
