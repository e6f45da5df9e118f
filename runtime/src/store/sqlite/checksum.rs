//! The checksums that rows carry.

use crc32fast::Hasher;
use jiff::Timestamp;

use crate::store::{Closing, ExecutionKey, Status};

/// Of what an execution began with, but for its input.
pub(super) fn start(key: ExecutionKey, workflow: &str, name: &str, fingerprint: &str, started_at: i64) -> u32 {
    let mut hasher = keyed(key.number().cast_signed());
    for text in [workflow, name, fingerprint] {
        part(&mut hasher, Some(text));
    }
    hasher.update(&started_at.to_le_bytes());
    hasher.finalize()
}

/// Of an execution's input.
pub(super) fn input(key: ExecutionKey, input: &str) -> u32 {
    blob(key.number().cast_signed(), input.as_bytes())
}

/// Of where an execution stands after its end.
pub(super) fn stop(key: ExecutionKey, status: Status, stopped_at: i64) -> u32 {
    let mut hasher = keyed(key.number().cast_signed());
    part(&mut hasher, Some(status.as_str()));
    hasher.update(&stopped_at.to_le_bytes());
    hasher.finalize()
}

/// Of what an execution ended with.
pub(super) fn result(key: ExecutionKey, closing: &Closing) -> u32 {
    let mut hasher = keyed(key.number().cast_signed());
    for text in [&closing.error, &closing.cause, &closing.output] {
        part(&mut hasher, text.as_deref());
    }
    hasher.finalize()
}

/// Of the bytes of the row with that id.
pub(super) fn blob(id: i64, bytes: &[u8]) -> u32 {
    let mut hasher = keyed(id);
    hasher.update(bytes);
    hasher.finalize()
}

/// Of a frame. The deadline is laid over the checkpoint's sum, so that [`rescheduled`] needs no
/// checkpoint.
pub(super) fn frame(id: i64, deadline: Option<Timestamp>, checkpoint: &[u8]) -> u32 {
    blob(id, checkpoint) ^ sleep(deadline)
}

/// Of a frame whose deadline changes.
pub(super) fn rescheduled(crc: i64, from: Option<Timestamp>, to: Option<Timestamp>) -> i64 {
    // A sum that was wrong stays wrong.
    crc ^ i64::from(sleep(from) ^ sleep(to))
}

fn sleep(deadline: Option<Timestamp>) -> u32 {
    deadline.map_or(0, |deadline| crc32fast::hash(&deadline.as_millisecond().to_le_bytes()))
}

/// The id is part of every sum: a row that turns up in another's place is damaged too.
fn keyed(id: i64) -> Hasher {
    let mut hasher = Hasher::new();
    hasher.update(&id.to_le_bytes());
    hasher
}

fn part(hasher: &mut Hasher, text: Option<&str>) {
    let length = text.map_or(u64::MAX, |text| text.len() as u64);
    hasher.update(&length.to_le_bytes());
    hasher.update(text.unwrap_or_default().as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rescheduling_gives_the_sum_of_the_new_deadline() {
        let at = |millisecond| Some(Timestamp::from_millisecond(millisecond).unwrap());
        for (from, to) in [(None, at(5)), (at(5), None), (at(5), at(6)), (at(7), at(7))] {
            let moved = rescheduled(frame(9, from, b"abc").into(), from, to);
            assert_eq!(moved, i64::from(frame(9, to, b"abc")));
        }
    }

    #[test]
    fn every_part_counts() {
        let key = ExecutionKey::FIRST;
        let sum = start(key, "ab", "c", "f", 1);
        let next = key.next().unwrap();
        let others = [
            start(next, "ab", "c", "f", 1),
            start(key, "a", "bc", "f", 1),
            start(key, "ab", "c", "g", 1),
            start(key, "ab", "c", "f", 2),
        ];
        assert!(!others.contains(&sum));
        let closing = |error: Option<&str>, cause: Option<&str>| Closing {
            status: Status::Failed,
            stopped_at: Timestamp::UNIX_EPOCH,
            output: None,
            error: error.map(str::to_owned),
            cause: cause.map(str::to_owned),
        };
        assert_ne!(result(key, &closing(Some("a"), None)), result(key, &closing(None, Some("a"))));
        assert_ne!(result(key, &closing(Some(""), None)), result(key, &closing(None, None)));
        assert_ne!(stop(key, Status::Failed, 1), stop(key, Status::Aborted, 1));
        assert_ne!(frame(1, None, b"a"), frame(2, None, b"a"));
        assert_ne!(frame(1, None, b"a"), frame(1, Some(Timestamp::UNIX_EPOCH), b"a"));
    }
}
