//! A scope with too many transitions to draw them: its states in rows, in the order of the source, and each says
//! where it leads.

use std::collections::HashMap;

use super::{
    Block, Listed, Rect, fit,
    measure::{SMALL, width},
    pack,
};
use crate::graph::{Edge, EdgeKind, Graph, NodeId, Place, Scope, clean::clean};

/// The most transitions that a state lists; the others are in its tooltip.
const MOST: usize = 6;
/// The most that its tooltip tells of.
const TOLD: usize = 50;
/// The height of a line.
pub(crate) const LINE: f64 = 15.0;
const ROOM: f64 = 230.0;
const GAP: f64 = 14.0;
/// Where the lines begin, from the left border of the state.
pub(crate) const LEFT: f64 = 14.0;

pub(super) fn lay_out(graph: &Graph, scope: &Scope, boxes: &mut [Rect]) -> Block {
    // Scopes are many and may be small: only what is in this one is looked at.
    let mut from: HashMap<NodeId, Vec<&Edge>> = HashMap::with_capacity(scope.nodes.len());
    for edge in &scope.edges {
        if let Place::State(id) = edge.from {
            from.entry(id).or_default().push(edge);
        }
    }
    let mut listed = Vec::new();
    let mut sizes = Vec::new();
    for id in &scope.nodes {
        let edges = from.get(id).map(Vec::as_slice).unwrap_or_default();
        let shown = if edges.len() > MOST + 1 { MOST } else { edges.len() };
        let mut own: Vec<String> =
            edges.iter().take(shown).map(|edge| fit(&clean(&line(graph, edge)), SMALL, ROOM)).collect();
        if edges.len() > shown {
            own.push(format!("and {} more", edges.len() - shown));
        }
        let text = edges.iter().take(TOLD).map(|edge| line(graph, edge)).collect::<Vec<_>>().join("; ");
        let Some(rect) = boxes.get_mut(id.0) else { continue };
        let top = rect.height;
        let widest = own.iter().map(|line| width(line, SMALL)).fold(0.0, f64::max);
        rect.width = rect.width.max((widest + 2.0 * LEFT).ceil());
        if !own.is_empty() {
            rect.height += LINE * own.len() as f64 + 6.0;
        }
        sizes.push((rect.width, rect.height));
        listed.push(Listed { node: *id, lines: own, text, top });
    }
    let (places, width, height) = pack::shelves(&sizes, GAP);
    for (id, place) in scope.nodes.iter().zip(places) {
        if let Some(rect) = boxes.get_mut(id.0) {
            *rect = place.moved(0.0, NOTE);
        }
    }
    let rect = Rect { x: 0.0, y: 0.0, width: width.max(NOTE_WIDTH), height: height + NOTE };
    Block { rect, listed, ..Block::default() }
}

/// The height of the line above the states that says what this is.
pub(crate) const NOTE: f64 = 30.0;
const NOTE_WIDTH: f64 = 560.0;

fn line(graph: &Graph, edge: &Edge) -> String {
    let to = match edge.to {
        Place::State(id) => graph.node(id).map_or("", |node| node.name.as_str()),
        Place::Start | Place::End => "End",
    };
    let label = &edge.label;
    match edge.kind {
        EdgeKind::Start | EdgeKind::Next | EdgeKind::End => format!("→ {to}"),
        EdgeKind::Rule(_) => format!("→ {to} if {label}"),
        EdgeKind::Default => format!("→ {to} otherwise"),
        EdgeKind::Catch(_) => format!("→ {to} on {label}"),
    }
}
