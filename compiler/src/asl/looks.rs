//! What looks like a path and is none: warnings that the service gives too.

use crate::{
    diag::{Diagnostics, Site, codes::structure as codes},
    json::{Kind, Node},
};

/// Warns of texts in a template that look like a path, and whose key does not end in `.$`.
pub(super) fn no_dollar(node: &Node, site: &Site, diags: &mut Diagnostics) {
    match &node.kind {
        Kind::Object(members) => {
            for member in members {
                let key = &member.key.value;
                if key.ends_with(".$") {
                    continue;
                }
                match member.value.as_text().filter(|text| is_path_like(&text.value)) {
                    Some(text) => {
                        let site = site.field(key);
                        let what = if text.value.starts_with('$') { "a path" } else { "a call of a function" };
                        let message = format!("{site} looks like {what}, and stays as it is");
                        let diagnostic = site.warning(codes::NO_DOLLAR, text.span, message);
                        diags.push(diagnostic.help(format!("if its value is meant, write the key as `{key}.$`")));
                    }
                    None => no_dollar(&member.value, site, diags),
                }
            }
        }
        Kind::Array(items) => items.iter().for_each(|item| no_dollar(item, site, diags)),
        _ => {}
    }
}

/// Warns of a `Result` in which something is meant to be evaluated.
pub(super) fn static_result(node: &Node, site: &Site, diags: &mut Diagnostics) {
    if let Some(span) = evaluated(node) {
        let message = format!("{site} looks as if it were evaluated, and stays as it is");
        diags.push(
            site.warning(codes::STATIC_RESULT, span, message).help("use `Parameters` to bring values of the input"),
        );
    }
}

/// The first place that looks like a template.
fn evaluated(node: &Node) -> Option<crate::source::Span> {
    match &node.kind {
        Kind::Object(members) => members.iter().find_map(|member| {
            if member.key.value.ends_with(".$") { Some(member.key.span) } else { evaluated(&member.value) }
        }),
        Kind::Array(items) => items.iter().find_map(evaluated),
        Kind::String(text) if is_path_like(&text.value) => Some(text.span),
        _ => None,
    }
}

fn is_path_like(text: &str) -> bool {
    ["$.", "$[", "$$."].iter().any(|start| text.starts_with(start))
        || (text.starts_with("States.") && text.ends_with(')'))
}
