//! Workflow variables: those of the frame, and those of the frames around it.

use serde_json::Value;

use super::Cx;

impl Cx<'_> {
    /// The value of a variable: of the nearest frame, from this one outwards, that has it.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&Value> {
        let _ = name;
        None
    }

    /// Gives variables of this frame their values, all at once. The state's way out records them.
    pub fn assign(&mut self, variables: Vec<(&'static str, Value)>) {
        let _ = variables;
    }

    /// Random numbers: always the same ones for the same place in the same turn, and never the same twice.
    pub fn entropy(&mut self) -> fastrand::Rng {
        self.header.randomness(0)
    }
}
