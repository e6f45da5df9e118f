//! Functions of CloudFormation in a definition that stands in a template: the text that they leave of it, with a
//! placeholder for what only a deployment knows.

use super::{Kind, Member, Node, Places, Text};

/// What a function stands for, by its short name: `Sub` is the text that it is given, `Ref` and `GetAtt` are the
/// placeholder that means the same in such a text. `None` for other functions, and where it is not given what it takes.
pub(super) fn text_of(function: &str, given: &Node) -> Option<Node> {
    match function {
        "Sub" => match &given.kind {
            Kind::String(_) => Some(given.clone()),
            // The text, and what some of its placeholders mean.
            Kind::Array(parts) => match parts.as_slice() {
                [text, values] => (text.as_text().is_some() && values.as_object().is_some()).then(|| text.clone()),
                _ => None,
            },
            _ => None,
        },
        "Ref" => Some(placeholder(given, given.as_str()?)),
        "GetAtt" => match &given.kind {
            Kind::String(text) => Some(placeholder(given, &text.value)),
            Kind::Array(parts) => {
                let names: Option<Vec<&str>> = parts.iter().map(Node::as_str).collect();
                names.filter(|names| names.len() > 1).map(|names| placeholder(given, &names.join(".")))
            }
            _ => None,
        },
        _ => None,
    }
}

fn placeholder(given: &Node, name: &str) -> Node {
    let text = Text { value: format!("${{{name}}}"), span: given.span, places: Places::Whole };
    Node { span: given.span, kind: Kind::String(text) }
}

/// The definition that a template has at a place, where it may be what `Fn::ToJsonString` is given.
pub(super) fn definition(node: Node, with_ref: bool) -> Node {
    let given = only_member(&node).filter(|member| member.key.value == "Fn::ToJsonString");
    let given = given.map(|member| member.value.clone());
    resolved(given.unwrap_or(node), with_ref)
}

/// The value with the text of functions in their long form in their place: `{ "Fn::GetAtt": ["Flow", "Arn"] }`. An
/// object with the single key `Ref` is one only where functions have that form too. The depth of the tree is bounded by
/// the reader.
fn resolved(node: Node, with_ref: bool) -> Node {
    let function = only_member(&node).and_then(|member| match member.key.value.as_str() {
        "Ref" if with_ref => text_of("Ref", &member.value),
        key => text_of(key.strip_prefix("Fn::")?, &member.value),
    });
    if let Some(text) = function {
        return text;
    }
    let kind = match node.kind {
        Kind::Array(items) => Kind::Array(items.into_iter().map(|item| resolved(item, with_ref)).collect()),
        Kind::Object(members) => Kind::Object(
            members.into_iter().map(|member| Member { value: resolved(member.value, with_ref), ..member }).collect(),
        ),
        other => other,
    };
    Node { span: node.span, kind }
}

fn only_member(node: &Node) -> Option<&Member> {
    match node.as_object()? {
        [member] => Some(member),
        _ => None,
    }
}
