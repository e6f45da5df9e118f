//! Values with an anchor, and what their aliases may add up to.

use std::collections::HashMap;

use crate::json::{Kind, MAX_DEPTH, Node};

/// How many nodes aliases may copy: a few lines of them could otherwise stand for more than any memory holds.
const MOST_NODES: usize = 500_000;
/// How many bytes of strings they may copy.
const MOST_BYTES: usize = 16 << 20;

/// Why an alias cannot stand here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The value it stands for is not finished.
    Cyclic,
    /// All aliases together stand for too much.
    TooMuch,
    /// What it stands for would be nested too deeply here.
    TooDeep,
}

struct Anchored {
    node: Node,
    size: Size,
}

#[derive(Clone, Copy, Default)]
struct Size {
    nodes: usize,
    bytes: usize,
    height: usize,
}

/// The anchors of a document, by the numbers that the parser gives them.
#[derive(Default)]
pub(super) struct Anchors {
    known: HashMap<usize, Anchored>,
    nodes: usize,
    bytes: usize,
}

impl Anchors {
    /// Remembers a finished value. `false` if there is too much to remember.
    pub(super) fn keep(&mut self, anchor: usize, node: &Node) -> bool {
        let size = measure(node);
        let fits = self.charge(size);
        if fits {
            self.known.insert(anchor, Anchored { node: node.clone(), size });
        }
        fits
    }

    /// The value of an alias that stands `depth` deep.
    pub(super) fn value(&mut self, anchor: usize, depth: usize) -> Result<Node, Fault> {
        let size = self.known.get(&anchor).map(|anchored| anchored.size).ok_or(Fault::Cyclic)?;
        if depth + size.height > MAX_DEPTH {
            return Err(Fault::TooDeep);
        }
        if !self.charge(size) {
            return Err(Fault::TooMuch);
        }
        self.known.get(&anchor).map(|anchored| anchored.node.clone()).ok_or(Fault::Cyclic)
    }

    fn charge(&mut self, size: Size) -> bool {
        self.nodes = self.nodes.saturating_add(size.nodes);
        self.bytes = self.bytes.saturating_add(size.bytes);
        self.nodes <= MOST_NODES && self.bytes <= MOST_BYTES
    }
}

/// The depth of the tree is bounded by the reader.
fn measure(node: &Node) -> Size {
    let mut size = Size { nodes: 1, ..Size::default() };
    let mut add = |inner: Size| {
        size.nodes += inner.nodes;
        size.bytes += inner.bytes;
        size.height = size.height.max(inner.height);
    };
    match &node.kind {
        Kind::Array(items) => items.iter().for_each(|item| add(measure(item))),
        Kind::Object(members) => {
            for member in members {
                add(measure(&member.value));
                add(Size { nodes: 0, bytes: member.key.value.len(), height: 0 });
            }
        }
        Kind::String(text) => add(Size { nodes: 0, bytes: text.value.len(), height: 0 }),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) => {}
    }
    if matches!(node.kind, Kind::Array(_) | Kind::Object(_)) {
        size.height += 1;
    }
    size
}
