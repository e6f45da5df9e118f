//! Pictures of a definition: a model of what there is to draw, and one writer a format.
//!
//! [`Graph::of`] makes the model from a definition as it was read, faults included. [`mermaid()`] and [`dot()`] write
//! it for tools that lay it out themselves; `svg` lays it out (feature `svg`).

mod clean;
mod dot;
mod label;
#[cfg(feature = "svg")]
mod layout;
mod mermaid;
mod model;
mod read;
#[cfg(feature = "svg")]
mod svg;
mod unread;

pub use dot::dot;
#[cfg(feature = "svg")]
pub use layout::{Block, Curve, Heading, Labelled, Layout, Listed, Point, Rect, Route, Segment, layout};
pub use mermaid::mermaid;
pub use model::{Edge, EdgeKind, Graph, Node, NodeId, NodeKind, Place, Scope};
#[cfg(feature = "svg")]
pub use svg::{Look, svg};
