//! The same tree from YAML 1.2: events of a parser become nodes with the places of their text.
//!
//! Scalars are those of the core schema, so that `yes`, `no`, `on` and dates are strings. What JSON cannot hold, and
//! tags of others, are faults of the value they stand at: they are raised only if the definition has that value, for a
//! template around it may be full of them. Of a definition in a template, tags that stand for a text are that text.

mod anchors;
mod extent;
mod merge;
mod offsets;
mod places;
mod reader;
mod scalar;
mod tags;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::{Kind, Node};
use crate::{
    diag::{Diagnostic, Diagnostics},
    source::{SourceId, Sources, Span},
};

/// A document, and what is wrong with single values of it.
pub(super) struct Document {
    /// The whole of it.
    pub(super) root: Node,
    pub(super) faults: Faults,
}

/// What is wrong with single values of a document.
pub(super) struct Faults(Vec<Fault>);

/// What is wrong with one value.
struct Fault {
    /// The place of the value.
    value: Span,
    /// It is a function of CloudFormation that stands for a text: nothing is wrong with it in a template.
    is_text: bool,
    diagnostic: Diagnostic,
}

impl Faults {
    /// Raises the faults of a part of the document, which may be a template around it. Whether there are none.
    pub(super) fn raise(self, part: &Node, in_template: bool, diags: &mut Diagnostics) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let mut spans = HashSet::new();
        gather(part, &mut spans);
        let mut sound = true;
        let is_meant = |fault: &Fault| spans.contains(&fault.value) && !(in_template && fault.is_text);
        for fault in self.0.into_iter().filter(is_meant) {
            diags.push(fault.diagnostic);
            sound = false;
        }
        sound
    }
}

/// Reads the text of a source. `None` if it is not one YAML document; the diagnostics say where and why.
pub(super) fn parse(sources: &Sources, id: SourceId, diags: &mut Diagnostics) -> Option<Document> {
    let (root, faults) = reader::read(sources.text(id).unwrap_or_default(), id, diags)?;
    Some(Document { root, faults: Faults(faults) })
}

/// The places of all keys and values. The depth of the tree is bounded by the reader.
fn gather(node: &Node, spans: &mut HashSet<Span>) {
    spans.insert(node.span);
    match &node.kind {
        Kind::Array(items) => items.iter().for_each(|item| gather(item, spans)),
        Kind::Object(members) => {
            for member in members {
                spans.insert(member.key.span);
                gather(&member.value, spans);
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
    }
}
