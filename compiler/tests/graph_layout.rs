//! What holds for every picture: boxes lie in the boxes around them and do not overlap, lines go past boxes and never
//! through them, and labels are legible.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use stepwright_compiler::{
    asl,
    diag::Diagnostics,
    graph::{Curve, Graph, Layout, Place, Point, Rect, Segment, layout},
    json,
    source::Sources,
};

/// A scope: for each state what it is, and which states it leads to.
#[derive(Clone, Debug)]
struct Shape(Vec<(u8, Vec<u16>, Vec<Shape>)>);

fn shape() -> impl Strategy<Value = Shape> {
    let state = |inner: BoxedStrategy<Vec<Shape>>| (any::<u8>(), prop::collection::vec(any::<u16>(), 0..4), inner);
    let leaf = prop::collection::vec(state(Just(Vec::new()).boxed()), 1..8).prop_map(Shape);
    leaf.prop_recursive(3, 60, 4, move |inner| {
        let scopes = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(inner, 1..4)].boxed();
        prop::collection::vec(state(scopes), 1..8).prop_map(Shape)
    })
}

/// The definition of a shape: what leads where is as random as it was drawn, loops and dead ends with it.
fn definition(shape: &Shape, count: &mut usize) -> Value {
    let names: Vec<String> = shape
        .0
        .iter()
        .map(|(kind, _, _)| {
            *count += 1;
            format!("{count}{}", " a longer name 注文".repeat(usize::from(*kind) % 5))
        })
        .collect();
    let mut states = Map::new();
    for ((kind, targets, scopes), name) in shape.0.iter().zip(&names) {
        let to = |at: usize| targets.get(at).map(|target| names[usize::from(*target) % names.len()].clone());
        let next = |state: &mut Value| match to(0) {
            Some(name) => state["Next"] = json!(name),
            None => state["End"] = json!(true),
        };
        let catch = |state: &mut Value| {
            if let Some(name) = to(1) {
                let errors = ["Some.Error", "States.ALL"].repeat(1 + usize::from(*kind) % 3);
                state["Catch"] = json!([{"ErrorEquals": errors, "Next": name}]);
            }
        };
        let mut state = match (scopes.len(), kind % 4) {
            (0, 0) if !targets.is_empty() => {
                let rule = |at: usize| json!({"Variable": "$.a.longer.path", "NumericEquals": at, "Next": to(at)});
                json!({"Type": "Choice", "Choices": (0..targets.len()).map(rule).collect::<Vec<_>>()})
            }
            (0, 1) if targets.is_empty() => json!({"Type": "Fail"}),
            (0, _) => json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage"}),
            (1, 0 | 1) => json!({"Type": "Map", "ItemProcessor": definition(&scopes[0], count)}),
            _ => {
                json!({"Type": "Parallel", "Branches": scopes.iter().map(|s| definition(s, count)).collect::<Vec<_>>()})
            }
        };
        if !["Choice", "Fail"].contains(&state["Type"].as_str().unwrap()) {
            next(&mut state);
            catch(&mut state);
        }
        states.insert(name.clone(), state);
    }
    json!({"StartAt": names[0], "States": states})
}

fn read(definition: &Value) -> Graph {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let source = sources.add_text("definition", definition.to_string());
    let node = json::parse(&sources, source, &mut diags).unwrap();
    Graph::of(&asl::read(&node, &mut diags), &node)
}

const NEAR: f64 = 0.01;

fn holds(outer: Rect, inner: Rect) -> bool {
    inner.x >= outer.x - NEAR
        && inner.y >= outer.y - NEAR
        && inner.right() <= outer.right() + NEAR
        && inner.bottom() <= outer.bottom() + NEAR
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.right() - NEAR && b.x < a.right() - NEAR && a.y < b.bottom() - NEAR && b.y < a.bottom() - NEAR
}

