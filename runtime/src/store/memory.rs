//! The store that lives and dies with its process.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Bound,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;

use super::{
    Commit, DueFrame, ExecutionKey, ExecutionRecord, ExecutionSummary, FrameKey, FrameRecord, FrameWrite, HistoryChunk,
    ListQuery, MAX_SEQUENCE, OpenDefinition, Order, Outcome, Store, StoreError,
};

/// Keeps executions in memory. Clones share what they keep.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    tables: Arc<Mutex<Tables>>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Default)]
struct Tables {
    executions: BTreeMap<ExecutionKey, ExecutionRecord>,
    /// By workflow, then by name: a look-up needs no owned key.
    names: HashMap<String, HashMap<String, ExecutionKey>>,
    frames: BTreeMap<FrameKey, Frame>,
    in_flight: BTreeSet<FrameKey>,
    sleeping: BTreeSet<DueFrame>,
    history: BTreeMap<(ExecutionKey, u32), Vec<u8>>,
}

#[derive(Debug)]
struct Frame {
    deadline: Option<Timestamp>,
    checkpoint: Vec<u8>,
}

impl Tables {
    fn named(&self, workflow: &str, name: &str) -> Option<ExecutionKey> {
        self.names.get(workflow)?.get(name).copied()
    }

    fn apply(&mut self, commit: &Commit) -> Outcome {
        let key = commit.execution;
        if let Some(start) = &commit.start {
            if let Some(taken) = self.named(&start.workflow, &start.name) {
                return Outcome::AlreadyExists(taken);
            }
            self.names.entry(start.workflow.clone()).or_default().insert(start.name.clone(), key);
            self.executions.insert(key, ExecutionRecord { key, start: start.clone(), closing: None });
        }
        if let Some(closing) = &commit.close {
            match self.executions.get_mut(&key) {
                Some(record) if record.closing.is_none() => record.closing = Some(closing.clone()),
                _ => return Outcome::NotOpen,
            }
        }
        for write in &commit.frames {
            self.write(key, write);
        }
        if commit.close.is_some() {
            for frame in self.frames_of(key, 0, MAX_SEQUENCE) {
                self.remove(frame);
            }
        }
        if let Some(chunk) = &commit.history {
            self.history.insert((key, chunk.first_event), chunk.events.clone());
        }
        Outcome::Committed
    }

    fn write(&mut self, execution: ExecutionKey, write: &FrameWrite) {
        match write {
            FrameWrite::Put { frame, deadline, checkpoint } => {
                let key = FrameKey { execution, frame: *frame };
                self.remove(key);
                self.insert(key, Frame { deadline: *deadline, checkpoint: checkpoint.clone() });
            }
            FrameWrite::Reschedule { frame, deadline } => {
                let key = FrameKey { execution, frame: *frame };
                if let Some(frame) = self.remove(key) {
                    self.insert(key, Frame { deadline: *deadline, ..frame });
                }
            }
            FrameWrite::Delete { first, last } => {
                for frame in self.frames_of(execution, *first, *last) {
                    self.remove(frame);
                }
            }
        }
    }

    fn insert(&mut self, key: FrameKey, frame: Frame) {
        match frame.deadline {
            Some(deadline) => self.sleeping.insert(DueFrame { deadline, key }),
            None => self.in_flight.insert(key),
        };
        self.frames.insert(key, frame);
    }

    fn remove(&mut self, key: FrameKey) -> Option<Frame> {
        let frame = self.frames.remove(&key)?;
        match frame.deadline {
            Some(deadline) => self.sleeping.remove(&DueFrame { deadline, key }),
            None => self.in_flight.remove(&key),
        };
        Some(frame)
    }

    fn frames_of(&self, execution: ExecutionKey, first: u32, last: u32) -> Vec<FrameKey> {
        if first > last {
            return Vec::new();
        }
        let (first, last) = (FrameKey { execution, frame: first }, FrameKey { execution, frame: last });
        self.frames.range(first..=last).map(|(key, _)| *key).collect()
    }
}

impl Store for MemoryStore {
    fn commit(&self, batch: &[Commit]) -> Result<Vec<Outcome>, StoreError> {
        let mut tables = self.tables();
        Ok(batch.iter().map(|commit| tables.apply(commit)).collect())
    }

    fn next_execution(&self) -> Result<ExecutionKey, StoreError> {
        let highest = self.tables().executions.last_key_value().map(|(key, _)| *key);
        Ok(highest.map_or(ExecutionKey::FIRST, |key| key.next().unwrap_or(ExecutionKey::MAX)))
    }

