//! What the failure of a frame does to those around it.

use super::{
    End, Node, Panicked, Tree,
    children::{iteration, map_name},
    kind,
    node::Branches,
};
use crate::{
    Failure, Wake,
    cx::{Header, Phase, World, history_full},
    history::EventType,
};

impl Tree {
    /// A frame has failed, and nothing in it caught that: its siblings are stopped, and its parent goes on
    /// with the error; or the execution ends.
    pub(super) fn fail(
        &mut self,
        world: &mut World<'_>,
        frame: u32,
        header: &Header,
        failure: Failure,
    ) -> Result<(), Panicked> {
        let cause = header.last_event;
        let parent = header.parent.filter(|_| !failure.is_fatal());
        let above = parent.and_then(|parent| Some((parent, self.nodes.remove(parent.frame)?)));
        let Some((parent, mut above)) = above else {
            self.end(cause, failure);
            return Ok(());
        };
        let recorded = map_name(world, &above.header).is_none_or(|name| {
            let members = iteration(name, parent.index);
            world.record(&mut self.counters, EventType::MapIterationFailed, cause, members).is_some()
        });
        let branches = above.take_branches();
        // Its own state ends after those of its siblings. It is none of them: it is out of the tree.
        let stopped = recorded
            && branches.is_none_or(|branches| self.stop_children(world, &above.header, &branches, cause))
            && (header.visit == 0 || self.abort_state(world, header, cause));
        if !stopped {
            self.end(cause, history_full(world.info));
            return Ok(());
        }
        self.dropped.push(frame);
        above.header.last_event = cause;
        self.resume(world, parent.frame, above, Wake::Joined(Err(failure)), None)
    }

    /// A child could not be made: that is the failure of the state that asks for it.
    pub(super) fn fork_failed(
        &mut self,
        world: &mut World<'_>,
        frame: u32,
        mut node: Box<Node>,
        failure: Failure,
    ) -> Result<(), Panicked> {
        let cause = node.header.last_event;
        if failure.is_fatal() {
            self.end(cause, failure);
            return Ok(());
        }
        let branches = node.take_branches();
        if !branches.is_none_or(|branches| self.stop_children(world, &node.header, &branches, cause)) {
            self.end(cause, history_full(world.info));
            return Ok(());
        }
        self.resume(world, frame, node, Wake::Joined(Err(failure)), None)
    }

    pub(super) fn end(&mut self, last_event: u64, failure: Failure) {
        self.end = Some(End { result: Err(failure), last_event });
    }

    /// Stops the children that run, and theirs; `false` if the history has no room for that.
    fn stop_children(&mut self, world: &mut World<'_>, of: &Header, branches: &Branches, cause: u64) -> bool {
        self.forget(branches.rows());
        let name = map_name(world, of);
        for index in 0..branches.begun {
            let frame = branches.frame(index);
            let Some(mut node) = self.nodes.remove(frame) else { continue };
            self.dropped.push(frame);
            if let Some(moment) = node.header.wake_at() {
                self.sleeping.remove(&(moment, frame));
            }
            let below = node.take_branches();
            // One that has yielded is between two states.
            let between = node.header.phase == Phase::Yielded;
            let stopped = below.is_none_or(|below| self.stop_children(world, &node.header, &below, cause))
                && (between || self.abort_state(world, &node.header, cause))
                && name.is_none_or(|name| {
                    let members = iteration(name, index);
                    world.record(&mut self.counters, EventType::MapIterationAborted, cause, members).is_some()
                });
            if !stopped {
                return false;
            }
        }
        true
    }

    /// The end of a state that was never left, whether it was stopped or has failed; `false` if the history
    /// has no room for that.
    fn abort_state(&mut self, world: &mut World<'_>, header: &Header, cause: u64) -> bool {
        let aborted = kind(world, header).and_then(EventType::aborted);
        aborted.is_none_or(|aborted| world.record(&mut self.counters, aborted, cause, |_| {}).is_some())
    }
}
