//! Scopes, states, lines and labels.

use std::fmt::Write as _;

use super::{
    icons,
    style::{self, accent},
};
use crate::graph::{
    Edge, EdgeKind, Graph, Layout, Listed, Node, NodeId, NodeKind, Place, Scope,
    clean::{attribute, cut, xml},
    layout::{
        Block, Curve, Heading, LABEL_LINE, LEFT, LISTED_LINE, Labelled, NAME, NAME_LINE, NOTE, PADDING, Point, Rect,
        Route, SMALL, Segment, TEXT, TITLE, leaf,
    },
};

/// The longest tooltip, in characters.
const TIP: usize = 2_000;

pub(super) struct Writer<'a> {
    pub(super) graph: &'a Graph,
    pub(super) layout: &'a Layout,
    pub(super) out: &'a mut String,
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A scope and all that is in it. Scopes are nested no deeper than the JSON of the definition may be.
    pub(super) fn scope(&mut self, index: usize) {
        let (graph, layout) = (self.graph, self.layout);
        let (Some(scope), Some(block)) = (graph.scopes.get(index), layout.scopes.get(index)) else { return };
        if !block.listed.is_empty() {
            self.note(scope, block);
        }
        for route in &block.routes {
            self.route(scope, route);
        }
        let is_top = scope.owner.is_none();
        if let Some(rect) = block.start {
            self.mark(rect, "Start", is_top);
        }
        if let Some(rect) = block.end {
            self.mark(rect, "End", is_top);
        }
        for (at, id) in scope.nodes.iter().enumerate() {
            self.node(*id, block.listed.get(at));
        }
        for route in &block.routes {
            if let Some(label) = &route.label {
                self.label(scope, route, label);
            }
        }
    }

    /// What stands above a scope whose transitions are not drawn.
    fn note(&mut self, scope: &Scope, block: &Block) {
        let start = scope.edges.first().filter(|edge| edge.from == Place::Start);
        let start = start.map_or(String::new(), |edge| format!("; it begins with {}", self.name(edge.to)));
        let text = format!("Too much to draw as lines: each state says where it leads{start}");
        let (x, y) = (block.rect.x, block.rect.y + NOTE - 14.0);
        self.text(x, y, SMALL, &quiet(), &cut(&text, 160));
    }

    fn mark(&mut self, rect: Rect, word: &str, is_top: bool) {
        let class = word.to_lowercase();
        let Point { x, y } = rect.center();
        self.line(&format!("<g class=\"mark {class}\"><title>{word}</title>"));
        if is_top {
            let (rx, width, height) = (rect.height / 2.0, rect.width, rect.height);
            self.line(&format!(
                "<rect class=\"paper\" fill=\"#fff\" x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" rx=\"{rx}\"/>\
                 <rect class=\"line\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.4\" x=\"{}\" y=\"{}\" \
                 width=\"{width}\" height=\"{height}\" rx=\"{rx}\"/>",
                n(rect.x),
                n(rect.y),
                n(rect.x),
                n(rect.y)
            ));
            self.text(x, y + 4.0, 12.0, " text-anchor=\"middle\" font-weight=\"600\"", word);
        } else {
            let ring = if word == "End" {
                format!(
                    "<circle class=\"line\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.4\" cx=\"{}\" cy=\"{}\" r=\"6.3\"/>",
                    n(x),
                    n(y)
                )
            } else {
                String::new()
            };
            let radius = if word == "End" { 3.2 } else { 5.0 };
            self.line(&format!("{ring}<circle class=\"ink\" cx=\"{}\" cy=\"{}\" r=\"{radius}\"/>", n(x), n(y)));
        }
        self.line("</g>");
    }

    fn node(&mut self, id: NodeId, listed: Option<&Listed>) {
        let (graph, layout) = (self.graph, self.layout);
        let (Some(node), Some(rect)) = (graph.node(id), layout.nodes.get(id.0)) else { return };
        let (kind, color) = (node.kind, accent(node.kind));
        self.line(&format!(
            "<g class=\"state {}\" data-state=\"{}\" data-type=\"{}\"><title>{}</title>",
            kind.class(),
            attribute(&node.name),
            kind.word(),
            xml(&cut(&tip(node), TIP))
        ));
        let dashes = if kind == NodeKind::Missing { " stroke-dasharray=\"5 4\"" } else { "" };
        let shape = shape(*rect, 8.0);
        self.line(&format!(
            "<rect class=\"paper box\" fill=\"#fff\" stroke=\"{color}\" stroke-width=\"1.4\"{dashes} {shape}/>"
        ));
        if !node.scopes.is_empty() {
            let title = Rect { height: TITLE, ..*rect };
            self.line(&format!(
                "<path class=\"title\" fill=\"{color}\" fill-opacity=\".1\" d=\"{}\"/>",
                top(title, 8.0)
            ));
        }
        self.content(node, *rect);
        if let Some(listed) = listed.filter(|listed| !listed.lines.is_empty()) {
            self.line(&format!("<g><title>{}</title>", xml(&cut(&listed.text, TIP))));
            for (at, line) in listed.lines.iter().enumerate() {
                let y = rect.y + listed.top + 7.0 + LISTED_LINE * at as f64;
                self.text(rect.x + LEFT, y, SMALL, " opacity=\".85\"", line);
            }
            self.line("</g>");
        }
        for index in &node.scopes {
            if kind == NodeKind::Parallel
                && let Some(block) = layout.scopes.get(*index)
            {
                self.branch(block.rect);
            }
            self.scope(*index);
        }
        self.line("</g>");
    }

    /// The border of a branch.
    fn branch(&mut self, inner: Rect) {
        let outer = Rect {
            x: inner.x - PADDING + 2.0,
            y: inner.y - PADDING + 4.0,
            width: inner.width + 2.0 * PADDING - 4.0,
            height: inner.height + 2.0 * PADDING - 6.0,
        };
        let shape = shape(outer, 6.0);
        self.line(&format!(
            "<rect class=\"line branch\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"{}\" stroke-dasharray=\"3 4\" {shape}/>",
            style::BRANCH
        ));
    }

    /// Icon, name, type and marks.
    fn content(&mut self, node: &Node, rect: Rect) {
        let leaf = leaf(node, (!node.scopes.is_empty()).then_some(rect.width));
        let color = accent(node.kind);
        let height = leaf.height;
        let (x, y) = (rect.x + 11.0, rect.y + height / 2.0 - 12.0);
        self.line(&format!(
            "<g transform=\"translate({} {})\"><rect fill=\"{color}\" width=\"24\" height=\"24\" rx=\"6\"/>\
             <path fill=\"none\" stroke=\"#fff\" stroke-width=\"1.7\" stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"{}\"/></g>",
            n(x),
            n(y),
            icons::icon(node.kind)
        ));
        let first = rect.y + height / 2.0 - 3.5 - NAME_LINE / 2.0 * (leaf.name.len() as f64 - 1.0);
        for (at, part) in leaf.name.iter().enumerate() {
            self.text(rect.x + TEXT, first + NAME_LINE * at as f64, NAME, " font-weight=\"600\"", part);
        }
        let below = first + NAME_LINE * leaf.name.len() as f64 - 1.0;
        self.text(rect.x + TEXT, below, SMALL, &quiet(), &leaf.line);
        if !node.retries.is_empty() {
            self.line(&format!(
                "<g class=\"retry\" transform=\"translate({} {})\"><title>{}</title>\
                 <rect width=\"16\" height=\"16\" fill=\"none\" pointer-events=\"all\"/>\
                 <path class=\"line\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\" \
                 stroke-linejoin=\"round\" d=\"{}\"/></g>",
                n(rect.right() - 24.0),
                n(rect.y + height / 2.0 - 8.0),
                xml(&cut(&format!("Retry: {}", node.retries.join("; ")), TIP)),
                icons::RETRY
            ));
        }
    }

    fn route(&mut self, scope: &Scope, route: &Route) {
        let Some(edge) = route.edges.first().and_then(|at| scope.edges.get(*at)) else { return };
        let dashes = if matches!(edge.kind, EdgeKind::Catch(_)) { " stroke-dasharray=\"5 4\"" } else { "" };
        let data = self.ends(edge);
        let tip = self.tip(scope, route);
        self.line(&format!("<g class=\"edge {}\"{data}><title>{tip}</title>", edge.kind.class()));
        self.line(&format!(
            "<path class=\"line\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"{}\" stroke-width=\"1.4\"{dashes} d=\"{}\"/>\
             <path class=\"ink\" fill-opacity=\".75\" d=\"{}\"/></g>",
            style::LINE,
            data_of(&route.curve),
            head(route.tip, route.heading)
        ));
    }

    fn label(&mut self, scope: &Scope, route: &Route, label: &Labelled) {
        let tip = self.tip(scope, route);
        let kind = route.edges.first().and_then(|at| scope.edges.get(*at)).map_or("", |edge| edge.kind.class());
        self.line(&format!("<g class=\"label {kind}\"><title>{tip}</title>"));
        let shape = shape(label.rect, 4.0);
        self.line(&format!("<rect class=\"paper\" fill=\"#fff\" {shape}/>"));
        let Point { x, .. } = label.rect.center();
        let style =
            if kind == "catch" { " text-anchor=\"middle\" font-style=\"italic\"" } else { " text-anchor=\"middle\"" };
        for (at, line) in label.lines.iter().enumerate() {
            self.text(x, label.rect.y + 13.0 + LABEL_LINE * at as f64, SMALL, style, line);
        }
        self.line("</g>");
    }

    fn text(&mut self, x: f64, y: f64, size: f64, attributes: &str, text: &str) {
        let line = format!("<text x=\"{}\" y=\"{}\" font-size=\"{size}\"{attributes}>{}</text>", n(x), n(y), xml(text));
        self.line(&line);
    }

    /// The names of the states that a transition joins.
    fn ends(&self, edge: &Edge) -> String {
        let mut out = String::new();
        for (key, place) in [("data-from", edge.from), ("data-to", edge.to)] {
            if let Place::State(id) = place
                && let Some(node) = self.graph.node(id)
            {
                let _ = write!(out, " {key}=\"{}\"", attribute(&node.name));
            }
        }
        out
    }

    /// What a line stands for, in full.
    fn tip(&self, scope: &Scope, route: &Route) -> String {
        let edges: Vec<&Edge> = route.edges.iter().filter_map(|at| scope.edges.get(*at)).collect();
        let Some(first) = edges.first() else { return String::new() };
        let word = match first.kind {
            EdgeKind::Catch(_) => "on ",
            EdgeKind::Rule(_) => "if ",
            _ => "",
        };
        let labels: Vec<&str> = edges.iter().map(|e| e.label.as_str()).filter(|label| !label.is_empty()).collect();
        let ends = format!("{} → {}", self.name(first.from), self.name(first.to));
        let text = if labels.is_empty() { ends } else { format!("{ends}, {word}{}", labels.join("; ")) };
        xml(&cut(&text, TIP))
    }

    fn name(&self, place: Place) -> &str {
        match place {
            Place::Start => "Start",
            Place::End => "End",
            Place::State(id) => self.graph.node(id).map_or("", |node| node.name.as_str()),
        }
    }
}

