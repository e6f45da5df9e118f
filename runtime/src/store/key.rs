//! The integer keys of the store: an execution's number, and what is packed below it.

/// How many of a packed key's bits are the sequence below the execution.
const SEQUENCE_BITS: u32 = 24;

/// The highest frame number and event id that a packed key can hold.
pub const MAX_SEQUENCE: u32 = (1 << SEQUENCE_BITS) - 1;

/// An execution's number in its store, in the order of starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExecutionKey(u64);

impl ExecutionKey {
    /// The lowest key.
    pub const FIRST: Self = Self(1);

    /// The highest key that can be packed.
    pub const MAX: Self = Self((1 << (63 - SEQUENCE_BITS)) - 1);

    /// The execution with that number, which must be between 1 and [`ExecutionKey::MAX`].
    #[must_use]
    pub fn new(number: u64) -> Option<Self> {
        (Self::FIRST.0..=Self::MAX.0).contains(&number).then_some(Self(number))
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }

    /// The next higher one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::new(self.0 + 1)
    }

    /// The key of something numbered below this execution (a frame, a history chunk by its first
    /// event): neighbours in the order of executions, so that a row id can be it.
    #[must_use]
    pub fn packed(self, sequence: u32) -> i64 {
        ((self.0 << SEQUENCE_BITS) | u64::from(sequence & MAX_SEQUENCE)).cast_signed()
    }

    /// The execution and the sequence of a packed key.
    #[must_use]
    pub fn unpack(packed: i64) -> Option<(Self, u32)> {
        let packed = u64::try_from(packed).ok()?;
        let sequence = u32::try_from(packed & u64::from(MAX_SEQUENCE)).ok()?;
        Some((Self::new(packed >> SEQUENCE_BITS)?, sequence))
    }
}

/// One frame of one execution: the top level is frame 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FrameKey {
    /// The execution it belongs to.
    pub execution: ExecutionKey,
    /// Its number in the execution.
    pub frame: u32,
}

impl FrameKey {
    /// The key as one integer.
    #[must_use]
    pub fn packed(self) -> i64 {
        self.execution.packed(self.frame)
    }

    /// The key that an integer packs.
    #[must_use]
    pub fn unpack(packed: i64) -> Option<Self> {
        ExecutionKey::unpack(packed).map(|(execution, frame)| Self { execution, frame })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_keeps_both_parts_and_the_order() {
        for number in [1, 2, 1 << 20, ExecutionKey::MAX.number()] {
            for sequence in [0, 1, MAX_SEQUENCE] {
                let key = ExecutionKey::new(number).unwrap();
                assert_eq!(ExecutionKey::unpack(key.packed(sequence)), Some((key, sequence)));
            }
        }
        let (one, two) = (ExecutionKey::FIRST, ExecutionKey::FIRST.next().unwrap());
        assert!(one.packed(MAX_SEQUENCE) < two.packed(0));
    }

    #[test]
    fn numbers_out_of_range_are_no_keys() {
        assert_eq!(ExecutionKey::new(0), None);
        assert_eq!(ExecutionKey::MAX.next(), None);
        assert_eq!(ExecutionKey::unpack(-1), None);
        assert_eq!(ExecutionKey::unpack(5), None);
    }
}
