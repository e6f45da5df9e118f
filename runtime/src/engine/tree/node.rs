//! A frame in memory, and the children that it waits for.

use std::{collections::HashMap, sync::Arc};

use serde_json::Value;

use super::ROOT;
use crate::{
    cx::{Children, Counters, Header, Phase, Place, Scope},
    engine::machine::{Fork, Frame},
};

/// The frames of a tree by their numbers. Most trees are the top level alone, which is found without a search.
#[derive(Default)]
pub(super) struct Nodes {
    root: Option<Box<Node>>,
    others: HashMap<u32, Box<Node>>,
}

impl Nodes {
    pub(super) fn get(&self, frame: u32) -> Option<&Node> {
        if frame == ROOT { self.root.as_deref() } else { self.others.get(&frame).map(|node| &**node) }
    }

    pub(super) fn get_mut(&mut self, frame: u32) -> Option<&mut Node> {
        if frame == ROOT { self.root.as_deref_mut() } else { self.others.get_mut(&frame).map(|node| &mut **node) }
    }

    pub(super) fn remove(&mut self, frame: u32) -> Option<Box<Node>> {
        if frame == ROOT { self.root.take() } else { self.others.remove(&frame) }
    }

    pub(super) fn insert(&mut self, frame: u32, node: Box<Node>) {
        if frame == ROOT {
            self.root = Some(node);
        } else {
            self.others.insert(frame, node);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Node> {
        self.root.iter().chain(self.others.values()).map(|node| &**node)
    }
}

/// A frame in memory.
pub(super) struct Node {
    pub(super) header: Header,
    /// The state's data; it is away while its turn runs.
    pub(super) frame: Option<Box<dyn Frame>>,
    /// What the frames around it have assigned.
    pub(super) outer: Option<Arc<Scope>>,
    /// Whom it waits for.
    pub(super) branches: Option<Box<Branches>>,
    /// Whether the store does not have it as it is.
    pub(super) changed: bool,
}

impl Node {
    pub(super) fn new(header: Header, outer: Option<Arc<Scope>>) -> Box<Self> {
        Box::new(Self { header, frame: None, outer, branches: None, changed: false })
    }

    pub(super) fn place<'a>(&'a mut self, frame: u32, counters: &'a mut Counters, budget: &'a mut u32) -> Place<'a> {
        Place { frame, header: &mut self.header, counters, outer: self.outer.as_deref(), budget }
    }

    /// Waits for children from now on.
    pub(super) fn fork(&mut self, children: Children, limit: u32, fork: Option<Fork>) {
        self.header.park(Phase::Forked, None);
        self.header.children = Some(children);
        let scope = Scope::of(self.header.variables.as_ref(), self.outer.as_ref());
        let from = self.header.last_event;
        self.branches = Some(Box::new(Branches {
            children,
            limit,
            fork,
            scope,
            outputs: Vec::new(),
            begun: 0,
            returned: 0,
            queued: false,
            stored: false,
            begin_from: from,
            join_from: from,
        }));
    }

    /// Waits for no children any more; those it had.
    pub(super) fn take_branches(&mut self) -> Option<Box<Branches>> {
        self.header.children = None;
        self.branches.take()
    }
}

/// The children of a parked `Parallel` or `Map` state. They are begun in their order.
pub(super) struct Branches {
    pub(super) children: Children,
    /// How many may run at once.
    limit: u32,
    /// What they are made from; asked for again after a restart.
    pub(super) fork: Option<Fork>,
    /// The variables that they see.
    pub(super) scope: Option<Arc<Scope>>,
    /// Of those that have ended, in the order of the children.
    pub(super) outputs: Vec<Option<Value>>,
    pub(super) begun: u32,
    pub(super) returned: u32,
    /// Whether the parent's turn has been planned.
    pub(super) queued: bool,
    /// Whether the store has a row of any of them.
    pub(super) stored: bool,
    /// The last state event of the child that ended last: one that takes its place goes on from there.
    begin_from: u64,
    /// What the parent goes on from once all have ended.
    pub(super) join_from: u64,
}

impl Branches {
    pub(super) fn has_ended(&self) -> bool {
        self.returned == self.children.count
    }

    pub(super) fn may_begin(&self) -> bool {
        self.begun < self.children.count && self.begun - self.returned < self.limit
    }

    /// The event that the next child goes on from: the beginning of them all, unless it takes the place of
    /// one that has ended.
    pub(super) fn previous(&self, started: u64) -> u64 {
        if self.begun < self.limit { started } else { self.begin_from }
    }

    /// The number of a child.
    pub(super) fn frame(&self, index: u32) -> u32 {
        self.children.first.saturating_add(index)
    }

    /// A child has ended; it was the last to, and its events were these.
    pub(super) fn returned(&mut self, index: u32, output: Value, last_event: u64, returned_event: u64) {
        let Ok(at) = usize::try_from(index) else { return };
        if self.outputs.len() <= at {
            self.outputs.resize(at + 1, None);
        }
        if let Some(place) = self.outputs.get_mut(at) {
            *place = Some(output);
        }
        self.returned += 1;
        if returned_event >= self.join_from {
            (self.begin_from, self.join_from) = (last_event, returned_event);
        }
    }

    pub(super) fn output(&self, index: u32) -> Option<&Value> {
        self.outputs.get(usize::try_from(index).ok()?)?.as_ref()
    }

    /// The numbers of the rows that the store may have.
    pub(super) fn rows(&self) -> Option<(u32, u32)> {
        let last = self.begun.checked_sub(1)?;
        self.stored.then(|| (self.children.first, self.frame(last)))
    }
}