fn points(curve: &Curve) -> Vec<Point> {
    let (mut at, mut out) = (curve.start, vec![curve.start]);
    for segment in &curve.segments {
        let (a, b, to) = match *segment {
            Segment::Line(to) => (at, to, to),
            Segment::Cubic(a, b, to) => (a, b, to),
        };
        for step in 1..=24 {
            let t = f64::from(step) / 24.0;
            let mix = |p: f64, q: f64, r: f64, s: f64| {
                let u = 1.0 - t;
                u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
            };
            out.push(Point { x: mix(at.x, a.x, b.x, to.x), y: mix(at.y, a.y, b.y, to.y) });
        }
        at = to;
    }
    out
}

/// What is wrong with a picture.
fn faults(graph: &Graph, picture: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    let whole = Rect { x: 0.0, y: 0.0, width: picture.width, height: picture.height };
    for (scope, block) in graph.scopes.iter().zip(&picture.scopes) {
        let outer = scope.owner.map_or(whole, |(owner, _)| picture.nodes[owner.0]);
        if !holds(outer, block.rect) {
            faults.push(format!("{:?} leaves {outer:?}", block.rect));
        }
        let mut boxes: Vec<(Place, Rect)> =
            scope.nodes.iter().map(|id| (Place::State(*id), picture.nodes[id.0])).collect();
        boxes.extend(block.start.map(|rect| (Place::Start, rect)));
        boxes.extend(block.end.map(|rect| (Place::End, rect)));
        let labels: Vec<Rect> = block.routes.iter().filter_map(|route| Some(route.label.as_ref()?.rect)).collect();
        for (at, (place, rect)) in boxes.iter().enumerate() {
            if !holds(block.rect, *rect) {
                faults.push(format!("{place:?} {rect:?} leaves its scope {:?}", block.rect));
            }
            for (other, with) in &boxes[at + 1..] {
                if overlap(*rect, *with) {
                    faults.push(format!("{place:?} and {other:?} overlap"));
                }
            }
            for label in &labels {
                if overlap(*rect, *label) {
                    faults.push(format!("a label {label:?} is on {place:?} {rect:?}"));
                }
            }
        }
        for (at, label) in labels.iter().enumerate() {
            if !holds(block.rect, *label) {
                faults.push(format!("the label {label:?} leaves its scope {:?}", block.rect));
            }
            if labels[at + 1..].iter().any(|other| overlap(*label, *other)) {
                faults.push(format!("the label {label:?} is on another"));
            }
        }
        let drawn: usize = block.routes.iter().map(|route| route.edges.len()).sum();
        if block.listed.is_empty() && drawn != scope.edges.len() {
            faults.push(format!("{drawn} of {} transitions are drawn", scope.edges.len()));
        }
        for route in &block.routes {
            for point in points(&route.curve) {
                if !point.x.is_finite() || !point.y.is_finite() {
                    faults.push(format!("{point:?}"));
                }
                let inside = |rect: Rect| overlap(rect, Rect { x: point.x, y: point.y, width: 0.0, height: 0.0 });
                if let Some((place, _)) = boxes.iter().find(|(_, rect)| inside(*rect)) {
                    faults.push(format!("a line goes through {place:?}"));
                }
                if !holds(block.rect, Rect { x: point.x, y: point.y, width: 0.0, height: 0.0 }) {
                    faults.push(format!("a line leaves its scope: {point:?}, {:?}", block.rect));
                }
            }
        }
    }
    faults.dedup();
    faults
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pictures_are_sound(shape in shape()) {
        let definition = definition(&shape, &mut 0);
        let graph = read(&definition);
        let picture = layout(&graph);
        prop_assert_eq!(faults(&graph, &picture), Vec::<String>::new(), "{}", definition);
        prop_assert_eq!(&picture, &layout(&graph), "the same graph has the same picture");
    }
}

fn cases() -> u32 {
    std::env::var("STEPWRIGHT_RANDOM_PICTURES").map_or(60, |count| count.parse().unwrap())
}