/// The attributes of text that stands back.
fn quiet() -> String {
    format!(" opacity=\"{}\"", style::QUIET)
}

/// What a state's tooltip says: all of what its box may have cut.
fn tip(node: &Node) -> String {
    let mut out = format!("{} ({})", node.name, node.kind.word());
    if let Some(detail) = &node.detail {
        let _ = write!(out, ": {detail}");
    }
    if node.kind == NodeKind::Missing {
        out.push_str(": no state has this name");
    }
    if let Some(comment) = &node.comment {
        let _ = write!(out, " — {comment}");
    }
    out
}

/// A number without needless digits.
fn n(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

fn shape(rect: Rect, radius: f64) -> String {
    let Rect { x, y, width, height } = rect;
    format!("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{radius}\"", n(x), n(y), n(width), n(height))
}

/// A box that is round at its upper corners only.
fn top(rect: Rect, radius: f64) -> String {
    let (left, right, bottom) = (n(rect.x), n(rect.right()), n(rect.bottom()));
    format!(
        "M{left} {bottom}V{}Q{left} {} {} {}H{}Q{right} {} {right} {}V{bottom}z",
        n(rect.y + radius),
        n(rect.y),
        n(rect.x + radius),
        n(rect.y),
        n(rect.right() - radius),
        n(rect.y),
        n(rect.y + radius)
    )
}

fn data_of(curve: &Curve) -> String {
    let mut out = format!("M{} {}", n(curve.start.x), n(curve.start.y));
    for segment in &curve.segments {
        let _ = match segment {
            Segment::Line(to) => write!(out, "L{} {}", n(to.x), n(to.y)),
            Segment::Cubic(a, b, to) => {
                write!(out, "C{} {} {} {} {} {}", n(a.x), n(a.y), n(b.x), n(b.y), n(to.x), n(to.y))
            }
        };
    }
    out
}

/// The head of an arrow whose tip is at a point.
fn head(tip: Point, heading: Heading) -> String {
    let Point { x, y } = tip;
    let (a, b) = match heading {
        Heading::Down => ((x - 4.2, y - 8.0), (x + 4.2, y - 8.0)),
        Heading::Up => ((x - 4.2, y + 8.0), (x + 4.2, y + 8.0)),
        Heading::Left => ((x + 8.0, y - 4.2), (x + 8.0, y + 4.2)),
    };
    format!("M{} {}L{} {}L{} {}z", n(x), n(y), n(a.0), n(a.1), n(b.0), n(b.1))
}
