//! Writes a picture as a Mermaid flowchart.

use std::fmt::Write as _;

use super::{
    Edge, EdgeKind, Graph, Node, NodeId, NodeKind, Place,
    clean::{clean, cut},
    label::SHORT,
};

/// The picture as a Mermaid flowchart, to be put into Markdown between fences that say `mermaid`.
#[must_use]
pub fn mermaid(graph: &Graph) -> String {
    let mut out = String::from("flowchart TD\n");
    if !graph.scopes.is_empty() {
        Writer { graph, out: &mut out }.scope(0, 1);
    }
    for (kind, style) in STYLES {
        let ids: Vec<String> = graph
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.kind == kind)
            .map(|(at, _)| format!("s{at}"))
            .collect();
        if !ids.is_empty() {
            let class = kind.class();
            let _ = writeln!(out, "  classDef {class} {style}\n  class {} {class}", ids.join(","));
        }
    }
    out
}

const STYLES: [(NodeKind, &str); 4] = [
    (NodeKind::Succeed, "stroke:#1f9d49"),
    (NodeKind::Fail, "stroke:#df4f54"),
    (NodeKind::Unknown, "stroke:#a67c00"),
    (NodeKind::Missing, "stroke:#a67c00,stroke-dasharray:5 4"),
];

struct Writer<'a> {
    graph: &'a Graph,
    out: &'a mut String,
}

impl Writer<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{:1$}{text}", "", 2 * depth);
    }

    /// A scope and what is in it; the JSON of a definition bounds how deep that goes.
    fn scope(&mut self, index: usize, depth: usize) {
        let graph = self.graph;
        let Some(scope) = graph.scopes.get(index) else { return };
        let is_top = scope.owner.is_none();
        let ends = |place: Place| scope.edges.iter().any(|edge| edge.from == place || edge.to == place);
        if ends(Place::Start) {
            let word = if is_top { "Start" } else { " " };
            self.line(depth, &format!("start{index}([\"{word}\"])"));
        }
        for id in &scope.nodes {
            self.node(*id, depth);
        }
        if ends(Place::End) {
            let word = if is_top { "End" } else { " " };
            self.line(depth, &format!("end{index}([\"{word}\"])"));
        }
        for edge in &scope.edges {
            self.edge(index, edge, depth);
        }
    }

    fn node(&mut self, id: NodeId, depth: usize) {
        let Some(node) = self.graph.node(id) else { return };
        let text = text(node);
        let at = id.0;
        if node.scopes.is_empty() {
            let (open, close) = match node.kind {
                NodeKind::Choice => ("{", "}"),
                NodeKind::Succeed | NodeKind::Fail => ("([", "])"),
                _ => ("(", ")"),
            };
            self.line(depth, &format!("s{at}{open}\"{text}\"{close}"));
            return;
        }
        self.line(depth, &format!("subgraph s{at}[\"{text}\"]"));
        if node.kind == NodeKind::Parallel {
            self.line(depth + 1, "direction LR");
        }
        for index in &node.scopes {
            // A branch is a box in the box, so that it is seen which states are side by side.
            if node.kind == NodeKind::Parallel {
                self.line(depth + 1, &format!("subgraph b{index}[\" \"]"));
                self.line(depth + 2, "direction TB");
                self.scope(*index, depth + 2);
                self.line(depth + 1, "end");
            } else {
                self.line(depth + 1, "direction TB");
                self.scope(*index, depth + 1);
            }
        }
        self.line(depth, "end");
    }

    fn edge(&mut self, scope: usize, edge: &Edge, depth: usize) {
        let arrow = if matches!(edge.kind, EdgeKind::Catch(_)) { "-.->" } else { "-->" };
        let label = if edge.label.is_empty() { String::new() } else { format!("|\"{}\"|", escape(&edge.label)) };
        let end = |place: Place| match place {
            Place::Start => format!("start{scope}"),
            Place::State(id) => format!("s{}", id.0),
            Place::End => format!("end{scope}"),
        };
        let line = format!("{} {arrow}{label} {}", end(edge.from), end(edge.to));
        self.line(depth, &line);
    }
}

fn text(node: &Node) -> String {
    let mut out = format!("{}<br/>{}", escape(&node.name), node.kind.word());
    if let Some(detail) = &node.detail {
        let _ = write!(out, ": {}", escape(detail));
    }
    if !node.retries.is_empty() {
        out.push_str(" ↻");
    }
    out
}

/// Text between quotes, in which nothing is markup: all punctuation that Mermaid, its Markdown or HTML may take for
/// its own is written by its number.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in cut(&clean(text), SHORT).chars() {
        match c {
            ' ' | '$' | ',' | ':' | '=' | '/' | '(' | ')' => out.push(c),
            c if c.is_ascii_punctuation() => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    // Nothing is no label.
    if out.trim().is_empty() { "#160;".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escape("a\"b`c<d>&e#f\n1. g"), "a#34;b#96;c#60;d#62;#38;e#35;f 1#46; g");
        assert_eq!(escape("end"), "end");
        assert_eq!(escape(""), "#160;");
    }
}
