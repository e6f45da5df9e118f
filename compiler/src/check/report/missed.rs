//! Which findings are one with that about states which no execution enters.

use super::{About, Entry};
use crate::check::{
    missed::{Missed, Ways},
    scene::Scene,
};

/// How many findings about such states others are compared with.
const COMPARED: usize = 64;

/// Joins what is lacking for want of a state that is not entered with the finding about that.
///
/// Only findings that stand for themselves are looked at, with all that is one with them.
pub(super) fn join(scene: &Scene<'_>, list: &[Entry], heads: &mut [usize]) {
    let brought_by = brought_by(scene, list, heads);
    let mut moved: Vec<Option<usize>> = vec![None; list.len()];
    for (at, by) in brought_by.into_iter().enumerate() {
        let Some(head) = by.and_then(|by| heads.get(by)).map(|head| last(&moved, *head)) else { continue };
        if let (true, Some(slot)) = (head != at, moved.get_mut(at)) {
            *slot = Some(head);
        }
    }
    for head in heads.iter_mut() {
        *head = last(&moved, *head);
    }
}

/// For each finding the first of those about states that are not entered which would have brought what it lacks.
fn brought_by(scene: &Scene<'_>, list: &[Entry], heads: &[usize]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; list.len()];
    let stands_for_itself =
        |(at, entry): &(usize, &Entry)| entry.about != About::Unreachable && heads.get(*at) == Some(at);
    let lacking = list.iter().enumerate().filter(stands_for_itself);
    let lacking: Vec<_> = lacking.filter_map(|(at, entry)| Some((at, entry.blame.lacked.as_ref()?))).collect();
    if lacking.is_empty() {
        return found;
    }
    let mut ways = Ways::new(scene);
    let missed = list.iter().enumerate().filter_map(|(by, entry)| Some((by, entry.blame.missed?)));
    for (by, first) in missed.take(COMPARED) {
        let missed = Missed::from(scene, first);
        for (at, lacked) in &lacking {
            if let Some(slot @ None) = found.get_mut(*at)
                && *at != by
                && missed.brings(lacked, &mut ways)
            {
                *slot = Some(by);
            }
        }
    }
    found
}

/// The one that a finding ends up with. Those that others end up with are no more than are compared, and none leads back.
fn last(moved: &[Option<usize>], mut at: usize) -> usize {
    while let Some(Some(next)) = moved.get(at) {
        at = *next;
    }
    at
}
