//! The arrows of a definition, from its text.

use std::collections::BTreeMap;

use serde_json::Value;

/// A scope: the state that it stands in, and which of that state's scopes it is; `None` at the top level.
pub(super) type Scope = Option<(String, u64)>;

/// The states of a definition, on all levels.
pub(super) struct Graph {
    starts: BTreeMap<Scope, String>,
    states: BTreeMap<String, Arrows>,
}

struct Arrows {
    scope: Scope,
    to: Vec<String>,
    ends: bool,
    is_fork: bool,
}

impl Graph {
    pub(super) fn read(definition: &str) -> Option<Self> {
        let definition: Value = serde_json::from_str(definition).ok()?;
        let mut graph = Self { starts: BTreeMap::new(), states: BTreeMap::new() };
        graph.read_scope(&definition, None)?;
        Some(graph)
    }

    fn read_scope(&mut self, definition: &Value, scope: Scope) -> Option<()> {
        self.starts.insert(scope.clone(), text(definition, "StartAt")?);
        for (name, state) in definition.get("States")?.as_object()? {
            let ends = state.get("End") == Some(&Value::Bool(true)) || text(state, "Type")? == "Succeed";
            let list = |member: &str| state.get(member).and_then(Value::as_array).into_iter().flatten();
            let mut to: Vec<_> = list("Choices").chain(list("Catch")).filter_map(|rule| text(rule, "Next")).collect();
            to.extend(text(state, "Next"));
            to.extend(text(state, "Default"));
            let below: Vec<&Value> = list("Branches").chain(state.get("ItemProcessor")).collect();
            let arrows = Arrows { scope: scope.clone(), to, ends, is_fork: !below.is_empty() };
            self.states.insert(name.clone(), arrows);
            for (below, index) in below.into_iter().zip(0..) {
                self.read_scope(below, Some((name.clone(), index)))?;
            }
        }
        Some(())
    }

    /// The scope that a state stands in.
    pub(super) fn scope(&self, state: &str) -> Option<&Scope> {
        self.states.get(state).map(|arrows| &arrows.scope)
    }

    /// Whether a state has scopes of its own.
    pub(super) fn is_fork(&self, state: &str) -> bool {
        self.states.get(state).is_some_and(|arrows| arrows.is_fork)
    }

    pub(super) fn starts(&self, scope: &Scope, state: &str) -> bool {
        self.starts.get(scope).is_some_and(|start| start == state)
    }

    pub(super) fn leads(&self, from: &str, to: &str) -> bool {
        self.states.get(from).is_some_and(|arrows| arrows.to.iter().any(|next| next == to))
    }

    pub(super) fn ends(&self, state: &str) -> bool {
        self.states.get(state).is_some_and(|arrows| arrows.ends)
    }
}

fn text(value: &Value, member: &str) -> Option<String> {
    value.get(member).and_then(Value::as_str).map(str::to_owned)
}
