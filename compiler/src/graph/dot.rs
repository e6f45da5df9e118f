//! Writes a picture in the language of Graphviz.

use std::fmt::Write as _;

use super::{
    Edge, EdgeKind, Graph, Node, NodeId, NodeKind, Place,
    clean::{clean, cut},
    label::{MOST, SHORT},
};

/// The picture in the language of Graphviz, for `dot -Tsvg`. States with scopes are clusters.
#[must_use]
pub fn dot(graph: &Graph) -> String {
    let mut out = String::from(
        "digraph workflow {\n  compound=true;\n  rankdir=TB;\n  fontname=\"Helvetica\";\n  \
         node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=11];\n  \
         edge [fontname=\"Helvetica\", fontsize=9];\n",
    );
    if let Some(comment) = graph.comment.as_deref().filter(|comment| !comment.trim().is_empty()) {
        let _ = writeln!(out, "  tooltip={};", quoted(comment, 600));
    }
    if !graph.scopes.is_empty() {
        Writer { graph, out: &mut out }.scope(0, 1);
    }
    out.push_str("}\n");
    out
}

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
        for (place, id, word, shape) in
            [(Place::Start, "start", "Start", "circle"), (Place::End, "end", "End", "doublecircle")]
        {
            if scope.edges.iter().any(|edge| edge.from == place || edge.to == place) {
                let look = if is_top {
                    format!("label=\"{word}\", shape=oval, style=solid")
                } else {
                    format!(
                        "label=\"\", tooltip=\"{word}\", shape={shape}, style=filled, fillcolor=black, width=0.12, height=0.12"
                    )
                };
                self.line(depth, &format!("{id}{index} [{look}];"));
            }
        }
        for id in &scope.nodes {
            self.node(*id, depth);
        }
        for edge in &scope.edges {
            self.edge(index, edge, depth);
        }
    }

    fn node(&mut self, id: NodeId, depth: usize) {
        let Some(node) = self.graph.node(id) else { return };
        let at = id.0;
        let (label, tip) = (label(node), quoted(node.comment.as_deref().unwrap_or(&node.name), MOST));
        if node.scopes.is_empty() {
            let look = match node.kind {
                NodeKind::Choice => ", shape=diamond, style=solid",
                NodeKind::Succeed => ", color=\"#1f9d49\"",
                NodeKind::Fail => ", color=\"#dc3f45\"",
                NodeKind::Missing => ", style=\"rounded,dashed\"",
                _ => "",
            };
            self.line(depth, &format!("s{at} [label={label}, tooltip={tip}{look}];"));
            return;
        }
        self.line(depth, &format!("subgraph cluster_s{at} {{"));
        self.line(depth + 1, &format!("label={label}; tooltip={tip}; style=rounded;"));
        // Edges join nodes only: those of the cluster begin and end at this one, cut at the border.
        self.line(depth + 1, &format!("s{at} [label=\"\", shape=point, style=invis, width=0];"));
        for index in &node.scopes {
            if node.kind == NodeKind::Parallel {
                self.line(depth + 1, &format!("subgraph cluster_b{index} {{"));
                self.line(depth + 2, "label=\"\"; style=\"rounded,dashed\";");
                self.scope(*index, depth + 2);
                self.line(depth + 1, "}");
            } else {
                self.scope(*index, depth + 1);
            }
        }
        self.line(depth, "}");
    }

    fn edge(&mut self, scope: usize, edge: &Edge, depth: usize) {
        let mut attributes = Vec::new();
        if !edge.label.is_empty() {
            attributes.push(format!("label={}", quoted(&edge.label, SHORT)));
            attributes.push(format!("tooltip={}", quoted(&edge.label, MOST)));
        }
        if matches!(edge.kind, EdgeKind::Catch(_)) {
            attributes.push("style=dashed".to_owned());
        }
        let is_cluster = |place: Place| match place {
            Place::State(id) => self.graph.node(id).is_some_and(|node| !node.scopes.is_empty()),
            Place::Start | Place::End => false,
        };
        let name = |place: Place| match place {
            Place::Start => format!("start{scope}"),
            Place::State(id) => format!("s{}", id.0),
            Place::End => format!("end{scope}"),
        };
        let (from, to) = (name(edge.from), name(edge.to));
        // Graphviz cannot cut an edge at a border that it does not cross.
        if edge.from != edge.to {
            if is_cluster(edge.from) {
                attributes.push(format!("ltail=cluster_{from}"));
            }
            if is_cluster(edge.to) {
                attributes.push(format!("lhead=cluster_{to}"));
            }
        }
        let attributes = if attributes.is_empty() { String::new() } else { format!(" [{}]", attributes.join(", ")) };
        self.line(depth, &format!("{from} -> {to}{attributes};"));
    }
}

fn label(node: &Node) -> String {
    let mut out = format!("{}\\n{}", escape(&node.name, SHORT), node.kind.word());
    if let Some(detail) = &node.detail {
        let _ = write!(out, ": {}", escape(detail, SHORT));
    }
    if !node.retries.is_empty() {
        out.push_str(" ↻");
    }
    format!("\"{out}\"")
}

fn quoted(text: &str, most: usize) -> String {
    format!("\"{}\"", escape(text, most))
}

/// Text between quotes. Backslashes begin escapes and `&` begins entities, in labels and in tooltips.
fn escape(text: &str, most: usize) -> String {
    let mut out = String::new();
    for c in cut(&clean(text), most).chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn quotes_backslashes_and_entities_are_text() {
        assert_eq!(escape("a\"b\\N\n&lt;", 60), "a\\\"b\\\\N &amp;lt;");
        assert_eq!(escape("abcdef", 4), "abc…");
    }
}
