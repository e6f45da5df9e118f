//! Which findings are one with that about states which no execution enters.

use super::{About, Entry};

/// How many findings about such states others are compared with.
const COMPARED: usize = 64;

/// Joins what is lacking for want of a state that is not entered with the finding about that.
///
/// Only findings that stand for themselves are looked at, with all that is one with them.
pub(super) fn join(list: &[Entry], heads: &mut [usize]) {
    let by: Vec<usize> = list
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.blame.missed.is_some())
        .map(|(at, _)| at)
        .take(COMPARED)
        .collect();
    if by.is_empty() {
        return;
    }
    let mut moved: Vec<Option<usize>> = vec![None; list.len()];
    for (at, entry) in list.iter().enumerate().filter(|(_, entry)| entry.about != About::Unreachable) {
        let (Some(lacked), Some(true)) = (&entry.blame.lacked, heads.get(at).map(|head| *head == at)) else { continue };
        let brings = |by: &&usize| {
            **by != at
                && list.get(**by).and_then(|by| by.blame.missed.as_ref()).is_some_and(|missed| missed.brings(lacked))
        };
        let Some(head) = by.iter().find(brings).and_then(|by| heads.get(*by)).map(|head| first(&moved, *head)) else {
            continue;
        };
        if let (true, Some(slot)) = (head != at, moved.get_mut(at)) {
            *slot = Some(head);
        }
    }
    for head in heads.iter_mut() {
        *head = first(&moved, *head);
    }
}

/// The one that a finding ends up with. Those that others end up with are no more than are compared, and none leads back.
fn first(moved: &[Option<usize>], mut at: usize) -> usize {
    while let Some(Some(next)) = moved.get(at) {
        at = *next;
    }
    at
}