    fn execution(&self, execution: ExecutionKey) -> Result<Option<ExecutionRecord>, StoreError> {
        Ok(self.tables().executions.get(&execution).cloned())
    }

    fn find(&self, workflow: &str, name: &str) -> Result<Option<ExecutionRecord>, StoreError> {
        let tables = self.tables();
        Ok(tables.named(workflow, name).and_then(|key| tables.executions.get(&key).cloned()))
    }

    fn list(&self, query: &ListQuery) -> Result<Vec<ExecutionSummary>, StoreError> {
        let tables = self.tables();
        let matching = tables
            .executions
            .values()
            .rev()
            .filter(|record| query.before.is_none_or(|before| record.key < before))
            .filter(|record| query.workflow.as_ref().is_none_or(|workflow| *workflow == record.start.workflow))
            .filter(|record| query.status.is_none_or(|status| status == record.status()));
        Ok(matching.take(query.limit).map(summary).collect())
    }

    fn open_definitions(&self) -> Result<Vec<OpenDefinition>, StoreError> {
        let tables = self.tables();
        let mut open = BTreeMap::<(&str, &str), u64>::new();
        for record in tables.executions.values().filter(|record| record.closing.is_none()) {
            *open.entry((&record.start.workflow, &record.start.fingerprint)).or_default() += 1;
        }
        let definitions = open.into_iter().map(|((workflow, fingerprint), executions)| OpenDefinition {
            workflow: workflow.to_owned(),
            fingerprint: fingerprint.to_owned(),
            executions,
        });
        Ok(definitions.collect())
    }

    fn frames(&self, execution: ExecutionKey) -> Result<Vec<FrameRecord>, StoreError> {
        let tables = self.tables();
        let records = tables.frames_of(execution, 0, MAX_SEQUENCE).into_iter().filter_map(|key| {
            let frame = tables.frames.get(&key)?;
            Some(FrameRecord { key, deadline: frame.deadline, checkpoint: frame.checkpoint.clone() })
        });
        Ok(records.collect())
    }

    fn in_flight(&self, after: Option<FrameKey>, limit: usize) -> Result<Vec<FrameKey>, StoreError> {
        let tables = self.tables();
        Ok(tables.in_flight.range(beyond(after)).take(limit).copied().collect())
    }

    fn due(&self, until: Timestamp, after: Option<DueFrame>, limit: usize) -> Result<Vec<DueFrame>, StoreError> {
        let tables = self.tables();
        let due = tables.sleeping.range(beyond(after)).take_while(|due| due.deadline <= until);
        Ok(due.take(limit).copied().collect())
    }

    fn next_deadline(&self, after: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let key = FrameKey { execution: ExecutionKey::MAX, frame: MAX_SEQUENCE };
        let last = DueFrame { deadline: after, key };
        Ok(self.tables().sleeping.range(beyond(Some(last))).next().map(|due| due.deadline))
    }

    fn history(
        &self,
        execution: ExecutionKey,
        from: u32,
        order: Order,
        limit: usize,
    ) -> Result<Vec<HistoryChunk>, StoreError> {
        let tables = self.tables();
        let chunk = |((_, first_event), events): (&(ExecutionKey, u32), &Vec<u8>)| HistoryChunk {
            first_event: *first_event,
            events: events.clone(),
        };
        let up_to = || tables.history.range((execution, 0)..=(execution, from)).rev();
        Ok(match order {
            Order::Backward => up_to().take(limit).map(chunk).collect(),
            Order::Forward => {
                let first = up_to().next().map_or(from, |((_, first), _)| *first);
                let rest = tables.history.range((execution, first)..=(execution, MAX_SEQUENCE));
                rest.take(limit).map(chunk).collect()
            }
        })
    }

    fn is_quick(&self) -> bool {
        true
    }
}

fn beyond<T>(after: Option<T>) -> (Bound<T>, Bound<T>) {
    (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded)
}

fn summary(record: &ExecutionRecord) -> ExecutionSummary {
    ExecutionSummary {
        key: record.key,
        workflow: record.start.workflow.clone(),
        name: record.start.name.clone(),
        fingerprint: record.start.fingerprint.clone(),
        status: record.status(),
        started_at: record.start.started_at,
        stopped_at: record.closing.as_ref().map(|closing| closing.stopped_at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct InMemory(MemoryStore);

    impl crate::store::suite::Harness for InMemory {
        type Store = MemoryStore;

        fn open(&mut self) -> Result<MemoryStore, StoreError> {
            Ok(self.0.clone())
        }
    }

    crate::store_suite!(InMemory(MemoryStore::new()));
}
