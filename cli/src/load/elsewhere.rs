//! Definitions that stand inside of a larger file: what to say of a file that is none itself.

use std::fmt::Display;

use stepwright_compiler::json::{Kind, Node};

use crate::outcome::Failure;

/// The most places that are named.
const NAMED: usize = 3;
/// The kinds of states: what has one of them as its `Type` is a state, and what stands in it is its own.
const KINDS: [&str; 8] = ["Choice", "Fail", "Map", "Parallel", "Pass", "Succeed", "Task", "Wait"];

/// What to say of a value that is no definition while others stand in it. `base` is the pointer to the value.
pub(super) fn failure(root: &Node, base: &dyn Display, input: &dyn Display) -> Option<Failure> {
    let places = places(root);
    let named: Vec<String> = places.iter().take(NAMED).map(|place| format!("`{base}{place}`")).collect();
    let more = match places.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (one, say) = match places.as_slice() {
        [] => return None,
        [_] => ("one stands", "say so"),
        _ => ("several stand", "say which"),
    };
    let at = if base.to_string().is_empty() { String::new() } else { format!(" at `{base}`") };
    let named = named.join(", ");
    Some(Failure(format!("what stands in `{input}`{at} is no definition; {one} at {named}{more}: {say} with `--at`")))
}

/// Pointers to the definitions below a value that is none, in its order.
fn places(root: &Node) -> Vec<String> {
    let is_state = root.get("Type").and_then(Node::as_str).is_some_and(|kind| KINDS.contains(&kind));
    if is_state || root.get("StartAt").is_some() || root.get("States").is_some() {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut open = vec![(String::new(), root)];
    while let Some((place, node)) = open.pop() {
        match &node.kind {
            _ if is_definition(node) => places.push(place),
            Kind::Object(members) => open.extend(members.iter().rev().map(|member| {
                let key = member.key.value.replace('~', "~0").replace('/', "~1");
                (format!("{place}/{key}"), &member.value)
            })),
            Kind::Array(items) => {
                open.extend(items.iter().enumerate().rev().map(|(at, item)| (format!("{place}/{at}"), item)));
            }
            _ => {}
        }
    }
    places
}

/// Whether a value has what every definition has, as it is or as JSON in a string.
fn is_definition(node: &Node) -> bool {
    const FIELDS: [&str; 2] = ["StartAt", "States"];
    match &node.kind {
        Kind::Object(_) => FIELDS.iter().all(|field| node.get(field).is_some()),
        Kind::String(text) if FIELDS.iter().all(|field| text.value.contains(field)) => {
            serde_json::from_str::<serde_json::Value>(&text.value)
                .is_ok_and(|value| FIELDS.iter().all(|field| value.get(field).is_some()))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use stepwright_compiler::{diag::Diagnostics, json, source::Sources};

    use super::{failure, places};

    fn parse(text: &str) -> json::Node {
        let mut sources = Sources::new();
        let source = sources.add_text("a", text);
        json::parse(&sources, source, &mut Diagnostics::new()).unwrap()
    }

    const FLOW: &str = r#"{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }"#;

    #[test]
    fn definitions_are_found_where_they_stand() {
        let string = serde_json::Value::from(FLOW);
        for (text, expected) in [
            (
                format!(r#"{{ "Resources": {{ "a/b": {{ "D": {FLOW} }}, "m~n": [1, {string}] }} }}"#),
                vec!["/Resources/a~1b/D", "/Resources/m~0n/1"],
            ),
            // What is meant as a definition, or as a state, is none of a larger file.
            (FLOW.to_owned(), vec![]),
            (format!(r#"{{ "StartAt": "A", "Satets": {{}}, "x": {FLOW} }}"#), vec![]),
            (format!(r#"{{ "Type": "Parallel", "Branches": [{FLOW}] }}"#), vec![]),
            (r#"{ "a": "StartAt States", "b": { "States": {} } }"#.to_owned(), vec![]),
            ("3".to_owned(), vec![]),
        ] {
            assert_eq!(places(&parse(&text)), expected, "{text}");
        }
    }

    #[test]
    fn some_are_named() {
        let said = |text: &str, base: &str| failure(&parse(text), &base, &"t.json").unwrap().0;
        assert_eq!(
            said(&format!(r#"{{ "D": {FLOW} }}"#), ""),
            "what stands in `t.json` is no definition; one stands at `/D`: say so with `--at`"
        );
        assert_eq!(
            said(&format!("[{FLOW}, {FLOW}, {FLOW}, {FLOW}]"), "/x"),
            "what stands in `t.json` at `/x` is no definition; several stand at `/x/0`, `/x/1`, `/x/2` and 1 more: say which with `--at`"
        );
        assert!(failure(&parse("{}"), &"", &"t.json").is_none());
    }
}
