//! What a frame's checkpoint holds beside the state's data.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Variables;
use crate::StateIx;

/// Where a parked frame stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Phase {
    /// The turn's transitions were used up before the state was entered.
    #[serde(rename = "y")]
    Yielded,
    /// Its task was called.
    #[serde(rename = "c")]
    Calling,
    /// It waits.
    #[serde(rename = "w")]
    Waiting,
    /// It waits before its task is called again, or its children are begun again.
    #[serde(rename = "b")]
    BackingOff,
    /// Its children run.
    #[serde(rename = "f")]
    Forked,
    /// It has ended, and its output waits for its siblings.
    #[serde(rename = "r")]
    Returned,
}

/// The children of a frame: they have the numbers from `first` on, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Children {
    #[serde(rename = "f")]
    pub(crate) first: u32,
    #[serde(rename = "n")]
    pub(crate) count: u32,
    /// As the state says; 0 is as many as the engine lets.
    #[serde(rename = "o", default, skip_serializing_if = "is_zero")]
    pub(crate) at_once: u32,
}

/// Where a child belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parent {
    #[serde(rename = "f")]
    pub(crate) frame: u32,
    /// Which of its children it is, from 0.
    #[serde(rename = "i")]
    pub(crate) index: u32,
}

/// What all frames of an execution count together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counters {
    pub(crate) next_event: u64,
    pub(crate) next_frame: u32,
    /// Where all randomness of the execution comes from.
    pub(crate) seed: u64,
}

impl Counters {
    pub(crate) fn new(seed: u64) -> Self {
        Self { next_event: 1, next_frame: 1, seed }
    }

    pub(crate) fn take_event(&mut self) -> u64 {
        let id = self.next_event;
        self.next_event += 1;
        id
    }
}

/// The head of a checkpoint. Names are short since every commit writes them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Header {
    #[serde(rename = "s", with = "state_ix")]
    pub(crate) state: StateIx,
    /// How many states this frame has entered.
    #[serde(rename = "v")]
    pub(crate) visit: u64,
    #[serde(rename = "e")]
    pub(crate) entered_event: u64,
    #[serde(rename = "t")]
    entered_at: i64,
    /// `previousEventId` of the next event.
    #[serde(rename = "l")]
    pub(crate) last_event: u64,
    /// The execution's next event when this was written: the highest of all frames' is the present one.
    #[serde(rename = "n")]
    pub(crate) next_event: u64,
    /// The execution's next frame when this was written.
    #[serde(rename = "f", default = "first_child", skip_serializing_if = "is_first_child")]
    pub(crate) next_frame: u32,
    /// How often each retrier has matched in this visit.
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) retries: Vec<u64>,
    #[serde(rename = "k", default, skip_serializing_if = "is_zero")]
    pub(crate) retry_count: u32,
    /// Whether a task was scheduled and has not ended.
    #[serde(rename = "c", default, skip_serializing_if = "is_false")]
    pub(crate) scheduled: bool,
    #[serde(rename = "p")]
    pub(crate) phase: Phase,
    /// When it goes on, if it sleeps.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    wake_at: Option<i64>,
    /// The execution's seed, in the checkpoint of the top level.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub(crate) seed: Option<u64>,
    /// Where it belongs, below the top level.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<Parent>,
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub(crate) children: Option<Children>,
    /// The event that the parent's goes on from, once this frame has returned.
    #[serde(rename = "m", default, skip_serializing_if = "is_zero_event")]
    pub(crate) returned_event: u64,
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none", with = "super::variables::stored")]
    pub(crate) variables: Option<Arc<Variables>>,
}

impl Header {
    pub(crate) fn new(parent: Option<Parent>) -> Self {
        Self {
            state: StateIx(0),
            visit: 0,
            entered_event: 0,
            entered_at: 0,
            last_event: 0,
            next_event: 1,
            next_frame: first_child(),
            retries: Vec::new(),
            retry_count: 0,
            scheduled: false,
            phase: Phase::Yielded,
            wake_at: None,
            seed: None,
            parent,
            children: None,
            returned_event: 0,
            variables: None,
        }
    }

    pub(super) fn enter(&mut self, state: StateIx, event: u64, now: Timestamp) {
        self.state = state;
        self.visit += 1;
        self.entered_event = event;
        self.entered_at = now.as_millisecond();
        self.retries.clear();
        self.retry_count = 0;
        self.scheduled = false;
    }

    pub(crate) fn entered_at(&self) -> Timestamp {
        Timestamp::from_millisecond(self.entered_at).unwrap_or_default()
    }

    /// When it goes on, if it sleeps.
    pub(crate) fn wake_at(&self) -> Option<Timestamp> {
        self.wake_at.and_then(|moment| Timestamp::from_millisecond(moment).ok())
    }

    pub(crate) fn park(&mut self, phase: Phase, wake_at: Option<Timestamp>) {
        self.phase = phase;
        // A store keeps whole milliseconds: the rest of one is waited for.
        self.wake_at = wake_at.map(|moment| {
            let whole = moment.as_millisecond();
            if Timestamp::from_millisecond(whole).is_ok_and(|whole| whole < moment) { whole + 1 } else { whole }
        });
    }
}

fn first_child() -> u32 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_first_child(number: &u32) -> bool {
    *number == first_child()
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero_event(event: &u64) -> bool {
    *event == 0
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(truth: &bool) -> bool {
    !*truth
}

mod state_ix {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::StateIx;

    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub(super) fn serialize<S: Serializer>(state: &StateIx, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(state.0)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<StateIx, D::Error> {
        u32::deserialize(deserializer).map(StateIx)
    }
}
