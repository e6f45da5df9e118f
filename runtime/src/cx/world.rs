//! What a turn runs in: the execution, its observer and the moment; and the frame's own place in it.

use jiff::Timestamp;

use super::{Counters, Header, Info, Log, Scope};
use crate::{
    Failure,
    history::{ChunkWriter, EventType},
};

/// What all turns of a step have in common.
pub(crate) struct World<'a> {
    pub(crate) info: &'a Info<'a>,
    pub(crate) log: &'a mut Log,
    pub(crate) now: Timestamp,
}

/// The frame whose turn it is.
pub(crate) struct Place<'a> {
    pub(crate) frame: u32,
    pub(crate) header: &'a mut Header,
    pub(crate) counters: &'a mut Counters,
    /// What the frames around this one have assigned.
    pub(crate) outer: Option<&'a Scope>,
    /// How many transitions the step may still make.
    pub(crate) budget: &'a mut u32,
}

impl World<'_> {
    /// Records an event that belongs to no turn; its id, unless the history has no room for more.
    pub(crate) fn record(
        &mut self,
        counters: &mut Counters,
        kind: EventType,
        previous: u64,
        members: impl FnOnce(&mut ChunkWriter),
    ) -> Option<u64> {
        let id = next_event(self.info, counters)?;
        if self.log.keeps(kind) {
            self.log.chunk.begin(kind, id, previous, self.now);
            members(&mut self.log.chunk);
            self.log.chunk.end();
        }
        Some(id)
    }
}

/// The next event's id, unless the history has no room for more: its last event is the execution's end.
pub(super) fn next_event(info: &Info<'_>, counters: &mut Counters) -> Option<u64> {
    (counters.next_event < info.history_limit()).then(|| counters.take_event())
}

/// Why an execution ends whose history has no room for more.
pub(crate) fn history_full(info: &Info<'_>) -> Failure {
    let limit = info.history_limit();
    Failure::runtime(format!("The execution reached the maximum number of history events ({limit})."))
}
