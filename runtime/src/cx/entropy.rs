//! Where random numbers come from: always the same ones for the same place, and never the same twice.

use super::{Counters, Cx, Header};

/// For what random numbers are drawn: each purpose has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A state is entered, or its effect is derived again.
    Entering,
    /// A state goes on after its effect.
    Leaving,
    /// A child is made, that one.
    Child(u32),
    /// The delay before another attempt.
    Jitter,
    /// The attempt's task token.
    Token,
}

impl Purpose {
    fn number(self) -> u64 {
        match self {
            Self::Entering => 1,
            Self::Leaving => 2,
            Self::Jitter => 3,
            Self::Token => 4,
            Self::Child(index) => 1 << 32 | u64::from(index),
        }
    }
}

impl Cx<'_> {
    /// Random numbers: always the same ones for the same place in the same turn, and never the same twice.
    #[must_use]
    pub fn entropy(&self) -> fastrand::Rng {
        let draw = self.draws.get();
        self.draws.set(draw + 1);
        randomness(self.counters, self.header, self.frame, self.purpose, draw)
    }
}

/// Random numbers for a visit and attempt of a frame.
pub(super) fn randomness(
    counters: &Counters,
    header: &Header,
    frame: u32,
    purpose: Purpose,
    draw: u64,
) -> fastrand::Rng {
    let place = [u64::from(frame), header.visit, u64::from(header.retry_count), purpose.number(), draw];
    let mixed = place.into_iter().fold(counters.seed, |mixed, part| {
        // The generator's own step spreads what was mixed; the constant keeps small parts apart from it.
        fastrand::Rng::with_seed(mixed ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15)).u64(..).rotate_left(23)
    });
    fastrand::Rng::with_seed(mixed)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_place_has_numbers_of_its_own() {
        let (counters, mut seen, mut places) = (Counters::new(7), HashSet::new(), 0);
        for frame in 0..8 {
            for visit in 0..8 {
                let mut header = Header::new(None);
                header.visit = visit;
                for purpose in [Purpose::Entering, Purpose::Leaving, Purpose::Child(0), Purpose::Child(1)] {
                    for draw in 0..8 {
                        let drawn = || randomness(&counters, &header, frame, purpose, draw).u64(..);
                        assert_eq!(drawn(), drawn());
                        seen.insert(drawn());
                        places += 1;
                    }
                }
            }
        }
        assert_eq!(seen.len(), places);
    }
}
