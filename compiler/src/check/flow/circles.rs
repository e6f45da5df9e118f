//! The circles of a graph: sets of nodes of which each leads to every other.

use crate::ir::StateId;

/// What is known of a node.
#[derive(Clone, Copy)]
enum Mark {
    New,
    /// On the way, with the place at which it was met and the earliest one that it leads back to.
    Open {
        place: usize,
        earliest: usize,
    },
    Done,
}

/// Every circle among some nodes, `count` in all; a node alone is one if it leads to itself. The time taken is that
/// of looking once at every edge (the algorithm is Tarjan's, without recursion).
#[must_use]
pub fn circles(
    count: usize,
    nodes: impl Iterator<Item = StateId>,
    next: impl Fn(StateId) -> Vec<StateId>,
) -> Vec<Vec<StateId>> {
    let mut run =
        Run { marks: vec![Mark::New; count], met: 0, open: Vec::new(), way: Vec::new(), found: Vec::new(), next };
    for node in nodes {
        run.enter(node);
        while let Some((node, mut rest)) = run.way.pop() {
            match rest.pop() {
                Some(next) => {
                    run.way.push((node, rest));
                    run.see(node, next);
                }
                None => run.leave(node),
            }
        }
    }
    run.found
}

struct Run<N> {
    marks: Vec<Mark>,
    /// How many nodes have been met.
    met: usize,
    /// The nodes that may yet be part of a circle that is under way.
    open: Vec<StateId>,
    /// The way from the first node, with what is still to be looked at from each.
    way: Vec<(StateId, Vec<StateId>)>,
    found: Vec<Vec<StateId>>,
    next: N,
}

impl<N: Fn(StateId) -> Vec<StateId>> Run<N> {
    fn mark(&mut self, node: StateId) -> Option<&mut Mark> {
        self.marks.get_mut(node.0 as usize)
    }

    fn enter(&mut self, node: StateId) {
        let met = self.met;
        if let Some(mark @ Mark::New) = self.mark(node) {
            *mark = Mark::Open { place: met, earliest: met };
            self.met += 1;
            self.open.push(node);
            self.way.push((node, (self.next)(node)));
        }
    }

    fn see(&mut self, from: StateId, to: StateId) {
        match self.mark(to).copied() {
            Some(Mark::New) => self.enter(to),
            Some(Mark::Open { place, .. }) => self.reach(from, place),
            Some(Mark::Done) | None => {}
        }
    }

    /// A node leads back to a place.
    fn reach(&mut self, node: StateId, back: usize) {
        if let Some(Mark::Open { earliest, .. }) = self.mark(node) {
            *earliest = (*earliest).min(back);
        }
    }

    fn leave(&mut self, node: StateId) {
        let Some(Mark::Open { place, earliest }) = self.mark(node).copied() else { return };
        if let Some(before) = self.way.last().map(|(before, _)| *before) {
            self.reach(before, earliest);
        }
        if earliest < place {
            return;
        }
        let start = self.open.iter().rposition(|open| *open == node).unwrap_or(0);
        let mut circle = self.open.split_off(start);
        for node in &circle {
            if let Some(mark) = self.mark(*node) {
                *mark = Mark::Done;
            }
        }
        if circle.len() > 1 || (self.next)(node).contains(&node) {
            circle.sort_unstable();
            self.found.push(circle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::circles;
    use crate::ir::StateId;

    fn of(edges: &[&[u32]]) -> Vec<Vec<u32>> {
        let all = (0..edges.len()).map(|at| StateId(u32::try_from(at).unwrap()));
        let next = |id: StateId| edges[id.0 as usize].iter().map(|to| StateId(*to)).collect();
        let mut found: Vec<Vec<u32>> = circles(edges.len(), all, next)
            .into_iter()
            .map(|circle| circle.into_iter().map(|id| id.0).collect())
            .collect();
        found.sort();
        found
    }

    #[test]
    fn circles_are_told_apart() {
        assert_eq!(of(&[&[1], &[2], &[]]), Vec::<Vec<u32>>::new());
        assert_eq!(of(&[&[0]]), [[0]]);
        assert_eq!(of(&[&[1], &[2, 0], &[3], &[2, 3]]), [vec![0, 1], vec![2, 3]]);
        // Two that share a node are one, and an edge to a circle that is done makes none.
        assert_eq!(of(&[&[1, 2], &[0], &[0, 3], &[4], &[3], &[0]]), [vec![0, 1, 2], vec![3, 4]]);
    }

    #[test]
    fn a_long_way_is_no_depth() {
        let count = 200_000;
        let next = |id: StateId| vec![StateId((id.0 + 1) % 200_000)];
        let found = circles(count, (0..200_000).map(StateId), next);
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [count]);
    }
}
