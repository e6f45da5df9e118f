//! Collects the members of an object and finds keys that stand twice.

use std::collections::HashMap;

use super::Member;
use crate::diag::{Diagnostic, codes::json::DUPLICATE_KEY};

#[derive(Default)]
pub(super) struct Builder {
    members: Vec<Member>,
    seen: HashMap<String, usize>,
}

impl Builder {
    /// Adds a member. One whose key was there before is dropped, with a diagnostic that names both places.
    pub(super) fn add(&mut self, member: Member) -> Option<Diagnostic> {
        let first = self.seen.get(&member.key.value).and_then(|&at| self.members.get(at));
        if let Some(first) = first {
            let key = &member.key.value;
            return Some(
                Diagnostic::error(
                    DUPLICATE_KEY,
                    member.key.span,
                    format!("the key `{key}` stands twice in this object"),
                )
                .label("again here")
                .cause(first.key.span, "first here", None)
                .help("remove or rename one of the two"),
            );
        }
        self.seen.insert(member.key.value.clone(), self.members.len());
        self.members.push(member);
        None
    }

    pub(super) fn finish(self) -> Vec<Member> {
        self.members
    }
}
