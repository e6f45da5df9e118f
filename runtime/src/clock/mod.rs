//! Time as a parameter: the engine asks a clock, and a test can own it.

mod manual;
mod system;

use std::{future::Future, pin::Pin};

use jiff::Timestamp;

pub use manual::ManualClock;
pub use system::SystemClock;

/// A future that ends at its moment.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send + 'static>>;

/// Where the engine has its time from.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;

    /// A future that ends when [`Clock::now`] has reached the deadline, however it gets there.
    fn sleep_until(&self, deadline: Timestamp) -> Sleep;
}

/// The last moment that can be kept as whole milliseconds.
pub(crate) fn last() -> Timestamp {
    Timestamp::from_second(Timestamp::MAX.as_second()).unwrap_or_default()
}

/// The moment without its fractions of milliseconds: what a store keeps is what is in memory.
pub(crate) fn to_millisecond(moment: Timestamp) -> Timestamp {
    from_millisecond(moment.as_millisecond())
}

/// A moment so many milliseconds later, or the last that there is.
pub(crate) fn later(moment: Timestamp, milliseconds: u64) -> Timestamp {
    let milliseconds = i64::try_from(milliseconds).unwrap_or(i64::MAX);
    from_millisecond(moment.as_millisecond().saturating_add(milliseconds))
}

/// The first whole millisecond that is not before the moment, or the last that there is.
pub(crate) fn up_to_millisecond(moment: Timestamp) -> Timestamp {
    let whole = to_millisecond(moment);
    if whole < moment { later(whole, 1) } else { whole }
}

fn from_millisecond(millisecond: i64) -> Timestamp {
    let end = if millisecond < 0 { Timestamp::MIN } else { last() };
    Timestamp::from_millisecond(millisecond).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_moment_is_read_back_from_its_milliseconds() {
        let moments = [
            last(),
            to_millisecond(Timestamp::MAX),
            up_to_millisecond(Timestamp::MAX),
            later(Timestamp::UNIX_EPOCH, u64::MAX),
            later(Timestamp::MAX, 1),
            up_to_millisecond(Timestamp::new(7, 1).unwrap()),
        ];
        for moment in moments {
            assert_eq!(Timestamp::from_millisecond(moment.as_millisecond()).unwrap(), moment);
        }
        assert_eq!(up_to_millisecond(Timestamp::new(7, 1).unwrap()), Timestamp::from_millisecond(7_001).unwrap());
    }
}
