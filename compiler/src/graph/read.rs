//! Makes the model from a definition as it was read.

use std::collections::HashMap;

use super::{
    Edge, EdgeKind, Graph, Node, NodeId, NodeKind, Place, Scope, label,
    unread::{self, Unread},
};
use crate::{
    ir::{Kind, Machine, Next, State, Work},
    json,
};

impl Graph {
    /// The picture of a definition, faults included: states whose fields could not be read are drawn as far as the
    /// JSON tells, and a transition to a state that does not exist leads to a node of kind
    /// [`Missing`](NodeKind::Missing).
    #[must_use]
    pub fn of(machine: &Machine, definition: &json::Node) -> Self {
        let mut reading = Reading {
            graph: Graph { comment: machine.comment.clone(), ..Graph::default() },
            sources: sources(machine, definition),
        };
        for (id, state) in machine.iter() {
            let source = reading.sources.get(id.0 as usize).copied().flatten();
            reading.graph.nodes.push(node(state, source));
        }
        for scope in &machine.scopes {
            let index = reading.graph.scopes.len();
            let owner = scope.owner.map(|(id, at)| (NodeId(id.0 as usize), at));
            if let Some((owner, _)) = owner
                && let Some(owner) = reading.graph.nodes.get_mut(owner.0)
            {
                owner.scopes.push(index);
            }
            let nodes = scope.states.iter().map(|id| NodeId(id.0 as usize)).collect();
            reading.graph.scopes.push(Scope { owner, nodes, edges: Vec::new() });
            reading.edges(machine, index, scope.start.map(|id| NodeId(id.0 as usize)));
        }
        reading.graph
    }
}

/// What the states look like in the JSON, by their ids.
fn sources<'n>(machine: &Machine, definition: &'n json::Node) -> Vec<Option<&'n json::Node>> {
    let mut out: Vec<Option<&json::Node>> = vec![None; machine.states.len()];
    for scope in &machine.scopes {
        let node = match scope.owner {
            None => Some(definition),
            Some((owner, at)) => out.get(owner.0 as usize).copied().flatten().and_then(|state| {
                let processor = || state.get("ItemProcessor").or_else(|| state.get("Iterator"));
                match state.get("Branches").and_then(json::Node::as_array) {
                    Some(branches) if state.get("Type").and_then(json::Node::as_str) == Some("Parallel") => {
                        branches.get(at)
                    }
                    _ => processor(),
                }
            }),
        };
        let members = node.and_then(|node| node.get("States")).and_then(json::Node::as_object).unwrap_or_default();
        for (id, member) in scope.states.iter().zip(members) {
            if let Some(place) = out.get_mut(id.0 as usize) {
                *place = Some(&member.value);
            }
        }
    }
    out
}

fn node(state: &State, source: Option<&json::Node>) -> Node {
    let kind = match &state.kind {
        Kind::Task(_) => NodeKind::Task,
        Kind::Pass(_) => NodeKind::Pass,
        Kind::Choice(_) => NodeKind::Choice,
        Kind::Wait(_) => NodeKind::Wait,
        Kind::Succeed(_) => NodeKind::Succeed,
        Kind::Fail(_) => NodeKind::Fail,
        Kind::Parallel(_) => NodeKind::Parallel,
        Kind::Map(_) => NodeKind::Map,
        Kind::Unknown => source.map_or(NodeKind::Unknown, unread::kind),
    };
    let (detail, retries) = match (&state.kind, source) {
        (Kind::Unknown, Some(source)) => (unread::detail(source, kind), unread::retries(source)),
        _ => (label::detail(state), state.work().map_or_else(Vec::new, retries)),
    };
    Node {
        name: state.name.clone(),
        kind,
        scope: state.scope.0 as usize,
        detail,
        comment: state.comment.clone().filter(|comment| !comment.trim().is_empty()),
        retries,
        scopes: Vec::new(),
    }
}

fn retries(work: &Work) -> Vec<String> {
    work.retry.iter().map(label::retrier).collect()
}

struct Reading<'n> {
    graph: Graph,
    sources: Vec<Option<&'n json::Node>>,
}

/// A transition before its target is known to exist: the target as read, and how the JSON names it.
struct Found<'n> {
    kind: EdgeKind,
    label: String,
    to: Option<Place>,
    name: Option<&'n str>,
}

