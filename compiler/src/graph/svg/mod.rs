//! Writes a picture as SVG: one element for all, without scripts, fonts or anything else from outside.

mod icons;
mod parts;
mod style;

use std::fmt::Write as _;

use super::{
    Graph, NodeKind,
    clean::{cut, xml},
    layout,
};
use crate::hash;
use parts::Writer;

/// Where a picture is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// In a file of its own: it brings its background, light or dark as the reader prefers.
    #[default]
    File,
    /// In a page of rustdoc: it takes the colours of the page, and has no empty line, which would end it in Markdown.
    Page,
}

/// Lays a graph out and writes it as SVG.
///
/// `name` is the name of the workflow, which readers of the picture are told. The group of each state has the class
/// `state`, a class for its type ([`NodeKind::class`]) and its name as `data-state`; the group of each line has the
/// class `edge`, a class for its kind ([`EdgeKind::class`](super::EdgeKind::class)) and the names of the states that
/// it joins as `data-from` and `data-to` (none at the start and the end). Rules of a page that colour a state by
/// these win over the picture's own, which are the only ones besides to name its id.
#[must_use]
pub fn svg(graph: &Graph, name: &str, look: Look) -> String {
    let layout = layout(graph);
    let id = format!("stepwright-{:016x}", hash::short(&format!("{name}{look:?}{graph:?}")));
    let (width, height) = (layout.width.ceil(), layout.height.ceil());
    let mut out = String::new();
    let fluid = match look {
        Look::File => "",
        Look::Page => " style=\"max-width:100%;height:auto\"",
    };
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" class=\"stepwright\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\"{fluid} font-family=\"{}\">",
        style::FONT
    );
    let _ = writeln!(out, "<title id=\"{id}-title\">{}</title>", xml(&cut(name, 200)));
    let _ = writeln!(out, "<desc id=\"{id}-desc\">{}</desc>", xml(&description(graph)));
    let _ = writeln!(out, "<style>\n{}</style>", style::rules(&id, look));
    if look == Look::File {
        let _ = writeln!(out, "<rect class=\"paper\" fill=\"#fff\" width=\"{width}\" height=\"{height}\" rx=\"8\"/>");
    }
    Writer { graph, layout: &layout, out: &mut out }.scope(0);
    out.push_str("</svg>\n");
    out
}

/// What a reader who does not see the picture is told.
fn description(graph: &Graph) -> String {
    let count = graph.states().count();
    let states = format!("A workflow of {count} state{}", if count == 1 { "" } else { "s" });
    let start =
        graph.scopes.first().and_then(|scope| scope.edges.first()).and_then(|edge| match (edge.from, edge.to) {
            (super::Place::Start, super::Place::State(id)) => graph.node(id),
            _ => None,
        });
    let start = start.map_or(String::new(), |node| format!(" that begins with {}", node.name));
    let missing = graph.nodes.iter().filter(|node| node.kind == NodeKind::Missing).count();
    let missing = match missing {
        0 => String::new(),
        1 => " One transition leads to a state that is not there.".to_owned(),
        many => format!(" Transitions lead to {many} states that are not there."),
    };
    let comment = graph.comment.as_deref().filter(|comment| !comment.trim().is_empty());
    let comment = comment.map_or(String::new(), |comment| format!(" {}", cut(comment.trim(), 600)));
    format!("{states}{start}.{missing}{comment}")
}
