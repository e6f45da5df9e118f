//! The name of a definition's meaning and of the layouts its checkpoints have.

mod keys;

use std::fmt::Write as _;

use crate::{
    hash,
    json::{Kind, Node},
    lower::plan::Plan,
    types::contract::{Contract, Form, StructDef, TupleDef, TypeDef, TypeKind},
};

/// The fields that hold data.
const DATA: [&str; 7] =
    ["Assign", "BatchInput", "Credentials", "ItemSelector", "Parameters", "Result", "ResultSelector"];

/// 32 hexadecimal digits over the definition, without its comments and white space, and the layouts over the contract's
/// types: what a checkpoint's form depends on, and what is read of it.
///
/// Of serde's attributes those count that change what a checkpoint becomes when it is read; one more `alias`, or the
/// `default` of a field that is always written, does not.
///
/// Two builds with the same fingerprint read each other's checkpoints; it is no protection against
/// somebody who wants two definitions to have the same one.
#[must_use]
pub fn of(definition: &Node, plan: &Plan, contract: &Contract) -> String {
    let mut text = String::new();
    canonical(definition, false, &mut text);
    text.push('\n');
    for arm in &plan.arms {
        let _ = write!(text, "{:?};", arm.base);
        for slot in &arm.slots {
            let _ = write!(text, "{:?}:{:?};", slot.path, slot.repr);
        }
    }
    contract.types.iter().for_each(|def| shape(def, &mut text));
    format!("{:032x}", hash::long(&text))
}

/// What a type looks like in JSON.
fn shape(def: &TypeDef, out: &mut String) {
    let _ = write!(out, "{}:", def.name);
    match &def.kind {
        TypeKind::Struct(def) => fields(def, out),
        TypeKind::Enum(variants) => {
            for variant in variants {
                let _ = write!(out, "{},", variant.json_name);
            }
        }
        TypeKind::Newtype(inner) => {
            let _ = write!(out, "{:?}", inner.ty);
        }
        TypeKind::Tuple(tuple) => parts(tuple, out),
        TypeKind::Union(def) => {
            let _ = write!(out, "{:?}:", def.tagging);
            for variant in &def.variants {
                let _ = write!(out, "{}{}", variant.json_name, if variant.untagged { "?" } else { "" });
                keys::variant(variant, def, out);
                out.push('(');
                match &variant.form {
                    Form::Unit | Form::Skipped => {}
                    Form::Newtype(part) => {
                        let _ = write!(out, "{:?}", part.ty);
                    }
                    Form::Tuple(tuple) => parts(tuple, out),
                    Form::Struct(def) => fields(def, out),
                }
                out.push(')');
            }
        }
        TypeKind::Whole(whole) => {
            let _ = write!(out, "{whole:?}");
        }
        TypeKind::Unit => {}
        TypeKind::Opaque(why) => out.push_str(why),
    }
}

fn fields(def: &StructDef, out: &mut String) {
    if let Some(tag) = &def.tag {
        let _ = write!(out, "{}={},", tag.key, tag.name);
    }
    for field in &def.fields {
        let _ = write!(out, "{}", field.json_name);
        keys::field(field, def, out);
        let _ = write!(out, ":{:?},", field.ty);
    }
    keys::refused(def, out);
}

fn parts(tuple: &TupleDef, out: &mut String) {
    for part in &tuple.parts {
        let _ = write!(out, "{:?},", part.ty);
    }
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

    use super::canonical;

    fn of(text: &str) -> String {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let source = sources.add_text("flow.json", text);
        let node = json::parse(&sources, source, &mut diagnostics).unwrap();
        let mut out = String::new();
        canonical(&node, false, &mut out);
        out
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
