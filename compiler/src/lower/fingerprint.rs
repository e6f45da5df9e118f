//! The name of a definition's meaning and of the layouts its checkpoints have.

use std::fmt::Write as _;

use crate::{
    hash,
    json::{Kind, Node},
};

/// The fields that hold data.
const DATA: [&str; 7] =
    ["Assign", "BatchInput", "Credentials", "ItemSelector", "Parameters", "Result", "ResultSelector"];

/// 32 hexadecimal digits over the definition, without its comments and white space, and the layouts.
///
/// Two builds with the same fingerprint read each other's checkpoints; it is no protection against
/// somebody who wants two definitions to have the same one.
#[must_use]
pub fn of(definition: &Node, layouts: &str) -> String {
    let mut text = String::new();
    canonical(definition, false, &mut text);
    text.push('\n');
    text.push_str(layouts);
    format!("{:032x}", hash::long(&text))
}

/// JSON without white space and without the comments of the definition. In payload data (`data`) a key
/// `Comment` is data like any other, and so is a variable of that name.
fn canonical(node: &Node, data: bool, out: &mut String) {
    match &node.kind {
        Kind::Object(members) => {
            out.push('{');
            for member in members {
                let key = member.key.value.as_str();
                if key == "Comment" && !data {
                    continue;
                }
                let _ = write!(out, "{key:?}:");
                match (key, &member.value.kind) {
                    // The keys of `States` are names: a state may be called `Comment`.
                    ("States", Kind::Object(states)) if !data => {
                        for state in states {
                            let _ = write!(out, "{:?}:", state.key.value);
                            canonical(&state.value, false, out);
                        }
                    }
                    _ => canonical(&member.value, data || DATA.contains(&key), out),
                }
                out.push(',');
            }
            out.push('}');
        }
        Kind::Array(items) => {
            out.push('[');
            for item in items {
                canonical(item, data, out);
                out.push(',');
            }
            out.push(']');
        }
        Kind::Null => out.push_str("null"),
        Kind::Bool(value) => {
            let _ = write!(out, "{value}");
        }
        Kind::Number(text) => out.push_str(text),
        Kind::String(text) => {
            let _ = write!(out, "{:?}", text.value);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{diag::Diagnostics, json, source::Sources};

    fn of(text: &str) -> String {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let source = sources.add_text("flow.json", text);
        let node = json::parse(&sources, source, &mut diagnostics).unwrap();
        super::of(&node, "")
    }

    #[test]
    fn comments_of_the_definition_do_not_count() {
        let plain = of(r#"{"StartAt":"Comment","States":{"Comment":{"Type":"Succeed"}}}"#);
        assert_eq!(
            plain,
            of(
                r#"{ "Comment": "a", "StartAt": "Comment", "States": { "Comment": {"Type": "Succeed", "Comment": 1} } }"#
            )
        );
        assert_ne!(plain, of(r#"{"StartAt":"Comment","States":{"Comment":{"Type":"Fail"}}}"#));
    }

    #[test]
    fn data_and_variables_of_that_name_count() {
        for field in super::DATA {
            let with = |value: u8| {
                of(&format!(
                    r#"{{"StartAt":"A","States":{{"A":{{"{field}":{{"Comment":{value},"b":[{{"Comment":{value}}}]}}}}}}}}"#
                ))
            };
            assert_ne!(with(1), with(2), "{field}");
        }
    }
}
