//! Whether anything happens in the engine: what a test with a clock of its own waits for.

use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

/// Counts what is happening.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    busy: AtomicUsize,
    epoch: AtomicU64,
}

impl Activity {
    /// Something that happens until the guard goes.
    pub(crate) fn busy(self: &Arc<Self>) -> Busy {
        let mut busy = Busy { activity: self.clone(), counted: false };
        busy.resume();
        busy
    }

    /// A number that is another one after anything has happened; `None` while something happens.
    pub(crate) fn quiet_since(&self) -> Option<u64> {
        (self.busy.load(Ordering::SeqCst) == 0).then(|| self.epoch.load(Ordering::SeqCst))
    }
}

/// One thing that happens, now and then interrupted by waiting for a clock or for somebody outside.
pub(crate) struct Busy {
    activity: Arc<Activity>,
    counted: bool,
}

impl Busy {
    pub(crate) fn pause(&mut self) {
        if std::mem::take(&mut self.counted) {
            self.activity.epoch.fetch_add(1, Ordering::SeqCst);
            self.activity.busy.fetch_sub(1, Ordering::SeqCst);
        }
    }

    pub(crate) fn resume(&mut self) {
        if !std::mem::replace(&mut self.counted, true) {
            self.activity.busy.fetch_add(1, Ordering::SeqCst);
        }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.pause();
    }
}
