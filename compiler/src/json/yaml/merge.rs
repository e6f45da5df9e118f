//! Merge keys: `<<` takes over the members of other mappings, as YAML 1.1 has it and as templates use it.

use std::collections::HashSet;

use crate::json::{Kind, Member, Node, Text};

/// A `<<` of a mapping: where its members go, and whose they are.
pub(super) struct Merge {
    /// How many members of the mapping stand before it.
    pub(super) before: usize,
    /// The key itself.
    pub(super) key: Text,
    /// What it merges.
    pub(super) from: Node,
}

impl Merge {
    /// The mappings that it merges; `None` if it names something else.
    pub(super) fn sources(&self) -> Option<Vec<&[Member]>> {
        match &self.from.kind {
            Kind::Object(members) => Some(vec![members]),
            Kind::Array(items) => items.iter().map(Node::as_object).collect(),
            _ => None,
        }
    }
}

/// The members with those of the sources, after the first `before` of them. Members of the mapping itself win, then
/// those of the source named first.
pub(super) fn merged(mut own: Vec<Member>, before: usize, sources: &[&[Member]]) -> Vec<Member> {
    let mut seen: HashSet<&str> = own.iter().map(|member| member.key.value.as_str()).collect();
    let brought: Vec<Member> =
        sources.iter().copied().flatten().filter(|member| seen.insert(&member.key.value)).cloned().collect();
    let rest = own.split_off(before.min(own.len()));
    own.extend(brought);
    own.extend(rest);
    own
}
