//! A scope with too many transitions to draw them: its states in rows, in the order of the source, and each says
//! where it leads.

use super::{
    Block, Listed, Rect, fit,
    measure::{SMALL, width},
    pack,
};
use crate::graph::{Graph, Node, Place, Scope, clean::clean};

/// The most transitions that a state lists; the others are in its tooltip.
const MOST: usize = 6;
const LINE: f64 = 15.0;
const ROOM: f64 = 230.0;
const GAP: f64 = 14.0;
/// Where the lines begin, from the left border of the state.
const LEFT: f64 = 14.0;

pub(super) fn lay_out(graph: &Graph, scope: &Scope, boxes: &mut [Rect]) -> Block {
    let mut lines: Vec<Vec<String>> = vec![Vec::new(); graph.nodes.len()];
    let mut more = vec![0_usize; graph.nodes.len()];
    for edge in &scope.edges {
        let Place::State(from) = edge.from else { continue };
        let (Some(own), Some(more)) = (lines.get_mut(from.0), more.get_mut(from.0)) else { continue };
        if own.len() == MOST {
            *more += 1;
            continue;
        }
        own.push(fit(&clean(&line(graph, edge)), SMALL, ROOM));
    }
    let mut listed = Vec::new();
    let mut sizes = Vec::new();
    for id in &scope.nodes {
        let mut own = lines.get_mut(id.0).map(std::mem::take).unwrap_or_default();
        if let Some(more) = more.get(id.0).filter(|more| **more > 0) {
            own.push(format!("and {more} more"));
        }
        let Some(rect) = boxes.get_mut(id.0) else { continue };
        let top = rect.height;
        let widest = own.iter().map(|line| width(line, SMALL)).fold(0.0, f64::max);
        rect.width = rect.width.max((widest + 2.0 * LEFT).ceil());
        if !own.is_empty() {
            rect.height += LINE * own.len() as f64 + 6.0;
        }
        sizes.push((rect.width, rect.height));
        listed.push(Listed { node: *id, lines: own, top });
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

fn line(graph: &Graph, edge: &crate::graph::Edge) -> String {
    let to = match edge.to {
        Place::State(id) => graph.node(id).map_or("", |node: &Node| node.name.as_str()),
        Place::Start | Place::End => "End",
    };
    match (&edge.kind, edge.label.is_empty()) {
        (_, true) => format!("→ {to}"),
        (crate::graph::EdgeKind::Catch(_), false) => format!("→ {to} on {}", edge.label),
        (_, false) => format!("→ {to} if {}", edge.label),
    }
    .replace(" if Default", " otherwise")
}
