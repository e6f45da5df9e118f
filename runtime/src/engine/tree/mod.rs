//! The frames of one execution in memory: which turns are to be run, what they come to, and what is to
//! be written and done then. Without I/O; the durable driver and the express one share it.

mod children;
mod failing;
mod node;
mod rows;

use std::collections::{BTreeSet, VecDeque};

use jiff::Timestamp;

use super::{
    machine::{Ask, Call, Machine, Reply, Stop},
    turn::{self, Asked, Panicked},
};
use crate::{
    Failure, Wake,
    cx::{Children, Counters, Header, MAX_DOCUMENT, Phase, World, too_large},
    flow::StateKind,
    json::Unserialisable,
    store::MAX_SEQUENCE,
    task::Submitted,
};
use node::{Node, Nodes};
use rows::Rows;

pub(crate) use rows::never;

/// How many transitions a step may make, over all frames.
pub(crate) const TURN_BUDGET: u32 = 1_000;

/// How many iterations of a `Map` state run at once, at most: as on the service.
const MAX_ITERATIONS: u32 = 40;

/// The top level's number.
const ROOT: u32 = 0;

/// The frames of one execution.
pub(crate) struct Tree {
    nodes: Nodes,
    counters: Counters,
    replies: VecDeque<Answer>,
    /// The frames whose turns can be run, with where they stand: one that has gone on since needs none.
    jobs: VecDeque<(u32, Phase)>,
    sleeping: BTreeSet<(Timestamp, u32)>,
    /// How many transitions the step may still make.
    budget: u32,
    calls: VecDeque<Asking>,
    dropped: Vec<u32>,
    /// The frames that ran out of time in this step, while what else came is still taken.
    late: VecDeque<(u32, Failure)>,
    end: Option<End>,
    /// What is to be written; nothing is kept of an express execution.
    rows: Option<Rows>,
}

/// How a call ended.
pub(crate) struct Answer {
    pub(crate) frame: u32,
    pub(crate) reply: Result<Reply, Failure>,
    pub(crate) submitted: Option<Submitted>,
}

/// A frame asks for a call.
pub(crate) struct Asking {
    pub(crate) frame: u32,
    pub(crate) call: Call,
    /// Whether it was asked for before a restart.
    pub(crate) repeated: bool,
}

/// How the execution has ended.
pub(crate) struct End {
    pub(crate) result: Result<String, Failure>,
    /// The event that its last one goes on from.
    pub(crate) last_event: u64,
}

impl Tree {
    /// A tree whose rows are written.
    pub(crate) fn durable(seed: u64) -> Self {
        Self { rows: Some(Rows::default()), ..Self::express(seed) }
    }

    /// A tree that lives in memory only.
    pub(crate) fn express(seed: u64) -> Self {
        Self {
            nodes: Nodes::default(),
            counters: Counters::new(seed),
            replies: VecDeque::new(),
            jobs: VecDeque::new(),
            sleeping: BTreeSet::new(),
            budget: TURN_BUDGET,
            calls: VecDeque::new(),
            dropped: Vec::new(),
            late: VecDeque::new(),
            end: None,
            rows: None,
        }
    }

    /// The execution's first turn, if the input is the workflow's. [`Tree::run`] goes on from there.
    pub(crate) fn begin(
        &mut self,
        world: &mut World<'_>,
        machine: &dyn Machine,
    ) -> Result<Result<(), Panicked>, serde_json::Error> {
        let mut node = Node::new(Header::new(None), None);
        node.header.seed = Some(self.counters.seed);
        let place = node.place(ROOT, &mut self.counters, &mut self.budget);
        Ok(match turn::begin(world, place, machine)? {
            Ok(stop) => self.settle(world, ROOT, node, stop),
            Err(Panicked) => Err(Panicked),
        })
    }

    /// Runs whatever can be run, within the transitions of one step.
    pub(crate) fn run(&mut self, world: &mut World<'_>) -> Result<(), Panicked> {
        while let Some(answer) = self.replies.pop_front() {
            self.answer(world, answer)?;
            if self.end.is_some() {
                return Ok(());
            }
        }
        while let Some((frame, failure)) = self.late.pop_front() {
            // One that was first may have stopped it.
            let Some(node) = self.nodes.remove(frame) else { continue };
            self.fail(world, frame, &node.header, failure)?;
            if self.end.is_some() {
                return Ok(());
            }
        }
        while self.budget > 0 && self.end.is_none() {
            let Some((frame, phase)) = self.jobs.pop_front() else { break };
            let before = self.budget;
            self.go_on(world, frame, phase)?;
            if self.budget == before {
                self.budget -= 1;
            }
        }
        self.budget = TURN_BUDGET;
        Ok(())
    }

