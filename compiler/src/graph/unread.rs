//! States that the reader of definitions gave up on, as far as their JSON tells: enough for a picture, and nothing
//! that judges.

use super::{EdgeKind, NodeKind, clean::cut, label};
use crate::json::Node;

/// What leads away from such a state: the name of the target, or `None` for the end.
pub(super) struct Unread<'n> {
    pub(super) kind: EdgeKind,
    pub(super) label: String,
    pub(super) to: Option<&'n str>,
}

pub(super) fn kind(state: &Node) -> NodeKind {
    match state.get("Type").and_then(Node::as_str) {
        Some("Task") => NodeKind::Task,
        Some("Pass") => NodeKind::Pass,
        Some("Choice") => NodeKind::Choice,
        Some("Wait") => NodeKind::Wait,
        Some("Succeed") => NodeKind::Succeed,
        Some("Fail") => NodeKind::Fail,
        Some("Parallel") => NodeKind::Parallel,
        Some("Map") => NodeKind::Map,
        _ => NodeKind::Unknown,
    }
}

pub(super) fn detail(state: &Node, kind: NodeKind) -> Option<String> {
    let text = |field: &str| state.get(field).and_then(scalar);
    let text = match kind {
        NodeKind::Task => resource(&text("Resource")?),
        NodeKind::Wait => match state.get("Seconds").map(|node| (node, node.as_number())) {
            Some((_, Some(number))) => number.parse().map_or_else(|_| format!("{number} s"), label::duration),
            Some((node, None)) => format!("{} s", scalar(node)?),
            None => format!("until {}", text("Timestamp")?),
        },
        NodeKind::Fail => text("Error")?,
        NodeKind::Parallel => label::branches(state.get("Branches")?.as_array()?.len()),
        NodeKind::Map => format!("each of {}", text("Items")?),
        _ => return None,
    };
    Some(cut(&text, label::MOST))
}

/// The part of an ARN that tells one task from another.
fn resource(arn: &str) -> String {
    if let Some(action) = arn.strip_prefix("arn:aws:states:::") {
        return action.to_owned();
    }
    arn.split_once(":function:").map_or(arn, |(_, name)| name).to_owned()
}

pub(super) fn retries(state: &Node) -> Vec<String> {
    let retriers = state.get("Retry").and_then(Node::as_array).unwrap_or_default();
    retriers.iter().map(|retrier| format!("{}: retried", errors(retrier))).collect()
}

pub(super) fn transitions(state: &Node, is_top: bool) -> Vec<Unread<'_>> {
    let mut out = Vec::new();
    let has_name = |node: &Node, field: &str| node.get(field).and_then(Node::as_text).is_some();
    match kind(state) {
        NodeKind::Choice => {
            for (at, rule) in items(state, "Choices").enumerate().filter(|(_, rule)| has_name(rule, "Next")) {
                let label = rule.get("Condition").and_then(scalar).unwrap_or_else(|| format!("rule {}", at + 1));
                out.push(Unread {
                    kind: EdgeKind::Rule(at),
                    label: cut(&label, label::MOST),
                    to: target(rule, "Next"),
                });
            }
            if has_name(state, "Default") {
                let to = target(state, "Default");
                out.push(Unread { kind: EdgeKind::Default, label: "Default".to_owned(), to });
            }
        }
        NodeKind::Succeed => out.push(Unread { kind: EdgeKind::End, label: String::new(), to: None }),
        NodeKind::Fail => {
            if is_top {
                out.push(Unread { kind: EdgeKind::End, label: String::new(), to: None });
            }
        }
        _ => {
            if has_name(state, "Next") {
                out.push(Unread { kind: EdgeKind::Next, label: String::new(), to: target(state, "Next") });
            } else if state.get("End").and_then(Node::as_bool) == Some(true) {
                out.push(Unread { kind: EdgeKind::End, label: String::new(), to: None });
            }
            for (at, catcher) in items(state, "Catch").enumerate().filter(|(_, catcher)| has_name(catcher, "Next")) {
                out.push(Unread { kind: EdgeKind::Catch(at), label: errors(catcher), to: target(catcher, "Next") });
            }
        }
    }
    out
}

fn target<'n>(node: &'n Node, field: &str) -> Option<&'n str> {
    node.get(field).and_then(Node::as_str)
}

fn items<'n>(state: &'n Node, field: &str) -> impl Iterator<Item = &'n Node> {
    state.get(field).and_then(Node::as_array).unwrap_or_default().iter()
}

fn errors(entry: &Node) -> String {
    let names: Vec<&str> = items(entry, "ErrorEquals").filter_map(Node::as_str).collect();
    cut(&names.join(", "), label::MOST)
}

/// A text, without the marks of an expression, or a number.
fn scalar(node: &Node) -> Option<String> {
    if let Some(number) = node.as_number() {
        return Some(number.to_owned());
    }
    let text = node.as_str()?;
    let inner = text.strip_prefix("{%").and_then(|text| text.strip_suffix("%}"));
    Some(inner.map_or(text, str::trim).to_owned())
}
