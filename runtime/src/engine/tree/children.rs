//! The way of children from their beginning to the join.

use serde_json::Value;

use super::{Node, Panicked, Tree, kind};
use crate::{
    Failure, Wake,
    cx::{Header, Parent, Phase, World, history_full},
    engine::{
        machine::{Ask, Frame},
        turn::{self, Asked},
    },
    flow::StateKind,
    history::{EventType, Field},
};

impl Tree {
    /// The next thing that a forked frame can do: go on with what its children brought, or begin one.
    pub(super) fn advance(&mut self, world: &mut World<'_>, frame: u32) -> Result<(), Panicked> {
        let Some(mut node) = self.nodes.remove(frame) else { return Ok(()) };
        let Some(branches) = &mut node.branches else { return Err(Panicked) };
        branches.queued = false;
        if branches.has_ended() {
            return self.join(world, frame, node);
        }
        if !branches.may_begin() {
            self.nodes.insert(frame, node);
            return Ok(());
        }
        self.begin_child(world, frame, node)
    }

    /// Begins a child and runs its first turn.
    fn begin_child(&mut self, world: &mut World<'_>, frame: u32, mut node: Box<Node>) -> Result<(), Panicked> {
        let made = match self.make_child(world, frame, &mut node)? {
            Ok(made) => made,
            Err(failure) => return self.fork_failed(world, frame, node, failure),
        };
        let (started, state) = (node.header.last_event, node.header.state);
        let Some(branches) = &mut node.branches else { return Err(Panicked) };
        let index = branches.begun;
        let child = branches.frame(index);
        let mut header = Header::new(Some(Parent { frame, index }));
        header.last_event = branches.previous(started);
        header.state = state;
        branches.begun += 1;
        branches.queued = branches.may_begin();
        let queued = branches.queued;
        let outer = branches.scope.clone();
        if let Some(name) = map_name(world, &node.header) {
            let members = iteration(name, index);
            let previous = header.last_event;
            match world.record(&mut self.counters, EventType::MapIterationStarted, previous, members) {
                Some(id) => header.last_event = id,
                None => return self.fail(world, frame, &node.header, history_full(world.info)),
            }
        }
        // The children of this child come before its siblings.
        if queued {
            self.jobs.push_front((frame, Phase::Forked));
        }
        self.nodes.insert(frame, node);
        let mut node = Node::new(header, outer);
        node.frame = Some(made);
        self.resume(world, child, node, Wake::Continue, None)
    }

    fn make_child(
        &mut self,
        world: &mut World<'_>,
        frame: u32,
        node: &mut Node,
    ) -> Result<Result<Box<dyn Frame>, Failure>, Panicked> {
        let Some(data) = node.frame.take() else { return Err(Panicked) };
        let Some(mut branches) = node.branches.take() else { return Err(Panicked) };
        let mut failure = None;
        if branches.fork.is_none() {
            let place = node.place(frame, &mut self.counters, &mut self.budget);
            match turn::effect(world, place, &*data, false)? {
                Asked::For(Ask::Fork { fork, .. }) => branches.fork = Some(fork),
                Asked::For(_) => failure = Some(Failure::runtime("The state asks for something else than before.")),
                Asked::Failed(error) | Asked::Fault(error) => failure = Some(error),
            }
        }
        let made = match (&branches.fork, failure) {
            (Some(fork), None) => {
                let place = node.place(frame, &mut self.counters, &mut self.budget);
                turn::child(world, place, &*data, fork, branches.begun)?
            }
            (_, failure) => Err(failure.unwrap_or_else(|| Failure::runtime("The state has no children."))),
        };
        node.frame = Some(data);
        node.branches = Some(branches);
        Ok(made)
    }

    /// A child has ended: its output waits for its siblings.
    pub(super) fn returned(&mut self, world: &mut World<'_>, mut header: Header, frame: u32, output: Value) {
        let Some(parent) = header.parent else { return };
        let Some(above) = self.nodes.get_mut(parent.frame) else { return };
        let Some(branches) = &mut above.branches else { return };
        let last_event = header.last_event;
        header.returned_event = last_event;
        if let Some(name) = map_name(world, &above.header) {
            let members = iteration(name, parent.index);
            match world.record(&mut self.counters, EventType::MapIterationSucceeded, last_event, members) {
                Some(id) => header.returned_event = id,
                None => return self.end(last_event, history_full(world.info)),
            }
        }
        branches.returned(parent.index, output, last_event, header.returned_event);
        if !std::mem::replace(&mut branches.queued, true) {
            self.jobs.push_front((parent.frame, Phase::Forked));
        }
        if let Some(rows) = &mut self.rows {
            rows.returned.push((frame, header));
        }
    }

    /// All children have ended: the parent goes on with their outputs.
    fn join(&mut self, world: &mut World<'_>, frame: u32, mut node: Box<Node>) -> Result<(), Panicked> {
        let Some(branches) = node.take_branches() else { return Err(Panicked) };
        node.header.last_event = branches.join_from;
        self.forget(branches.rows());
        let outputs = branches.outputs;
        let outputs = outputs.into_iter().map(Option::unwrap_or_default).collect();
        self.resume(world, frame, node, Wake::Joined(Ok(outputs)), None)
    }

    /// Has rows removed that the store may have.
    pub(super) fn forget(&mut self, rows: Option<(u32, u32)>) {
        if let (Some(pending), Some(range)) = (&mut self.rows, rows) {
            pending.deleted.push(range);
        }
    }
}

/// The name of the `Map` state that the frame stands in, if it does.
pub(super) fn map_name(world: &World<'_>, header: &Header) -> Option<&'static str> {
    let index = usize::try_from(header.state.0).ok()?;
    let is_map = kind(world, header) == Some(StateKind::Map);
    world.info.meta().states.get(index).filter(|_| is_map).map(|state| state.name)
}

/// The members of an iteration's events.
pub(super) fn iteration(name: &'static str, index: u32) -> impl FnOnce(&mut crate::history::ChunkWriter) {
    move |chunk| {
        chunk.text(Field::Name, name);
        chunk.count(Field::Index, u64::from(index));
    }
}
