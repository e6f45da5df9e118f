//! Which findings are one with that about a state that no transition leads to, for the way that leads past it.

use std::collections::HashMap;

use super::{About, Entry, heads::past};
use crate::ir::{ScopeId, StateId};

/// Joins a state that no transition leads to with what is missing where somebody leads past it.
///
/// Only one that stands for itself is looked at: what it would have brought says more.
pub(super) fn join(list: &[Entry], heads: &mut [usize]) {
    let dead = |entry: &Entry| entry.about == About::Unreachable;
    let mut count: HashMap<Option<ScopeId>, usize> = HashMap::new();
    for entry in list.iter().filter(|entry| dead(entry)) {
        *count.entry(entry.scope).or_default() += 1;
    }
    if count.is_empty() {
        return;
    }
    let mut members: HashMap<usize, usize> = HashMap::new();
    for head in heads.iter() {
        *members.entry(*head).or_default() += 1;
    }
    let mut by_state: HashMap<StateId, usize> = HashMap::new();
    // Of each scope the only finding about what a way does not bring; `None` if there are several.
    let mut only: HashMap<Option<ScopeId>, Option<usize>> = HashMap::new();
    for (entry, head) in list.iter().zip(heads.iter().copied()) {
        if let Some(state) = past(entry) {
            by_state.entry(state).or_insert(head);
            only.entry(entry.scope).and_modify(|only| *only = only.filter(|only| *only == head)).or_insert(Some(head));
        }
    }
    for (at, entry) in list.iter().enumerate().filter(|(_, entry)| dead(entry)) {
        let Some(head) = heads.get_mut(at).filter(|head| **head == at && members.get(&at) == Some(&1)) else {
            continue;
        };
        // Who was to lead there may be far from it: the one that leads where it should not, if there is one of each.
        let is_only = count.get(&entry.scope) == Some(&1);
        let other = || only.get(&entry.scope).copied().flatten().filter(|_| is_only);
        let shown = entry.past.iter().find_map(|state| by_state.get(state)).copied();
        *head = shown.or_else(other).unwrap_or(at);
    }
}
