//! Pictures of definitions: to the letter for a few, well-formed for all there are.
//!
//! `UPDATE_EXPECT=1 cargo test -p stepwright-compiler --test graph` writes the expected ones anew. The corpus stands
//! outside the repository.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use std::{
    collections::HashSet,
    env, fs,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use stepwright_compiler::{
    asl,
    diag::Diagnostics,
    graph::{Graph, Look, NodeKind, dot, mermaid, svg},
    json,
    source::Sources,
};

fn read(text: &str) -> Graph {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let source = sources.add_text("definition", text);
    let node = json::parse(&sources, source, &mut diags).unwrap();
    Graph::of(&asl::read(&node, &mut diags), &node)
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn expect(file: &Path, written: &str) {
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(file, written).unwrap();
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    assert!(written == expected, "what is drawn differs from {}", file.display());
}

#[test]
fn pictures_are_as_expected() {
    for name in ["nested", "faulty"] {
        let folder = here().join("tests/graph");
        let graph = read(&fs::read_to_string(folder.join(format!("{name}.asl.json"))).unwrap());
        expect(&folder.join(format!("{name}.svg")), &svg(&graph, name, Look::File));
        expect(&folder.join(format!("{name}.mmd")), &mermaid(&graph));
        expect(&folder.join(format!("{name}.dot")), &dot(&graph));
    }
}

#[test]
fn the_picture_in_the_readme_is_that_of_the_example() {
    let folder = here().join("../examples/order/workflows");
    let graph = read(&fs::read_to_string(folder.join("order.asl.json")).unwrap());
    expect(&folder.join("order.svg"), &svg(&graph, "order", Look::File));
}

/// Parses a picture, and looks for what must not and what must be there.
fn examine(graph: &Graph, picture: &str) {
    let document = roxmltree::Document::parse(picture).unwrap();
    let mut ids = HashSet::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(!["script", "foreignObject", "image", "use", "a"].contains(&node.tag_name().name()));
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on") && !attribute.value().contains("url("), "{attribute:?}");
            assert!(!attribute.value().contains("NaN") && !attribute.value().contains("inf"), "{attribute:?}");
        }
        if let Some(id) = node.attribute("id") {
            assert!(ids.insert(id), "{id} stands twice");
        }
    }
    let states: Vec<_> = document.descendants().filter_map(|node| node.attribute("data-state")).collect();
    assert_eq!(states.len(), graph.nodes.len());
    assert!(picture.lines().all(|line| !line.trim().is_empty()), "an empty line ends HTML in Markdown");
}

#[test]
fn every_state_is_found_by_its_name() {
    let name = "a \"b\" <c> & 'd'\n注文";
    let definition = json!({"StartAt": name, "States": {name: {"Type": "Pass", "End": true}}});
    let graph = read(&definition.to_string());
    let picture = svg(&graph, "x", Look::Page);
    examine(&graph, &picture);
    let document = roxmltree::Document::parse(&picture).unwrap();
    let state = document.descendants().find(|node| node.attribute("data-state") == Some(name)).unwrap();
    assert_eq!(state.attribute("class"), Some("state pass"));
    let title = state.children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "title"))).unwrap();
    assert_eq!(title.text(), Some("a \"b\" <c> & 'd' 注文 (Pass)"));
    let edges: Vec<_> = document.descendants().filter(|node| node.attribute("data-from") == Some(name)).collect();
    assert_eq!(edges.len(), 1);
}

#[test]
fn two_pictures_on_a_page_have_ids_of_their_own() {
    let graph = |name: &str| read(&json!({"StartAt": name, "States": {name: {"Type": "Succeed"}}}).to_string());
    let id = |graph: &Graph| {
        let picture = svg(graph, "x", Look::Page);
        let document = roxmltree::Document::parse(&picture).unwrap();
        document.root_element().attribute("id").unwrap().to_owned()
    };
    assert_ne!(id(&graph("a")), id(&graph("b")));
    assert_eq!(id(&graph("a")), id(&graph("a")));
}

