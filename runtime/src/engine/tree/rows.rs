//! What of a tree is written, and how it is read back.

use jiff::Timestamp;
use serde_json::Value;

use super::{End, Node, Tree, limit, node::Branches};
use crate::{
    Failure,
    clock::last,
    cx::{Counters, Header, Phase},
    engine::{
        checkpoint,
        machine::{Frame, Machine},
    },
    json::Unserialisable,
    store::{FrameRecord, FrameWrite},
};

/// What has changed since the last commit.
#[derive(Default)]
pub(super) struct Rows {
    /// The frames that are parked elsewhere now; some may be gone.
    pub(super) changed: Vec<u32>,
    /// The children that have ended.
    pub(super) returned: Vec<(u32, Header)>,
    /// Ranges of rows that are over.
    pub(super) deleted: Vec<(u32, u32)>,
    /// Deadlines that a store has not as they should be.
    rescheduled: Vec<(u32, Option<Timestamp>)>,
}

/// The deadline of a row that nobody need look at: a child that has ended, until the join. It never comes.
pub(crate) fn never() -> Timestamp {
    last()
}

impl Tree {
    /// What is to be written of the frames now. `until` is the end of the execution's own time: who sleeps
    /// is woken then.
    ///
    /// An error is the execution's end: a state's data have no JSON form.
    pub(crate) fn take_writes(&mut self, until: Option<Timestamp>) -> Result<Vec<FrameWrite>, End> {
        let Some(rows) = &mut self.rows else { return Ok(Vec::new()) };
        let Rows { mut changed, returned, deleted, rescheduled } = std::mem::take(rows);
        let mut writes = Vec::with_capacity(changed.len() + returned.len() + deleted.len() + rescheduled.len());
        writes.extend(deleted.into_iter().map(|(first, last)| FrameWrite::Delete { first, last }));
        for frame in changed.drain(..) {
            let Some(node) = self.nodes.get_mut(frame) else { continue };
            node.changed = false;
            stamp(&mut node.header, &self.counters);
            let Some(data) = &node.frame else { continue };
            let checkpoint = checkpoint::encode(&node.header, &**data)
                .map_err(|error| unwritable(&node.header, "state's data", &error))?;
            writes.push(FrameWrite::Put { frame, deadline: deadline(&node.header, until), checkpoint });
            let parent = node.header.parent;
            if let Some(above) = parent.and_then(|parent| self.nodes.get_mut(parent.frame)) {
                above.branches.iter_mut().for_each(|branches| branches.stored = true);
            }
        }
        for (frame, mut header) in returned {
            let Some(parent) = header.parent else { continue };
            let Some(above) = self.nodes.get_mut(parent.frame) else { continue };
            // The children of a fork before this one have no rows any more.
            let Some(branches) = above.branches.as_mut().filter(|branches| branches.frame(parent.index) == frame)
            else {
                continue;
            };
            branches.stored = true;
            let Some(output) = branches.output(parent.index) else { continue };
            header.park(Phase::Returned, None);
            header.variables = None;
            stamp(&mut header, &self.counters);
            let checkpoint =
                checkpoint::encode_output(&header, output).map_err(|error| unwritable(&header, "output", &error))?;
            writes.push(FrameWrite::Put { frame, deadline: Some(never()), checkpoint });
        }
        writes.extend(rescheduled.into_iter().map(|(frame, deadline)| FrameWrite::Reschedule { frame, deadline }));
        if let Some(rows) = &mut self.rows {
            // Its room is used again.
            rows.changed = changed;
        }
        Ok(writes)
    }

    /// The tree as its rows have it, in the order of their numbers; or why it cannot be read.
    pub(crate) fn load(
        machine: &dyn Machine,
        records: &[FrameRecord],
        until: Option<Timestamp>,
    ) -> Result<Self, String> {
        let mut tree = Self::durable(0);
        if records.first().is_none_or(|first| first.key.frame != super::ROOT) {
            return Err("it has no checkpoint".into());
        }
        for record in records {
            let frame = record.key.frame;
            let (header, body) = checkpoint::split(&record.checkpoint)?;
            tree.counters.next_event = tree.counters.next_event.max(header.next_event);
            tree.counters.next_frame = tree.counters.next_frame.max(header.next_frame);
            if header.phase == Phase::Returned {
                tree.load_output(frame, &header, checkpoint::output(body)?)?;
                continue;
            }
            let data = checkpoint::frame(machine, body)?;
            tree.load_frame(machine, record, header, data, until)?;
        }
        Ok(tree)
    }

