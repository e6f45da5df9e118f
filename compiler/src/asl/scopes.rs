//! Which scopes a definition has, and which states stand in each: a first look, before anything is judged.

use std::{collections::HashMap, ops::Range, sync::Arc};

use crate::{
    diag::Site,
    ir::{ScopeId, StateId},
    json::{Member, Node, Text},
};

/// The scopes of a definition, each after the state that it belongs to.
pub(super) struct Scopes<'n> {
    pub(super) list: Vec<Found<'n>>,
    /// Where each name stands first on any level.
    firsts: HashMap<&'n str, (ScopeId, &'n Text)>,
    /// The scopes that belong to each state that has some.
    owned: HashMap<StateId, Range<u32>>,
}

/// A scope as it is met.
pub(super) struct Found<'n> {
    /// The object that has, or should have, `StartAt` and `States`.
    pub(super) node: &'n Node,
    /// What messages call it.
    pub(super) site: Site,
    /// The state that it belongs to, and which of that state's scopes it is.
    pub(super) owner: Option<(StateId, usize)>,
    /// The states in it.
    pub(super) members: &'n [Member],
    /// Where the service says that it is: empty for the top level.
    pub(super) location: Arc<str>,
    names: HashMap<&'n str, StateId>,
}

impl<'n> Scopes<'n> {
    /// Looks through a definition. What is not as it should be is passed over: who reads it says so.
    pub(super) fn find(root: &'n Node) -> Self {
        let top = Found::new(root, Site::machine(), None, Arc::from(""));
        let mut scopes = Scopes { list: vec![top], firsts: HashMap::new(), owned: HashMap::new() };
        let (mut at, mut count) = (0, 0_u32);
        while let Some(found) = scopes.list.get(at) {
            let (members, location) = (found.members, Arc::clone(&found.location));
            let scope = scope_id(at);
            let mut names = HashMap::with_capacity(members.len());
            for member in members {
                let id = StateId(count);
                count = count.saturating_add(1);
                let name = member.key.value.as_str();
                names.insert(name, id);
                scopes.firsts.entry(name).or_insert((scope, &member.key));
                scopes.of_state(member, id, &location);
            }
            if let Some(found) = scopes.list.get_mut(at) {
                found.names = names;
            }
            at += 1;
        }
        scopes
    }

    /// Takes note of the scopes of one state.
    fn of_state(&mut self, member: &'n Member, id: StateId, location: &Arc<str>) {
        let state = &member.value;
        let site = Site::state_in(&member.key.value, location);
        let inner: Vec<(&Node, Site)> = match state.get("Type").and_then(Node::as_str) {
            Some("Parallel") => {
                let site = site.field("Branches");
                let branches = state.get("Branches").and_then(Node::as_array).unwrap_or_default();
                branches.iter().enumerate().map(|(at, branch)| (branch, site.item(at))).collect()
            }
            Some("Map") => {
                let member = state.member("ItemProcessor").or_else(|| state.member("Iterator"));
                member.map(|member| (&member.value, site.field(&member.key.value))).into_iter().collect()
            }
            _ => Vec::new(),
        };
        if inner.is_empty() {
            return;
        }
        let first = self.list.len();
        for (at, (node, site)) in inner.into_iter().enumerate() {
            let location = Arc::from(site.location());
            self.list.push(Found::new(node, site, Some((id, at)), location));
        }
        self.owned.insert(id, scope_id(first).0..scope_id(self.list.len()).0);
    }

    /// The scopes that belong to a state, in their order.
    pub(super) fn of(&self, state: StateId) -> Vec<ScopeId> {
        self.owned.get(&state).cloned().unwrap_or_default().map(ScopeId).collect()
    }

    /// The state of this name in a scope.
    pub(super) fn state(&self, scope: ScopeId, name: &str) -> Option<StateId> {
        self.list.get(scope.0 as usize)?.names.get(name).copied()
    }

    /// The names of the states in a scope.
    pub(super) fn names(&self, scope: ScopeId) -> impl Iterator<Item = &'n str> {
        self.list.get(scope.0 as usize).into_iter().flat_map(|found| found.members).map(|m| m.key.value.as_str())
    }

    /// Where a name stands first, on whatever level.
    pub(super) fn first(&self, name: &str) -> Option<(ScopeId, &'n Text)> {
        self.firsts.get(name).copied()
    }

    /// Where people say that something in a scope is: `on the top level`, `` in `Branches[0]` of state `P` ``.
    pub(super) fn describe(&self, scope: ScopeId) -> String {
        match self.list.get(scope.0 as usize) {
            Some(found) if found.owner.is_some() => format!("in {}", found.site),
            _ => "on the top level".to_owned(),
        }
    }
}

impl<'n> Found<'n> {
    fn new(node: &'n Node, site: Site, owner: Option<(StateId, usize)>, location: Arc<str>) -> Self {
        let members = node.get("States").and_then(Node::as_object).unwrap_or_default();
        Found { node, site, owner, members, location, names: HashMap::new() }
    }
}

pub(super) fn scope_id(at: usize) -> ScopeId {
    ScopeId(u32::try_from(at).unwrap_or(u32::MAX))
}