    /// Takes what a call brought; its turn is run in the next step.
    pub(crate) fn reply(&mut self, answer: Answer) {
        self.replies.push_back(answer);
    }

    /// Plans the turns of the frames whose moment has come.
    pub(crate) fn wake(&mut self, now: Timestamp) {
        while let Some((_, frame)) = self.sleeping.first().copied().filter(|(moment, _)| *moment <= now) {
            self.sleeping.pop_first();
            if let Some(node) = self.nodes.get(frame) {
                self.jobs.push_back((frame, node.header.phase));
            }
        }
    }

    /// When the next frame is to be woken.
    pub(crate) fn next_wake(&self) -> Option<Timestamp> {
        self.sleeping.first().map(|(moment, _)| *moment)
    }

    /// How many rows the store has of it, about.
    pub(crate) fn rows(&self) -> u64 {
        let ended = |node: &Node| node.branches.as_ref().map_or(0, |branches| u64::from(branches.returned));
        self.nodes.iter().map(|node| 1 + ended(node)).sum()
    }

    /// Whether turns can be run.
    pub(crate) fn is_ready(&self) -> bool {
        self.has_replies() || !self.jobs.is_empty()
    }

    /// Whether calls have ended whose turns have not been run.
    pub(crate) fn has_replies(&self) -> bool {
        !self.replies.is_empty()
    }

    /// The next call that is to be made, once what asked for it is kept.
    pub(crate) fn next_call(&mut self) -> Option<Asking> {
        self.calls.pop_front()
    }

