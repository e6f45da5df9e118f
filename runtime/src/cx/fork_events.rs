//! What the children of a `Parallel` or `Map` state leave in the history of the state itself.

use super::Cx;

impl Cx<'_> {
    /// The state's children are asked for: `ParallelStateStarted`, or `MapStateStarted` with their number.
    pub fn forked(&mut self, children: u32) {
        let _ = children;
    }

    /// All children have ended: `ParallelStateSucceeded`, `MapStateSucceeded`.
    pub fn joined(&mut self) {}

    /// A child has failed, and no retrier takes it: `ParallelStateFailed`, `MapStateFailed`.
    pub fn fork_failed(&mut self) {}
}
