//! Where the parts of a decoded string stand in its source.

use std::sync::Arc;

/// Where the bytes of a decoded string stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Places {
    /// Parts have no places: the source is macro tokens, or the text stands nowhere.
    Whole,
    /// Byte `i` of the string stands at this offset plus `i`.
    From(u32),
    /// Stretch by stretch, in order and without gaps in the string: there are escapes, or several lines.
    Runs(Arc<[Run]>),
}

/// A stretch of a decoded string: copied as it is, or else one escape or line break as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it begins in the string, in bytes.
    pub value: u32,
    /// How many bytes of the string it is.
    pub len: u32,
    /// Where it begins in the source.
    pub start: u32,
    /// Where it ends in the source.
    pub end: u32,
}

impl Run {
    /// Whether the bytes are the source's own.
    fn is_copied(self) -> bool {
        self.end - self.start == self.len
    }
}

impl Places {
    /// Where the bytes `start..end` of the string stand. `None` if parts have no places.
    #[must_use]
    pub fn part(&self, start: u32, end: u32) -> Option<(u32, u32)> {
        match self {
            Places::Whole => None,
            Places::From(base) => Some((base.saturating_add(start), base.saturating_add(end))),
            Places::Runs(runs) => {
                let begin = begin(runs, start)?;
                if end <= start {
                    return Some((begin, begin));
                }
                // The run that has the last byte: what stands behind it in the source is no part of this.
                let run = holder(runs, end - 1)?;
                let into = (end - run.value).min(run.len);
                Some((begin, if run.is_copied() { run.start + into } else { run.end }))
            }
        }
    }
}

/// The run that has a byte of the string; the last one for what is behind it.
fn holder(runs: &[Run], at: u32) -> Option<&Run> {
    let index = runs.partition_point(|run| run.value <= at);
    runs.get(index.saturating_sub(1))
}

fn begin(runs: &[Run], at: u32) -> Option<u32> {
    let run = holder(runs, at)?;
    let into = at.saturating_sub(run.value);
    Some(match (into >= run.len, run.is_copied()) {
        (true, _) => run.end,
        (false, true) => run.start + into,
        (false, false) => run.start,
    })
}

/// Gathers the places of a string while it is decoded.
#[derive(Debug, Default)]
pub(super) struct Mapper {
    runs: Vec<Run>,
    /// How many bytes the string has so far.
    value: u32,
}

impl Mapper {
    /// The next bytes of the string stand in the source as they are.
    pub(super) fn copied(&mut self, source: usize, len: usize) {
        let (start, len) = (small(source), small(len));
        if len == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.end == start && last.is_copied() => {
                last.len += len;
                last.end += len;
            }
            _ => self.runs.push(Run { value: self.value, len, start, end: start.saturating_add(len) }),
        }
        self.value = self.value.saturating_add(len);
    }

    /// The next `len` bytes of the string are written as `start..end`.
    pub(super) fn written(&mut self, (start, end): (usize, usize), len: usize) {
        if end - start == len {
            return self.copied(start, len);
        }
        let len = small(len);
        self.runs.push(Run { value: self.value, len, start: small(start), end: small(end) });
        self.value = self.value.saturating_add(len);
    }

    /// The places. `empty` is where an empty string stands.
    pub(super) fn finish(self, empty: usize) -> Places {
        match self.runs.as_slice() {
            [] => Places::From(small(empty)),
            [run] if run.is_copied() => Places::From(run.start),
            _ => Places::Runs(self.runs.into()),
        }
    }
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Places in a text that is itself a string of another source, as places in that source.
pub(super) fn within(inner: &Places, len: usize, outer: &Places) -> Places {
    let whole = [Run { value: 0, len: small(len), start: 0, end: small(len) }];
    let runs: &[Run] = match inner {
        Places::Whole => return Places::Whole,
        Places::From(base) if len == 0 => {
            return outer.part(*base, *base).map_or(Places::Whole, |(at, _)| Places::From(at));
        }
        Places::From(_) => &whole,
        Places::Runs(runs) => runs,
    };
    let base = if let Places::From(base) = inner { *base } else { 0 };
    let mut mapper = Mapper::default();
    for run in runs {
        let (start, end) = (run.start + base, run.end + base);
        if !run.is_copied() {
            let Some((start, end)) = outer.part(start, end) else { return Places::Whole };
            mapper.written((start as usize, end as usize), run.len as usize);
            continue;
        }
        // A stretch of the inner text may be several of the outer one.
        let mut at = start;
        while at < end {
            let stop = match outer {
                Places::Runs(outer) => holder(outer, at).map_or(end, |run| (run.value + run.len).clamp(at + 1, end)),
                _ => end,
            };
            let Some((from, to)) = outer.part(at, stop) else { return Places::Whole };
            mapper.written((from as usize, to as usize), (stop - at) as usize);
            at = stop;
        }
    }
    mapper.finish(0)
}

#[cfg(test)]
mod tests {
    use super::{Mapper, Places, within};

    /// `ab\n  cd\ne`, in which the line break and the indentation are one line feed and `\n` is another.
    fn folded() -> Places {
        let mut mapper = Mapper::default();
        mapper.copied(10, 2);
        mapper.written((12, 15), 1);
        mapper.copied(15, 2);
        mapper.written((17, 19), 1);
        mapper.copied(19, 1);
        mapper.finish(0)
    }

    #[test]
    fn parts_end_where_their_last_byte_does() {
        let places = folded();
        for (part, place) in [
            ((0, 2), (10, 12)),
            ((1, 3), (11, 15)),
            ((3, 5), (15, 17)),
            ((2, 3), (12, 15)),
            ((4, 7), (16, 20)),
            ((5, 6), (17, 19)),
            ((5, 5), (17, 17)),
            ((7, 7), (20, 20)),
        ] {
            assert_eq!(places.part(part.0, part.1), Some(place), "{part:?}");
        }
        assert_eq!(Places::Whole.part(0, 1), None);
        assert_eq!(Places::From(7).part(1, 3), Some((8, 10)));
    }

    #[test]
    fn what_is_copied_throughout_is_one_stretch() {
        let mut mapper = Mapper::default();
        mapper.copied(4, 2);
        mapper.written((6, 7), 1);
        assert_eq!(mapper.finish(0), Places::From(4));
        assert_eq!(Mapper::default().finish(3), Places::From(3));
    }

    #[test]
    fn places_of_places() {
        // The inner string is bytes 1..6 of the outer one.
        let places = within(&Places::From(1), 5, &folded());
        assert_eq!(places.part(0, 1), Some((11, 12)));
        assert_eq!(places.part(1, 2), Some((12, 15)));
        assert_eq!(places.part(2, 4), Some((15, 17)));
        assert_eq!(places.part(3, 5), Some((16, 19)));
        assert_eq!(within(&Places::Whole, 1, &folded()), Places::Whole);
        assert_eq!(within(&Places::From(1), 1, &Places::Whole), Places::Whole);
        assert_eq!(within(&Places::From(3), 0, &folded()), Places::From(15));
    }
}