    /// The frames that are gone, though they may have been in a call.
    pub(crate) fn take_dropped(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.dropped)
    }

    /// How the execution has ended, if it has.
    pub(crate) fn take_end(&mut self) -> Option<End> {
        self.end.take()
    }

    /// The counters, for the event of an end that comes from outside.
    pub(crate) fn counters(&mut self) -> &mut Counters {
        &mut self.counters
    }

    /// The header of a frame in a call, for the call.
    pub(crate) fn header(&self, frame: u32) -> Option<&Header> {
        self.nodes.get(frame).map(|node| &node.header)
    }

    fn answer(&mut self, world: &mut World<'_>, answer: Answer) -> Result<(), Panicked> {
        let Answer { frame, reply, submitted } = answer;
        // A frame that was stopped meanwhile has no use for it.
        if self.nodes.get(frame).is_none_or(|node| node.header.phase != Phase::Calling) {
            return Ok(());
        }
        let Some(node) = self.nodes.remove(frame) else { return Ok(()) };
        self.resume(world, frame, node, Wake::Reply(reply), submitted)
    }

    /// The turn of a frame that nobody outside is needed for.
    fn go_on(&mut self, world: &mut World<'_>, frame: u32, phase: Phase) -> Result<(), Panicked> {
        if self.nodes.get(frame).is_none_or(|node| node.header.phase != phase) {
            return Ok(());
        }
        if phase == Phase::Forked {
            return self.advance(world, frame);
        }
        let Some(node) = self.nodes.remove(frame) else { return Ok(()) };
        match phase {
            Phase::Waiting => self.resume(world, frame, node, Wake::Elapsed, None),
            Phase::BackingOff => self.ask_again(world, frame, node, true),
            Phase::Calling => self.ask_again(world, frame, node, false),
            Phase::Yielded | Phase::Forked | Phase::Returned => self.resume(world, frame, node, Wake::Continue, None),
        }
    }

    fn resume(
        &mut self,
        world: &mut World<'_>,
        frame: u32,
        mut node: Box<Node>,
        wake: Wake<Reply>,
        submitted: Option<Submitted>,
    ) -> Result<(), Panicked> {
        let Some(data) = node.frame.take() else { return Err(Panicked) };
        let place = node.place(frame, &mut self.counters, &mut self.budget);
        let stop = turn::resume(world, place, data, wake, submitted)?;
        self.settle(world, frame, node, stop)
    }

    /// Asks for the effect again: for another attempt, or silently after a restart.
    fn ask_again(
        &mut self,
        world: &mut World<'_>,
        frame: u32,
        mut node: Box<Node>,
        attempt: bool,
    ) -> Result<(), Panicked> {
        let Some(data) = node.frame.take() else { return Err(Panicked) };
        let place = node.place(frame, &mut self.counters, &mut self.budget);
        let asked = turn::effect(world, place, &*data, attempt)?;
        match asked {
            Asked::For(Ask::Call(call)) if !attempt => {
                node.frame = Some(data);
                self.calls.push_back(Asking { frame, call, repeated: true });
                self.nodes.insert(frame, node);
                Ok(())
            }
            Asked::For(ask) => self.settle(world, frame, node, Stop::Parked(data, ask)),
            Asked::Failed(failure) => {
                node.frame = Some(data);
                let wake = match kind(world, &node.header) {
                    Some(StateKind::Parallel | StateKind::Map) => Wake::Joined(Err(failure)),
                    _ => Wake::Reply(Err(failure)),
                };
                self.resume(world, frame, node, wake, None)
            }
            Asked::Fault(failure) => self.settle(world, frame, node, Stop::Failed(failure)),
        }
    }

    /// Keeps what a turn came to, and plans what it asks for.
    fn settle(&mut self, world: &mut World<'_>, frame: u32, mut node: Box<Node>, stop: Stop) -> Result<(), Panicked> {
        let (data, ask) = match stop {
            Stop::Parked(data, ask) => (data, ask),
            Stop::Returned(output) if frame != ROOT => {
                self.returned(world, node.header, frame, output);
                return Ok(());
            }
            Stop::Done(output) if frame == ROOT => {
                self.finish(world, &node.header, output);
                return Ok(());
            }
            // Of tasks that run out of time at once each is recorded, as on the service, before any stops the others.
            Stop::Failed(failure) if failure.is_time_out() && node.header.parent.is_some() => {
                self.late.push_back((frame, failure));
                self.nodes.insert(frame, node);
                return Ok(());
            }
            Stop::Failed(failure) => return self.fail(world, frame, &node.header, failure),
            Stop::Done(_) | Stop::Returned(_) => {
                let failure = Failure::runtime("The frame ended as one of another level would.");
                return self.fail(world, frame, &node.header, failure);
            }
        };
        node.frame = Some(data);
        match ask {
            Ask::Call(call) => {
                node.header.park(Phase::Calling, None);
                self.calls.push_back(Asking { frame, call, repeated: false });
            }
            Ask::Sleep { until } => self.sleep(frame, &mut node, Phase::Waiting, until),
            Ask::Backoff { until } => self.sleep(frame, &mut node, Phase::BackingOff, until),
            Ask::Yield => {
                // Nothing else looks at what the data of an express execution grow to.
                if self.rows.is_none()
                    && let Some(data) = &node.frame
                    && let Err(error) = data.write(&mut Vec::new())
                {
                    let failure = rows::unserialisable("state's data", &error);
                    return self.fail(world, frame, &node.header, failure);
                }
                node.header.park(Phase::Yielded, None);
                self.jobs.push_back((frame, Phase::Yielded));
            }
            Ask::Fork { fork, children: count, at_once } => {
                let first = self.counters.next_frame;
                let Some(next) = first.checked_add(count).filter(|next| *next <= MAX_SEQUENCE) else {
                    let failure = Failure::runtime("The execution has no numbers left for more branches.");
                    return self.fail(world, frame, &node.header, failure);
                };
                self.counters.next_frame = next;
                let limit = limit(kind(world, &node.header), count, at_once);
                node.fork(Children { first, count, at_once }, limit, Some(fork));
                if let Some(branches) = &mut node.branches {
                    branches.queued = true;
                }
                self.jobs.push_front((frame, Phase::Forked));
            }
        }
        self.keep(frame, node);
        Ok(())
    }

    fn sleep(&mut self, frame: u32, node: &mut Node, phase: Phase, until: Timestamp) {
        node.header.park(phase, Some(until));
        self.sleeping.insert((node.header.wake_at().unwrap_or(until), frame));
    }

    /// Puts a frame back that is to be written.
    fn keep(&mut self, frame: u32, mut node: Box<Node>) {
        if let Some(rows) = &mut self.rows
            && !std::mem::replace(&mut node.changed, true)
        {
            rows.changed.push(frame);
        }
        self.nodes.insert(frame, node);
    }

    fn finish(&mut self, world: &World<'_>, header: &Header, output: Result<String, Unserialisable>) {
        let result = match output {
            Ok(output) if output.len() > MAX_DOCUMENT => Err(too_large(world.info.meta().name)),
            Ok(output) => Ok(output),
            Err(error) => Err(Failure::runtime(format!("The execution's output cannot be written as JSON: {error}."))),
        };
        self.end = Some(End { result, last_event: header.last_event });
    }
}

/// The type of the state that a frame stands in.
fn kind(world: &World<'_>, header: &Header) -> Option<StateKind> {
    let index = usize::try_from(header.state.0).ok()?;
    world.info.meta().states.get(index).map(|state| state.kind)
}

/// How many children run at once.
fn limit(kind: Option<StateKind>, count: u32, at_once: u32) -> u32 {
    let most = if kind == Some(StateKind::Map) { MAX_ITERATIONS } else { count };
    if at_once == 0 { most } else { at_once.min(most) }
}
