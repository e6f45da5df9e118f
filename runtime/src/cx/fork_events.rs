//! What the children of a `Parallel` or `Map` state leave in the history of the state itself.

use super::Cx;
use crate::{
    flow::StateKind,
    history::{EventType, Field},
};

impl Cx<'_> {
    /// The state's children are asked for: `ParallelStateStarted`, or `MapStateStarted` with their number.
    pub fn forked(&mut self, children: u32) {
        self.header.scheduled = true;
        match self.kind() {
            Some(StateKind::Map) => self.event(EventType::MapStateStarted, |chunk| {
                chunk.count(Field::Length, u64::from(children));
            }),
            _ => self.event(EventType::ParallelStateStarted, |_| {}),
        }
    }

    /// All children have ended: `ParallelStateSucceeded`, `MapStateSucceeded`. The state's way out goes on
    /// from the same event as this one does.
    pub fn joined(&mut self) {
        self.header.scheduled = false;
        let previous = self.header.last_event;
        self.event(self.of_kind(EventType::MapStateSucceeded, EventType::ParallelStateSucceeded), |_| {});
        self.header.last_event = previous;
    }

    /// A child has failed, and no retrier takes it: `ParallelStateFailed`, `MapStateFailed`. Nothing is recorded
    /// if no children were asked for, or all have ended well.
    pub fn fork_failed(&mut self) {
        if !std::mem::take(&mut self.header.scheduled) {
            return;
        }
        self.event(self.of_kind(EventType::MapStateFailed, EventType::ParallelStateFailed), |_| {});
    }

    fn kind(&self) -> Option<StateKind> {
        self.state_meta(self.header.state).map(|meta| meta.kind)
    }

    fn of_kind(&self, map: EventType, parallel: EventType) -> EventType {
        if self.kind() == Some(StateKind::Map) { map } else { parallel }
    }
}
