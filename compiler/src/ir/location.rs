//! Where the service says that a state is.

use super::{Kind, Machine, StateId};

impl Machine {
    /// The location of a state in the service's words: `/States/P/Branches[0]/States/Name`.
    #[must_use]
    pub fn location(&self, id: StateId) -> String {
        let mut parts = Vec::new();
        let mut at = Some(id);
        while let Some(state) = at.and_then(|id| self.state(id)) {
            parts.push(format!("/States/{}", state.name));
            let owner = self.scope(state.scope).and_then(|scope| scope.owner);
            if let Some((owner, index)) = owner {
                match self.state(owner).map(|state| &state.kind) {
                    Some(Kind::Map(map)) => parts.push(format!("/{}", map.processor_key)),
                    _ => parts.push(format!("/Branches[{index}]")),
                }
            }
            at = owner.map(|(owner, _)| owner);
        }
        parts.reverse();
        parts.concat()
    }
}
