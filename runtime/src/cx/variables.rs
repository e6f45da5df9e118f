//! Workflow variables: those of the frame, and those of the frames around it.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Cx, MAX_DOCUMENT, too_large};
use crate::{Failure, json};

/// How large the variables that a frame sees may be together, in bytes of their JSON text.
const MAX_VARIABLES: usize = 10 * 1_048_576;

/// The variables that a frame has assigned.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Variables {
    values: Map<String, Value>,
    /// The size of their texts.
    size: usize,
}

/// What the children of a frame see: its variables, and what it sees itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    pub(crate) own: Option<Arc<Variables>>,
    pub(crate) outer: Option<Arc<Scope>>,
}

impl Scope {
    /// What children see; `None` if there is nothing.
    pub(crate) fn of(own: Option<&Arc<Variables>>, outer: Option<&Arc<Self>>) -> Option<Arc<Self>> {
        match (own, outer) {
            (None, outer) => outer.cloned(),
            (own, outer) => Some(Arc::new(Self { own: own.cloned(), outer: outer.cloned() })),
        }
    }

    /// From the frame outwards.
    fn chain(&self) -> impl Iterator<Item = &Variables> {
        std::iter::successors(Some(self), |scope| scope.outer.as_deref()).filter_map(|scope| scope.own.as_deref())
    }
}

impl Cx<'_> {
    /// The value of a variable: of the nearest frame, from this one outwards, that has it.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&Value> {
        let own = self.header.variables.as_deref();
        let outer = self.outer.into_iter().flat_map(Scope::chain);
        own.into_iter().chain(outer).find_map(|variables| variables.values.get(name))
    }

    /// Gives variables of this frame their values, all at once. The state's way out, which follows,
    /// records them.
    pub fn assign(&mut self, variables: Vec<(&'static str, Value)>) {
        if self.fault.is_some() || variables.is_empty() {
            return;
        }
        match self.texts(&variables) {
            Ok(texts) => {
                let own = Arc::make_mut(self.header.variables.get_or_insert_default());
                for ((name, value), text) in variables.into_iter().zip(&texts) {
                    let before = own.values.insert(name.to_owned(), value);
                    own.size = own.size - before.map_or(0, |before| size(&before)) + text.1.len();
                }
                let outer =
                    self.outer.into_iter().flat_map(Scope::chain).map(|variables| variables.size).sum::<usize>();
                if own.size + outer > MAX_VARIABLES {
                    self.fault = Some(too_large(self.state_name()));
                }
                if !self.quiet {
                    self.assigned = texts;
                }
            }
            Err(failure) => self.fault = Some(failure),
        }
    }

    fn texts(&self, variables: &[(&'static str, Value)]) -> Result<Vec<(&'static str, String)>, Failure> {
        let mut left = MAX_DOCUMENT;
        let text = |(name, value): &(&'static str, Value)| {
            let text = json::text(value).map_err(|error| {
                self.runtime_error(format!("The variable '{name}' cannot be written as JSON: {error}."))
            })?;
            left = left.checked_sub(text.len()).ok_or_else(|| too_large(self.state_name()))?;
            Ok((*name, text))
        };
        variables.iter().map(text).collect()
    }
}

fn size(value: &Value) -> usize {
    // What has been taken has been written before.
    json::text(value).map_or(0, |text| text.len())
}

/// Variables in a checkpoint: an object.
pub(super) mod stored {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::{Map, Value};

    use super::{Variables, size};

    #[allow(clippy::ref_option)]
    pub(in super::super) fn serialize<S: Serializer>(
        variables: &Option<Arc<Variables>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        variables.as_ref().map(|variables| &variables.values).serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Arc<Variables>>, D::Error> {
        let values = Option::<Map<String, Value>>::deserialize(deserializer)?;
        Ok(values.map(|values| {
            let size = values.values().map(size).sum();
            Arc::new(Variables { values, size })
        }))
    }
}
