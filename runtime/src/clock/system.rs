//! The machine's own clock.

use std::time::Duration;

use jiff::Timestamp;

use super::{Clock, Sleep};

/// How long a sleep trusts the clock: it may be set meanwhile.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// The machine's own clock. Its sleeps need a tokio runtime with the time driver.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep_until(&self, deadline: Timestamp) -> Sleep {
        Box::pin(async move {
            loop {
                let left = deadline.duration_since(Timestamp::now());
                match Duration::try_from(left) {
                    Ok(left) if !left.is_zero() => tokio::time::sleep(left.min(LOOK_AGAIN)).await,
                    _ => return,
                }
            }
        })
    }
}