impl<'n> Reading<'n> {
    /// Finds what leads from where to where in a scope.
    fn edges(&mut self, machine: &Machine, index: usize, start: Option<NodeId>) {
        let Some(ids) = self.graph.scopes.get(index).map(|scope| scope.nodes.clone()) else { return };
        let is_top = index == 0;
        let mut names: HashMap<String, NodeId> = HashMap::with_capacity(ids.len());
        for id in &ids {
            if let Some(node) = self.graph.node(*id) {
                names.insert(node.name.clone(), *id);
            }
        }
        let mut edges = Vec::new();
        if let Some(start) = start {
            let (from, to) = (Place::Start, Place::State(start));
            edges.push(Edge { from, to, kind: EdgeKind::Start, label: String::new() });
        }
        for id in ids {
            let Some(state) = machine.states.get(id.0) else { continue };
            let source = self.sources.get(id.0).copied().flatten();
            let found = match (&state.kind, source) {
                (Kind::Unknown, Some(source)) => unread::transitions(source, is_top)
                    .into_iter()
                    .map(|Unread { kind, label, to }| Found {
                        kind,
                        label,
                        to: to.map_or(Some(Place::End), |name| names.get(name).map(|id| Place::State(*id))),
                        name: to,
                    })
                    .collect(),
                _ => transitions(state, source, is_top),
            };
            for Found { kind, label, to, name } in found {
                let to = match (to, name) {
                    (Some(to), _) => to,
                    (None, Some(name)) => Place::State(self.missing(index, name, &mut names)),
                    (None, None) => continue,
                };
                edges.push(Edge { from: Place::State(id), to, kind, label });
            }
        }
        if let Some(scope) = self.graph.scopes.get_mut(index) {
            scope.edges = edges;
        }
    }

    /// The node that stands for a name which `States` does not have.
    fn missing(&mut self, scope: usize, name: &str, names: &mut HashMap<String, NodeId>) -> NodeId {
        if let Some(id) = names.get(name) {
            return *id;
        }
        let id = NodeId(self.graph.nodes.len());
        self.graph.nodes.push(Node {
            name: name.to_owned(),
            kind: NodeKind::Missing,
            scope,
            detail: None,
            comment: None,
            retries: Vec::new(),
            scopes: Vec::new(),
        });
        if let Some(scope) = self.graph.scopes.get_mut(scope) {
            scope.nodes.push(id);
        }
        names.insert(name.to_owned(), id);
        id
    }
}

/// What leads away from a state that was read.
fn transitions<'n>(state: &State, source: Option<&'n json::Node>, is_top: bool) -> Vec<Found<'n>> {
    let mut out = Vec::new();
    let mut add = |kind: EdgeKind, label: String, next: &Next, holder: Option<&'n json::Node>, field: &str| {
        let (kind, to) = match next {
            Next::State(id, _) => (kind, Some(Place::State(NodeId(id.0 as usize)))),
            Next::End(_) => (if kind == EdgeKind::Next { EdgeKind::End } else { kind }, Some(Place::End)),
            Next::Unknown(_) => (kind, None),
        };
        let name = holder.and_then(|holder| holder.get(field)).and_then(json::Node::as_str);
        out.push(Found { kind, label, to, name });
    };
    let item = |list: &str, at: usize| source?.get(list)?.as_array()?.get(at);
    match &state.kind {
        Kind::Pass(pass) => add(EdgeKind::Next, String::new(), &pass.next, source, "Next"),
        Kind::Wait(wait) => add(EdgeKind::Next, String::new(), &wait.next, source, "Next"),
        Kind::Choice(choice) => {
            for (at, rule) in choice.rules.iter().enumerate() {
                let label = label::condition(&rule.condition);
                add(EdgeKind::Rule(at), label, &rule.next, item("Choices", at), "Next");
            }
            if let Some(default) = &choice.default {
                add(EdgeKind::Default, "Default".to_owned(), default, source, "Default");
            }
        }
        Kind::Succeed(_) => {
            out.push(Found { kind: EdgeKind::End, label: String::new(), to: Some(Place::End), name: None })
        }
        Kind::Fail(_) if is_top => {
            out.push(Found { kind: EdgeKind::End, label: String::new(), to: Some(Place::End), name: None });
        }
        Kind::Fail(_) | Kind::Unknown => {}
        Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) => {
            let Some(work) = state.work() else { return out };
            add(EdgeKind::Next, String::new(), &work.next, source, "Next");
            for (at, catcher) in work.catch.iter().enumerate() {
                let errors: Vec<&str> = catcher.errors.iter().map(|error| error.value.as_str()).collect();
                let label = super::clean::cut(&errors.join(", "), label::MOST);
                add(EdgeKind::Catch(at), label, &catcher.next, item("Catch", at), "Next");
            }
        }
    }
    out
}