#[test]
fn what_is_not_there_is_drawn_as_such() {
    let graph = read(&fs::read_to_string(here().join("tests/graph/faulty.asl.json")).unwrap());
    let missing: Vec<_> = graph.nodes.iter().filter(|node| node.kind == NodeKind::Missing).collect();
    assert_eq!(missing.len(), 1, "two transitions lead to one name");
    assert_eq!(graph.nodes[1].kind, NodeKind::Unknown);
    assert_eq!(graph.nodes[2].detail.as_deref(), Some("lambda:invoke"));
    let labels: Vec<&str> = graph.scopes[0].edges.iter().map(|edge| edge.label.as_str()).collect();
    assert!(labels.contains(&"$states.input.total > 100"), "{labels:?}");
    assert_eq!(read("[]").nodes, []);
    examine(&read("[]"), &svg(&read("[]"), "x", Look::File));
}

#[test]
fn hostile_sizes_are_drawn_in_time() {
    let named = |at: usize| format!("s{at}");
    let chain = |count: usize| -> Value {
        let state = |at: usize| match at + 1 == count {
            true => json!({"Type": "Succeed"}),
            false => json!({"Type": "Pass", "Next": named(at + 1)}),
        };
        json!({"StartAt": "s0", "States": (0..count).map(|at| (named(at), state(at))).collect::<serde_json::Map<_, _>>()})
    };
    let all_to_all = |count: usize| -> Value {
        let rules: Vec<Value> =
            (0..count).map(|at| json!({"Variable": "$.a", "NumericEquals": at, "Next": named(at)})).collect();
        let state = json!({"Type": "Choice", "Choices": rules, "Default": "gone"});
        let states: serde_json::Map<_, _> = (0..count).map(|at| (named(at), state.clone())).collect();
        json!({"StartAt": "s0", "States": states})
    };
    let mut deep = json!({"Type": "Pass", "End": true});
    for at in 0..30 {
        let processor = json!({"StartAt": named(at), "States": {named(at): deep}});
        deep = json!({"Type": "Map", "ItemProcessor": processor, "End": true});
    }
    let wide: Vec<Value> = (0..300).map(|_| chain(9)).collect();
    let wide = json!({"Type": "Parallel", "Branches": wide, "End": true});
    for (name, definition) in [
        ("a long chain", chain(5_000)),
        ("a chain that is drawn", chain(140)),
        ("all to all", all_to_all(18)),
        ("all to all, many", all_to_all(100)),
        ("deep", json!({"StartAt": "M", "States": {"M": deep}})),
        ("wide", json!({"StartAt": "P", "States": {"P": wide}})),
    ] {
        let graph = read(&definition.to_string());
        let begun = Instant::now();
        let picture = svg(&graph, name, Look::File);
        let took = begun.elapsed();
        examine(&graph, &picture);
        println!("{name}: {} states, {took:?}", graph.nodes.len());
        assert!(took < Duration::from_secs(30), "{name}: {took:?}");
        assert!(!mermaid(&graph).is_empty() && !dot(&graph).is_empty());
    }
}

#[test]
fn the_whole_corpus_is_drawn() {
    let (mut count, mut total, mut longest) = (0, Duration::ZERO, (Duration::ZERO, String::new()));
    for folder in ["aws-recorded", "real-world", "definitions-valid", "definitions-invalid"] {
        for case in support::corpus(folder) {
            let Some(definition) = case.definition() else { continue };
            let graph = read(&definition);
            let begun = Instant::now();
            let picture = svg(&graph, "x", Look::Page);
            let took = begun.elapsed();
            examine(&graph, &picture);
            assert!(mermaid(&graph).starts_with("flowchart TD\n") && dot(&graph).ends_with("}\n"));
            (count, total) = (count + 1, total + took);
            if took > longest.0 {
                longest = (took, case.id);
            }
        }
    }
    println!("{count} pictures in {total:?}, the longest took {:?}: {}", longest.0, longest.1);
}
