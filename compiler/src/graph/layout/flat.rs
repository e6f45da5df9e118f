//! One scope with its lines: rows and columns by `dagre`, and lines of our own that go past boxes, never through them.

use std::collections::{BTreeMap, HashMap};

use dagre::{
    EdgeLabel, LayoutOptions, NodeLabel, Ranker,
    graph::{Graph as Dagre, GraphOptions},
    layout::types::LabelPos,
};

use super::{
    Block, Curve, Heading, Labelled, Point, Rect, Route, Segment, ports,
    straighten::straighten,
    wires::{self, Wire},
};
use crate::graph::{Graph, NodeKind, Place, Scope};

/// The length of the head of an arrow, which the line itself leaves out.
const HEAD: f64 = 7.0;
/// How far a line from a state to itself reaches beyond its border.
const LOOP: f64 = 26.0;

/// The size of the marks of start and end.
fn mark(is_top: bool) -> (f64, f64) {
    if is_top { (64.0, 28.0) } else { (14.0, 14.0) }
}

/// The size of the end of a whole workflow, to which so many lines lead: as wide as their arrows.
fn end(lines: usize) -> (f64, f64) {
    let (width, height) = mark(true);
    (ports::room(lines).clamp(width, 4.0 * width), height)
}

/// A line, from the upper of its two places to the lower one.
pub(super) struct Laid<'w> {
    pub(super) wire: &'w Wire,
    pub(super) upper: Place,
    pub(super) lower: Place,
    /// Whether it leads upwards.
    is_back: bool,
    /// What it goes through between the two, from above.
    pub(super) through: Vec<Point>,
    /// Which of these points its label is at.
    label: Option<usize>,
}

impl Laid<'_> {
    /// Half the room that the line takes at one of its points.
    pub(super) fn half_width(&self, at: usize) -> f64 {
        if self.label == Some(at) { self.wire.label.0 / 2.0 } else { 0.0 }
    }

    pub(super) fn move_to(&mut self, at: usize, x: f64) {
        if let Some(point) = self.through.get_mut(at) {
            point.x = x;
        }
    }

    fn label(&self) -> Option<Point> {
        self.label.and_then(|at| self.through.get(at)).copied()
    }
}

/// The lines from states to themselves.
pub(super) struct LoopRoom<'w>(BTreeMap<Place, Vec<&'w Wire>>);

impl<'w> LoopRoom<'w> {
    fn of(wires: &'w [Wire]) -> Self {
        let mut out: BTreeMap<Place, Vec<&Wire>> = BTreeMap::new();
        for wire in wires.iter().filter(|wire| wire.from == wire.to) {
            out.entry(wire.from).or_default().push(wire);
        }
        Self(out)
    }

    /// The room that they need beside a place.
    pub(super) fn beside(&self, place: Place) -> f64 {
        let loops = self.0.get(&place).map(Vec::as_slice).unwrap_or_default();
        let widest = loops.iter().map(|wire| wire.label.0).fold(0.0, f64::max);
        if loops.is_empty() { 0.0 } else { LOOP + widest + 6.0 }
    }

    /// The height that they need at a place.
    fn height(&self, place: Place) -> f64 {
        self.0.get(&place).into_iter().flatten().map(|wire| loop_height(wire)).sum()
    }
}

fn loop_height(wire: &Wire) -> f64 {
    wire.label.1.max(24.0) + 8.0
}

pub(super) fn lay_out(graph: &Graph, scope: &Scope, is_top: bool, boxes: &mut [Rect]) -> Block {
    let wires = wires::of(scope);
    let has_end = wires.iter().any(|wire| wire.to == Place::End);
    let has_start = wires.iter().any(|wire| wire.from == Place::Start);
    let places = has_start
        .then_some(Place::Start)
        .into_iter()
        .chain(scope.nodes.iter().map(|id| Place::State(*id)))
        .chain(has_end.then_some(Place::End));

    let mut sizes: Vec<(Place, f64, f64)> = Vec::new();
    for place in places {
        let (width, height) = match place {
            Place::Start => mark(is_top),
            Place::End if is_top => end(wires.iter().filter(|wire| wire.to == Place::End).count()),
            Place::End => mark(is_top),
            Place::State(id) => boxes.get(id.0).map(|rect| (rect.width, rect.height)).unwrap_or_default(),
        };
        sizes.push((place, width, height));
    }
    let loops = LoopRoom::of(&wires);
    let Laying { mut rects, mut laid } = run(&sizes, &wires, &loops, graph);
    straighten(&mut laid, &rects, &loops);
    let mut block = Block { routes: routes(&laid, &rects, &loops), ..Block::default() };
    for (place, loops) in &loops.0 {
        if let Some(rect) = rects.get(place) {
            block.routes.extend(around(*rect, loops));
        }
    }
    fit(&mut block, &mut rects);
    block.start = rects.get(&Place::Start).copied();
    block.end = rects.get(&Place::End).copied();
    for id in &scope.nodes {
        if let (Some(rect), Some(place)) = (rects.get(&Place::State(*id)), boxes.get_mut(id.0)) {
            *place = *rect;
        }
    }
    block
}

