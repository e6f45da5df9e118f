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

/// The moment without its fractions of milliseconds: what a store keeps is what is in memory.
pub(crate) fn to_millisecond(moment: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(moment.as_millisecond()).unwrap_or(moment)
}

/// A moment so many milliseconds later, or the last that there is.
pub(crate) fn later(moment: Timestamp, milliseconds: u64) -> Timestamp {
    let milliseconds = i64::try_from(milliseconds).unwrap_or(i64::MAX);
    let sum = moment.as_millisecond().saturating_add(milliseconds);
    Timestamp::from_millisecond(sum).unwrap_or(Timestamp::MAX)
}
