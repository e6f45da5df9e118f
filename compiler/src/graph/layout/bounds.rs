//! Which scopes are laid out as graphs: what takes too long to lay out could not be read as lines either.

use std::collections::{HashMap, HashSet};

use crate::graph::{Place, Scope};

/// The most states of a scope that is drawn with lines.
const STATES: usize = 150;
/// The most lines of it.
const LINES: usize = 400;
/// The most places that its lines go past, each of which is laid out like a state.
const PASSED: usize = 2_500;
/// The most states and places that all scopes of a picture together may have, so that many scopes that are drawn
/// do not take longer than one.
const TOTAL: usize = 4_000;

/// What may still be drawn with lines.
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn new() -> Self {
        Self(TOTAL)
    }

    /// Whether a scope is drawn with lines; if so, it is paid for.
    pub(super) fn allows(&mut self, scope: &Scope) -> bool {
        if scope.nodes.len() > STATES {
            return false;
        }
        let lines: HashSet<_> = scope.edges.iter().map(|edge| (edge.from, edge.to)).collect();
        if lines.len() > LINES {
            return false;
        }
        let passed = passed(scope);
        let cost = scope.nodes.len() + passed;
        if passed > PASSED || cost > self.0 {
            return false;
        }
        self.0 -= cost;
        true
    }
}

/// About how many rows all lines together go past: each line crosses one row for its label and two for every row
/// of states between its ends.
fn passed(scope: &Scope) -> usize {
    let ranks = ranks(scope);
    let rank = |place: &Place| ranks.get(place).copied().unwrap_or_default();
    let lines: HashSet<_> = scope.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    lines.iter().map(|(from, to)| (2 * rank(from).abs_diff(rank(to))).max(1)).sum()
}

/// The row of each place: below everything that leads to it, but for the edges that go back.
fn ranks(scope: &Scope) -> HashMap<Place, usize> {
    let mut next: HashMap<Place, Vec<Place>> = HashMap::new();
    for edge in &scope.edges {
        next.entry(edge.from).or_default().push(edge.to);
    }
    let places = std::iter::once(Place::Start).chain(scope.nodes.iter().map(|id| Place::State(*id)));
    // Depth first, without calling itself: a place is done after all that it leads to.
    let (mut order, mut seen, mut open) = (Vec::new(), HashSet::new(), HashSet::new());
    let mut back = HashSet::new();
    for root in places {
        if !seen.insert(root) {
            continue;
        }
        open.insert(root);
        let mut stack = vec![(root, 0_usize)];
        while let Some((place, at)) = stack.last_mut() {
            let place = *place;
            let target = next.get(&place).and_then(|targets| targets.get(*at)).copied();
            *at += 1;
            match target {
                Some(target) if open.contains(&target) => {
                    back.insert((place, target));
                }
                Some(target) if seen.insert(target) => {
                    open.insert(target);
                    stack.push((target, 0));
                }
                Some(_) => {}
                None => {
                    open.remove(&place);
                    order.push(place);
                    stack.pop();
                }
            }
        }
    }
    let mut ranks: HashMap<Place, usize> = HashMap::new();
    for place in order.into_iter().rev() {
        let own = ranks.get(&place).copied().unwrap_or_default();
        for target in next.get(&place).into_iter().flatten().filter(|target| !back.contains(&(place, **target))) {
            let rank = ranks.entry(*target).or_default();
            *rank = (*rank).max(own + 1);
        }
    }
    ranks
}
