//! Where everything in a picture stands. Scopes are laid out from the inside out: no transition leaves its scope, so
//! a state with scopes of its own is one more box, of a size that is known by then.

mod bounds;
mod flat;
mod geometry;
mod listing;
mod measure;
mod pack;
mod ports;
mod straighten;
mod wires;

pub use geometry::{Curve, Heading, Point, Rect, Segment};
pub(super) use listing::{LEFT, LINE as LISTED_LINE, NOTE};
pub(super) use measure::{LINE as NAME_LINE, NAME, SMALL, TEXT, leaf};
use measure::{Sizes, fit};
pub(super) use wires::LINE as LABEL_LINE;

use super::{Graph, NodeId};

/// The distance between the border of a state and the scopes in it.
pub(super) const PADDING: f64 = 14.0;
/// The height of the title of a state with scopes.
pub(super) const TITLE: f64 = 50.0;
/// The distance between scopes that stand side by side.
const GAP: f64 = 16.0;
/// The margin around the whole.
const MARGIN: f64 = 24.0;

/// A picture of a [`Graph`], in pixels from its upper left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The width of the whole.
    pub width: f64,
    /// The height of the whole.
    pub height: f64,
    /// The boxes of the nodes, by their [`NodeId`].
    pub nodes: Vec<Rect>,
    /// The scopes, by their place in [`Graph::scopes`].
    pub scopes: Vec<Block>,
}

/// A scope in its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// All that belongs to it.
    pub rect: Rect,
    /// The mark of its start, if its transitions are drawn and it has one.
    pub start: Option<Rect>,
    /// The mark of its end, if its transitions are drawn and something leads there.
    pub end: Option<Rect>,
    /// Its transitions. Those that lead from the same place to the same place are one line.
    pub routes: Vec<Route>,
    /// What the states say of where they lead, if there is too much to draw it as lines: in the order of
    /// [`Scope::nodes`](super::Scope::nodes).
    pub listed: Vec<Listed>,
}

/// A line from one place to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// The transitions it stands for, as indices into [`Scope::edges`](super::Scope::edges).
    pub edges: Vec<usize>,
    /// The line, without the head of its arrow.
    pub curve: Curve,
    /// Where its arrow points.
    pub tip: Point,
    /// The direction in which it points.
    pub heading: Heading,
    /// Its label.
    pub label: Option<Labelled>,
}

/// The label of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    /// The room it takes.
    pub rect: Rect,
    /// Its lines, cut to what fits.
    pub lines: Vec<String>,
}

/// A state that says itself where it leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Which state.
    pub node: NodeId,
    /// One line a transition, cut to what fits; the last says how many there are besides.
    pub lines: Vec<String>,
    /// All of it, for a tooltip.
    pub text: String,
    /// Where the first of them stands, below the name.
    pub top: f64,
}

/// Lays a graph out. It takes time about in line with the size of the graph: a scope whose transitions are too many
/// to be laid out is a list of states that say where they lead ([`Block::listed`]).
#[must_use]
pub fn layout(graph: &Graph) -> Layout {
    let sizes = Sizes::of(graph);
    let mut blocks: Vec<Block> = vec![Block::default(); graph.scopes.len()];
    let mut boxes: Vec<Rect> = vec![Rect::default(); graph.nodes.len()];
    let mut inner: Vec<Vec<Rect>> = vec![Vec::new(); graph.nodes.len()];
    let mut drawing = bounds::Budget::new();
    for (index, scope) in graph.scopes.iter().enumerate().rev() {
        for id in &scope.nodes {
            let Some(node) = graph.node(*id) else { continue };
            let (size, rects) = whole(&sizes, *id, node.scopes.iter().filter_map(|at| blocks.get(*at)));
            if let (Some(rect), Some(place)) = (boxes.get_mut(id.0), inner.get_mut(id.0)) {
                (*rect, *place) = (size, rects);
            }
        }
        let block = if drawing.allows(scope) {
            flat::lay_out(graph, scope, index == 0, &mut boxes)
        } else {
            listing::lay_out(graph, scope, &mut boxes)
        };
        if let Some(place) = blocks.get_mut(index) {
            *place = block;
        }
    }
    settle(graph, &mut blocks, &mut boxes, &inner);
    let top = blocks.first().map(|block| block.rect).unwrap_or_default();
    Layout { width: top.width + 2.0 * MARGIN, height: top.height + 2.0 * MARGIN, nodes: boxes, scopes: blocks }
}

/// The size of a state with what is in it, and where in it its scopes stand.
fn whole<'a>(sizes: &Sizes, id: NodeId, blocks: impl Iterator<Item = &'a Block>) -> (Rect, Vec<Rect>) {
    let own = sizes.of_node(id);
    let parts: Vec<(f64, f64)> = blocks.map(|block| (block.rect.width, block.rect.height)).collect();
    if parts.is_empty() {
        return (own, Vec::new());
    }
    let padded: Vec<_> = parts.iter().map(|(w, h)| (w + 2.0 * PADDING, h + 2.0 * PADDING)).collect();
    let (mut rects, width, height) = pack::shelves(&padded, GAP);
    let total = (width + 2.0 * PADDING).max(own.width);
    let shift = (total - width) / 2.0;
    for rect in &mut rects {
        *rect = rect.moved(shift, TITLE);
    }
    (Rect { x: 0.0, y: 0.0, width: total, height: TITLE + height + PADDING }, rects)
}

/// Moves everything from its place in its scope to its place in the picture.
fn settle(graph: &Graph, blocks: &mut [Block], boxes: &mut [Rect], inner: &[Vec<Rect>]) {
    for (index, scope) in graph.scopes.iter().enumerate() {
        let (x, y) = match scope.owner {
            None => (MARGIN, MARGIN),
            Some((owner, at)) => {
                let outer = boxes.get(owner.0).copied().unwrap_or_default();
                // Scopes of a state stand in the order in which they belong to it.
                let place = inner.get(owner.0).and_then(|rects| rects.get(at)).copied().unwrap_or_default();
                let own = blocks.get(index).map(|block| block.rect).unwrap_or_default();
                let x = outer.x + place.x + (place.width - own.width) / 2.0;
                (x, outer.y + place.y + PADDING)
            }
        };
        if let Some(block) = blocks.get_mut(index) {
            block.move_by(x, y);
        }
        for id in &scope.nodes {
            if let Some(rect) = boxes.get_mut(id.0) {
                *rect = rect.moved(x, y);
            }
        }
    }
}

impl Block {
    fn move_by(&mut self, x: f64, y: f64) {
        self.rect = self.rect.moved(x, y);
        self.start = self.start.map(|rect| rect.moved(x, y));
        self.end = self.end.map(|rect| rect.moved(x, y));
        for route in &mut self.routes {
            route.curve.move_by(x, y);
            route.tip = route.tip.moved(x, y);
            if let Some(label) = &mut route.label {
                label.rect = label.rect.moved(x, y);
            }
        }
    }
}