struct Laying<'w> {
    rects: HashMap<Place, Rect>,
    laid: Vec<Laid<'w>>,
}

/// Has the boxes placed and the lines ordered.
fn run<'w>(sizes: &[(Place, f64, f64)], wires: &'w [Wire], loops: &LoopRoom, graph: &Graph) -> Laying<'w> {
    let mut dagre: Dagre<NodeLabel, EdgeLabel> =
        Dagre::with_options(GraphOptions { directed: true, multigraph: true, compound: false });
    let names: HashMap<Place, String> =
        sizes.iter().enumerate().map(|(at, (place, _, _))| (*place, at.to_string())).collect();
    for (place, width, height) in sizes {
        let Some(name) = names.get(place) else { continue };
        // Room on both sides, so that the box stays in the middle of its lines.
        let (width, height) = (width + 2.0 * loops.beside(*place), height.max(loops.height(*place)));
        dagre.set_node(name.clone(), Some(NodeLabel { width, height, ..NodeLabel::default() }));
    }
    for (at, wire) in wires.iter().enumerate().filter(|(_, wire)| wire.from != wire.to) {
        let (Some(from), Some(to)) = (names.get(&wire.from), names.get(&wire.to)) else { continue };
        let label = EdgeLabel {
            width: wire.label.0,
            height: wire.label.1,
            labelpos: LabelPos::Center,
            weight: weight(wire, graph),
            ..EdgeLabel::default()
        };
        dagre.set_edge(from.clone(), to.clone(), Some(label), Some(&at.to_string()));
    }
    let options = LayoutOptions {
        nodesep: 32.0,
        edgesep: 18.0,
        ranksep: 60.0,
        ranker: Ranker::NetworkSimplex,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut dagre, Some(options));

    let mut rects = HashMap::new();
    for (place, width, height) in sizes {
        let node = names.get(place).and_then(|name| dagre.node(name));
        let center = Point { x: node.and_then(|n| n.x).unwrap_or(0.0), y: node.and_then(|n| n.y).unwrap_or(0.0) };
        rects.insert(*place, Rect::around(center, *width, *height));
    }
    let side = if is_mirrored(wires, &rects) { -1.0 } else { 1.0 };
    for rect in rects.values_mut() {
        let Point { x, y } = rect.center();
        *rect = Rect::around(Point { x: side * x, y }, rect.width, rect.height);
    }
    let middle = |place: &Place| rects.get(place).map(|rect| rect.center().y).unwrap_or_default();
    let mut laid = Vec::new();
    for (at, wire) in wires.iter().enumerate().filter(|(_, wire)| wire.from != wire.to) {
        let (Some(from), Some(to)) = (names.get(&wire.from), names.get(&wire.to)) else { continue };
        let Some(edge) = dagre.edge(from, to, Some(&at.to_string())) else { continue };
        let inner = edge.points.get(1..edge.points.len().saturating_sub(1)).unwrap_or_default();
        let mut through: Vec<Point> = inner.iter().map(|point| Point { x: side * point.x, y: point.y }).collect();
        let is_back = middle(&wire.from) > middle(&wire.to);
        let (upper, lower) = if is_back { (wire.to, wire.from) } else { (wire.from, wire.to) };
        through.sort_by(|a, b| a.y.total_cmp(&b.y));
        let label = edge.y.filter(|_| !wire.lines.is_empty());
        let label = label.and_then(|y| through.iter().position(|point| (point.y - y).abs() < 0.5));
        laid.push(Laid { wire, upper, lower, is_back, through, label });
    }
    Laying { rects, laid }
}