    fn load_frame(
        &mut self,
        machine: &dyn Machine,
        record: &FrameRecord,
        header: Header,
        data: Box<dyn Frame>,
        until: Option<Timestamp>,
    ) -> Result<(), String> {
        let frame = record.key.frame;
        let outer = match header.parent {
            None if frame == super::ROOT => {
                self.counters.seed = header.seed.ok_or("its checkpoint has no seed")?;
                None
            }
            None => return Err(format!("the checkpoint of frame {frame} has no parent")),
            Some(_) => {
                let branches = self.parents_branches(frame, &header)?;
                branches.begun += 1;
                branches.stored = true;
                branches.scope.clone()
            }
        };
        let wanted = deadline(&header, until);
        if wanted.is_some()
            && wanted != record.deadline
            && let Some(rows) = &mut self.rows
        {
            rows.rescheduled.push((frame, wanted));
        }
        let mut node = Node::new(header, outer);
        node.frame = Some(data);
        match (node.header.phase, node.header.wake_at(), node.header.children) {
            (Phase::Waiting | Phase::BackingOff, Some(moment), _) => _ = self.sleeping.insert((moment, frame)),
            (Phase::Forked, _, Some(children)) => {
                let index = usize::try_from(node.header.state.0).ok();
                let kind = index.and_then(|index| machine.meta().states.get(index)).map(|state| state.kind);
                node.fork(children, limit(kind, children.count, children.at_once), None);
                node.branches.iter_mut().for_each(|branches| branches.queued = true);
                // As when they were begun: children come before the siblings of their parents.
                self.jobs.push_front((frame, Phase::Forked));
            }
            (phase @ (Phase::Yielded | Phase::Calling), ..) => self.jobs.push_back((frame, phase)),
            _ => return Err(format!("the checkpoint of frame {frame} does not say what it waits for")),
        }
        self.nodes.insert(frame, node);
        Ok(())
    }

    fn load_output(&mut self, frame: u32, header: &Header, output: Value) -> Result<(), String> {
        let index = header.parent.map_or(0, |parent| parent.index);
        let branches = self.parents_branches(frame, header)?;
        branches.begun += 1;
        branches.stored = true;
        branches.returned(index, output, header.last_event, header.returned_event);
        Ok(())
    }

    /// The children among whom a frame is the next.
    fn parents_branches(&mut self, frame: u32, header: &Header) -> Result<&mut Branches, String> {
        let stray = || format!("the checkpoint of frame {frame} belongs to no other");
        let parent = header.parent.ok_or_else(stray)?;
        let branches = self.nodes.get_mut(parent.frame).and_then(|above| above.branches.as_deref_mut());
        let branches = branches.filter(|branches| branches.frame(parent.index) == frame);
        branches.filter(|branches| branches.begun == parent.index).ok_or_else(stray)
    }
}

pub(super) fn unserialisable(what: &str, error: &Unserialisable) -> Failure {
    Failure::runtime(format!("The {what} cannot be written as JSON: {error}."))
}

fn unwritable(header: &Header, what: &str, error: &Unserialisable) -> End {
    End { result: Err(unserialisable(what, error)), last_event: header.last_event }
}

fn stamp(header: &mut Header, counters: &Counters) {
    header.next_event = counters.next_event;
    header.next_frame = counters.next_frame;
}

/// When the store is to wake a frame, if it sleeps.
fn deadline(header: &Header, until: Option<Timestamp>) -> Option<Timestamp> {
    match header.phase {
        Phase::Waiting | Phase::BackingOff => [header.wake_at(), until].into_iter().flatten().min(),
        Phase::Returned => Some(never()),
        Phase::Calling | Phase::Yielded | Phase::Forked => None,
    }
}
