//! The lines of a scope before they have a place: transitions from the same place to the same place are one.

use super::measure::{SMALL, fit_middle, width, wrap_middle};
use crate::graph::{EdgeKind, Place, Scope, clean::clean};

/// The most lines of a label; the others are in its tooltip.
const MOST: usize = 3;
const ROOM: f64 = 200.0;
/// The height of a line of a label.
pub(crate) const LINE: f64 = 14.0;

/// One line to be.
pub(super) struct Wire {
    pub(super) from: Place,
    pub(super) to: Place,
    pub(super) is_catch: bool,
    /// The transitions it stands for.
    pub(super) edges: Vec<usize>,
    /// What its label says.
    pub(super) lines: Vec<String>,
    /// The size of the label; nothing if there is none.
    pub(super) label: (f64, f64),
}

/// The lines of a scope, in the order of its transitions.
pub(super) fn of(scope: &Scope) -> Vec<Wire> {
    let mut wires: Vec<Wire> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for (at, edge) in scope.edges.iter().enumerate() {
        let is_catch = matches!(edge.kind, EdgeKind::Catch(_));
        let index = *known.entry((edge.from, edge.to, is_catch)).or_insert_with(|| {
            let (from, to) = (edge.from, edge.to);
            wires.push(Wire { from, to, is_catch, edges: Vec::new(), lines: Vec::new(), label: (0.0, 0.0) });
            wires.len() - 1
        });
        if let Some(wire) = wires.get_mut(index) {
            wire.edges.push(at);
        }
    }
    for wire in &mut wires {
        let labels = wire.edges.iter().filter_map(|at| scope.edges.get(*at)).map(|edge| edge.label.as_str());
        let labels: Vec<&str> = labels.filter(|label| !label.is_empty()).collect();
        let shown = if labels.len() > MOST { MOST - 1 } else { labels.len() };
        wire.lines = match labels.as_slice() {
            [label] => wrap_middle(&clean(label), SMALL, ROOM),
            labels => labels.iter().take(shown).map(|label| fit_middle(&clean(label), SMALL, ROOM)).collect(),
        };
        if labels.len() > shown {
            wire.lines.push(format!("and {} more", labels.len() - shown));
        }
        if !wire.lines.is_empty() {
            let widest = wire.lines.iter().map(|line| width(line, SMALL)).fold(0.0, f64::max);
            wire.label = ((widest + 10.0).ceil(), LINE * wire.lines.len() as f64 + 4.0);
        }
    }
    wires
}
