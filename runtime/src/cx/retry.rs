//! Which retrier or catcher takes an error, and when the next attempt begins.

use jiff::Timestamp;

use super::{Cx, Purpose, entropy};
use crate::{
    Failure,
    clock::later,
    flow::{Catcher, Retrier},
};

impl Cx<'_> {
    /// When the task is to be called again: the first retrier that names the error decides, and counts
    /// it. `None` if none does or its attempts are used up.
    pub fn retry(&mut self, retriers: &'static [Retrier], failure: &Failure) -> Option<Timestamp> {
        let (index, retrier) =
            retriers.iter().enumerate().find(|(_, retrier)| failure.is_matched_by(retrier.errors))?;
        if self.header.retries.len() <= index {
            self.header.retries.resize(index + 1, 0);
        }
        let made = self.header.retries.get_mut(index)?;
        if *made >= retrier.max_attempts {
            return None;
        }
        let longest = delay_milliseconds(retrier, *made);
        *made += 1;
        let delay = if retrier.full_jitter { self.jitter().u64(0..=longest) } else { longest };
        self.header.retry_count = self.header.retry_count.saturating_add(1);
        Some(later(self.now, delay))
    }

    fn jitter(&self) -> fastrand::Rng {
        entropy::randomness(self.counters, self.header, self.frame, Purpose::Jitter, 0)
    }

    /// The first catcher that names the error.
    #[must_use]
    pub fn catch(&self, catchers: &'static [Catcher], failure: &Failure) -> Option<usize> {
        catchers.iter().position(|errors| failure.is_matched_by(errors))
    }
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn delay_milliseconds(retrier: &Retrier, made: u64) -> u64 {
    let exponent = i32::try_from(made).unwrap_or(i32::MAX);
    let seconds = retrier.interval_seconds as f64 * retrier.backoff_rate.powi(exponent);
    let seconds = retrier.max_delay_seconds.map_or(seconds, |most| seconds.min(most as f64));
    // A cast saturates, and a delay beyond all times is the last moment there is.
    (seconds * 1000.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    const RETRIER: Retrier = Retrier {
        errors: &["States.ALL"],
        interval_seconds: 1,
        max_attempts: 5,
        backoff_rate: 2.0,
        max_delay_seconds: None,
        full_jitter: false,
    };

    #[test]
    fn delays_grow_to_their_limit() {
        let delays: Vec<_> = (0..5).map(|made| delay_milliseconds(&RETRIER, made)).collect();
        assert_eq!(delays, [1_000, 2_000, 4_000, 8_000, 16_000]);
        let capped = Retrier { max_delay_seconds: Some(5), backoff_rate: 1.5, ..RETRIER };
        let delays: Vec<_> = (0..5).map(|made| delay_milliseconds(&capped, made)).collect();
        assert_eq!(delays, [1_000, 1_500, 2_250, 3_375, 5_000]);
        assert_eq!(delay_milliseconds(&RETRIER, u64::MAX), u64::MAX);
    }
}