/// Whether what the source has first stands on the right more often than on the left: the way on before the
/// catchers, the first rule before the last.
fn is_mirrored(wires: &[Wire], rects: &HashMap<Place, Rect>) -> bool {
    let mut balance = 0_i64;
    for pair in wires.windows(2) {
        let [first, second] = pair else { continue };
        let x = |place: &Place| rects.get(place).map(|rect| rect.center().x);
        if let (Some(a), Some(b)) = (x(&first.to), x(&second.to))
            && first.from == second.from
            && (a - b).abs() > 1.0
        {
            balance += if a < b { 1 } else { -1 };
        }
    }
    balance < 0
}

/// How much a line should be short and straight: the way things go when all is well first.
fn weight(wire: &Wire, graph: &Graph) -> i32 {
    let is_failure = |place: &Place| match place {
        Place::State(id) => graph.node(*id).is_some_and(|node| node.kind == NodeKind::Fail),
        Place::Start | Place::End => false,
    };
    if wire.is_catch || is_failure(&wire.from) { 1 } else { 3 }
}

/// The upper and lower border of each row, by the middle of the row.
struct Rows(Vec<(f64, f64)>);

impl Rows {
    fn of(rects: &HashMap<Place, Rect>, laid: &[Laid<'_>], loops: &LoopRoom) -> Self {
        let row = |(place, rect): (&Place, &Rect)| (rect.center().y, rect.height.max(loops.height(*place)) / 2.0);
        let mut rows: Vec<(f64, f64)> = rects.iter().map(row).collect();
        rows.extend(laid.iter().filter_map(|line| Some((line.label()?.y, line.wire.label.1 / 2.0))));
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut merged: Vec<(f64, f64)> = Vec::new();
        for (middle, half) in rows {
            match merged.last_mut() {
                Some(last) if (last.0 - middle).abs() < 0.5 => last.1 = last.1.max(half),
                _ => merged.push((middle, half)),
            }
        }
        Self(merged)
    }

    /// The borders of the row whose middle is at `y`.
    fn at(&self, y: f64) -> (f64, f64) {
        let from = self.0.partition_point(|row| row.0 < y - 0.5);
        match self.0.get(from) {
            Some((middle, half)) if (middle - y).abs() < 0.5 => (middle - half, middle + half),
            _ => (y, y),
        }
    }
}

fn routes(laid: &[Laid<'_>], rects: &HashMap<Place, Rect>, loops: &LoopRoom) -> Vec<Route> {
    let rows = Rows::of(rects, laid, loops);
    let (below, above) = (ends(laid, rects, true), ends(laid, rects, false));
    let mut out = Vec::new();
    for (at, line) in laid.iter().enumerate() {
        let (Some(upper), Some(lower)) = (rects.get(&line.upper), rects.get(&line.lower)) else { continue };
        let first = Point { x: below.get(at).copied().unwrap_or_default(), y: upper.bottom() };
        let last = Point { x: above.get(at).copied().unwrap_or_default(), y: lower.y };
        // Down through each row in a straight line: only between rows is there room to the sides.
        let mut stops = vec![first, Point { x: first.x, y: rows.at(upper.center().y).1 }];
        for point in &line.through {
            let (top, bottom) = rows.at(point.y);
            stops.extend([Point { x: point.x, y: top }, Point { x: point.x, y: bottom }]);
        }
        stops.extend([Point { x: last.x, y: rows.at(lower.center().y).0 }, last]);
        if line.is_back {
            stops.reverse();
        }
        out.push(route(line, stops));
    }
    out
}

/// Where the lines leave their upper place, or enter their lower one.
fn ends(laid: &[Laid<'_>], rects: &HashMap<Place, Rect>, is_upper: bool) -> Vec<f64> {
    let mut sides: BTreeMap<Place, Vec<(usize, f64)>> = BTreeMap::new();
    for (at, line) in laid.iter().enumerate() {
        let (place, other, near) = if is_upper {
            (line.upper, line.lower, line.through.first())
        } else {
            (line.lower, line.upper, line.through.last())
        };
        let wish = near.map(|point| point.x).or_else(|| rects.get(&other).map(|rect| rect.center().x));
        sides.entry(place).or_default().push((at, wish.unwrap_or_default()));
    }
    let mut out = vec![0.0; laid.len()];
    for (place, lines) in sides {
        let Some(rect) = rects.get(&place) else { continue };
        let wishes: Vec<f64> = lines.iter().map(|(_, wish)| *wish).collect();
        for ((at, _), x) in lines.iter().zip(ports::spread(&wishes, rect.x, rect.right())) {
            if let Some(out) = out.get_mut(*at) {
                *out = x;
            }
        }
    }
    out
}

fn route(line: &Laid<'_>, stops: Vec<Point>) -> Route {
    let heading = if line.is_back { Heading::Up } else { Heading::Down };
    let tip = stops.last().copied().unwrap_or_default();
    let mut curve = Curve::new(stops.first().copied().unwrap_or_default());
    let head = if line.is_back { HEAD } else { -HEAD };
    let count = stops.len();
    for (at, stop) in stops.into_iter().enumerate().skip(1) {
        // The row's border may be nearer to the box than the head is long.
        let is_near = (stop.y - tip.y).abs() < HEAD;
        let stop = if at + 1 == count || is_near { Point { y: tip.y + head, ..stop } } else { stop };
        if stop != curve.end() {
            curve.vertically_to(stop);
        }
    }
    let label = line.label().map(|center| Labelled {
        rect: Rect::around(center, line.wire.label.0, line.wire.label.1),
        lines: line.wire.lines.clone(),
    });
    Route { edges: line.wire.edges.clone(), curve, tip, heading, label }
}

/// Lines from a state to itself, at its right side.
fn around(rect: Rect, loops: &[&Wire]) -> Vec<Route> {
    let heights: Vec<f64> = loops.iter().map(|wire| loop_height(wire)).collect();
    let mut top = rect.center().y - heights.iter().sum::<f64>() / 2.0;
    let mut out = Vec::new();
    for (wire, height) in loops.iter().zip(heights) {
        let middle = top + height / 2.0;
        top += height;
        // Both ends lie on the border of the box, however many lines there are.
        let on = |y: f64| y.clamp(rect.y + 8.0, rect.bottom() - 8.0);
        let (from, to) = (on(middle - 8.0), on(middle + 8.0));
        let right = rect.right();
        let start = Point { x: right, y: from };
        let tip = Point { x: right, y: to };
        let far = right + LOOP * 4.0 / 3.0 - 6.0;
        let mut curve = Curve::new(start);
        let end = Point { x: right + HEAD, y: to };
        curve.segments.push(Segment::Cubic(Point { x: far, y: from - 4.0 }, Point { x: far, y: to + 4.0 }, end));
        let label = (!wire.lines.is_empty()).then(|| Labelled {
            rect: Rect {
                x: right + LOOP + 2.0,
                y: middle - wire.label.1 / 2.0,
                width: wire.label.0,
                height: wire.label.1,
            },
            lines: wire.lines.clone(),
        });
        out.push(Route { edges: wire.edges.clone(), curve, tip, heading: Heading::Left, label });
    }
    out
}

/// Moves everything so that the scope begins at its upper left corner, and says how large it is.
fn fit(block: &mut Block, rects: &mut HashMap<Place, Rect>) {
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    let mut take = |rect: Rect| {
        (left, top) = (left.min(rect.x), top.min(rect.y));
        (right, bottom) = (right.max(rect.right()), bottom.max(rect.bottom()));
    };
    for rect in rects.values() {
        take(*rect);
    }
    for route in &block.routes {
        if let Some(label) = &route.label {
            take(label.rect);
        }
        for segment in &route.curve.segments {
            let (Segment::Line(to) | Segment::Cubic(_, _, to)) = segment;
            take(Rect { x: to.x - 1.0, y: to.y, width: 2.0, height: 0.0 });
            if let (Heading::Left, Segment::Cubic(a, b, _)) = (route.heading, segment) {
                take(Rect { x: a.x - 4.0, y: a.y, width: 0.0, height: (b.y - a.y).max(0.0) });
            }
        }
    }
    if left > right {
        return;
    }
    for rect in rects.values_mut() {
        *rect = rect.moved(-left, -top);
    }
    block.move_by(-left, -top);
    block.rect = Rect { x: 0.0, y: 0.0, width: right - left, height: bottom - top };
}
