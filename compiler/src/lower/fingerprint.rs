//! The name of a definition's meaning and of the layouts its checkpoints have.

use std::fmt::Write as _;

use crate::json::{Kind, Node};

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
    format!("{:032x}", hash(&text))
}

/// FNV-1a over 128 bits.
pub(crate) fn hash(text: &str) -> u128 {
    text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

/// JSON without white space and without the comments of the definition. In payload data (`data`) a key
/// `Comment` is data like any other.
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
                    _ => {
                        canonical(&member.value, data || matches!(key, "Parameters" | "ResultSelector" | "Result"), out)
                    }
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
