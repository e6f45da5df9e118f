//! A clock that stands still until it is moved.

use std::{
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use jiff::Timestamp;

use super::{Clock, Sleep, later};

/// A clock for tests: it stands still until it is moved. Clones are the same clock.
#[derive(Clone, Debug)]
pub struct ManualClock {
    face: Arc<Mutex<Face>>,
}

#[derive(Debug)]
struct Face {
    now: Timestamp,
    next_sleeper: u64,
    sleepers: BTreeMap<(Timestamp, u64), Option<Waker>>,
    /// Sleeps that are over and whose futures have not seen it yet.
    waking: usize,
}

impl ManualClock {
    /// A clock that stands at that moment.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        let face = Face { now, next_sleeper: 0, sleepers: BTreeMap::new(), waking: 0 };
        Self { face: Arc::new(Mutex::new(face)) }
    }

    /// Moves it on.
    pub fn advance(&self, by: Duration) {
        let milliseconds = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        let target = later(self.now(), milliseconds);
        self.set(target);
    }

    /// Sets it, forward or back.
    pub fn set(&self, now: Timestamp) {
        let mut over = Vec::new();
        {
            let mut face = self.face();
            face.now = now;
            while let Some(entry) = face.sleepers.first_entry() {
                if entry.key().0 > now {
                    break;
                }
                over.push(entry.remove());
                face.waking += 1;
            }
        }
        over.into_iter().flatten().for_each(Waker::wake);
    }

    /// The earliest moment that somebody sleeps for.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.face().sleepers.first_key_value().map(|((deadline, _), _)| *deadline)
    }

    /// Moves it on to the earliest moment that somebody sleeps for; `false` if nobody does.
    pub fn advance_to_next(&self) -> bool {
        let next = self.next_deadline();
        if let Some(next) = next {
            self.set(next.max(self.now()));
        }
        next.is_some()
    }

    /// Whether sleeps are over that nobody has noticed yet.
    pub(crate) fn is_waking(&self) -> bool {
        self.face().waking > 0
    }

    fn face(&self) -> MutexGuard<'_, Face> {
        self.face.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for ManualClock {
    /// It stands at 2026-01-02T03:04:05.678Z.
    fn default() -> Self {
        Self::new(Timestamp::from_millisecond(1_767_323_045_678).unwrap_or_default())
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.face().now
    }

    fn sleep_until(&self, deadline: Timestamp) -> Sleep {
        // The sleeper is known before it is polled: whoever looks for the next deadline sees it.
        let mut face = self.face();
        let key = (deadline, face.next_sleeper);
        face.next_sleeper += 1;
        let over = deadline <= face.now;
        if over {
            face.waking += 1;
        } else {
            face.sleepers.insert(key, None);
        }
        Box::pin(Sleeper { clock: self.clone(), key, done: false })
    }
}

struct Sleeper {
    clock: ManualClock,
    key: (Timestamp, u64),
    done: bool,
}

impl Future for Sleeper {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock.clone();
        let mut face = clock.face();
        if let Some(waker) = face.sleepers.get_mut(&self.key) {
            *waker = Some(cx.waker().clone());
            return Poll::Pending;
        }
        if !self.done {
            self.done = true;
            face.waking = face.waking.saturating_sub(1);
        }
        Poll::Ready(())
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        let mut face = self.clock.face();
        if face.sleepers.remove(&self.key).is_none() && !self.done {
            face.waking = face.waking.saturating_sub(1);
        }
    }
}
