//! What a frame's checkpoint holds beside the state's data.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
    /// It waits before its task is called again.
    #[serde(rename = "b")]
    BackingOff,
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
    #[serde(rename = "n")]
    pub(crate) next_event: u64,
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
    /// Where all randomness of the execution comes from.
    #[serde(rename = "d")]
    pub(crate) seed: u64,
}

impl Header {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            state: StateIx(0),
            visit: 0,
            entered_event: 0,
            entered_at: 0,
            last_event: 0,
            next_event: 1,
            retries: Vec::new(),
            retry_count: 0,
            scheduled: false,
            phase: Phase::Yielded,
            wake_at: None,
            seed,
        }
    }

    pub(super) fn enter(&mut self, state: StateIx, now: Timestamp) {
        self.state = state;
        self.visit += 1;
        self.entered_event = self.next_event;
        self.entered_at = now.as_millisecond();
        self.retries.clear();
        self.retry_count = 0;
        self.scheduled = false;
    }

    pub(crate) fn take_event(&mut self) -> u64 {
        let id = self.next_event;
        self.next_event += 1;
        self.last_event = id;
        id
    }

    pub(super) fn give_back_event(&mut self, id: u64, previous: u64) {
        self.next_event = id;
        self.last_event = previous;
    }

    pub(crate) fn entered_at(&self) -> Timestamp {
        Timestamp::from_millisecond(self.entered_at).unwrap_or_default()
    }

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

    /// Random numbers for this visit and attempt: always the same ones.
    pub(crate) fn randomness(&self, salt: u64) -> fastrand::Rng {
        let mut mixed = fastrand::Rng::with_seed(self.seed ^ self.visit.rotate_left(32));
        fastrand::Rng::with_seed(mixed.u64(..) ^ u64::from(self.retry_count).rotate_left(48) ^ salt)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(number: &u32) -> bool {
    *number == 0
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
