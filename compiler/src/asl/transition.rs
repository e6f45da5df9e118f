//! Where states lead: `Next`, `End` and the names in them.

use super::{Reader, object::Object};
use crate::{
    diag::{Site, codes::structure as codes, near},
    ir::Next,
    json::Text,
};

/// After this many findings, nothing more is suggested for names that do not exist.
const MOST_SUGGESTIONS: usize = 20;

/// Resolves the name of a state in the scope that is being read.
pub(super) fn target(text: &Text, site: &Site, reader: &mut Reader) -> Next {
    if let Some(id) = reader.scopes.state(reader.scope, &text.value) {
        return Next::State(id, text.span);
    }
    if let Some((scope, name)) = reader.scopes.first(&text.value) {
        let place = reader.scopes.describe(scope);
        let message = format!("{site} names a state of another scope: `{}` is {place}", text.value);
        reader.diags.push(
            site.error(codes::FOREIGN_TARGET, text.span, message)
                .cause(name.span, format!("`{}` stands here", text.value), Some(&text.value))
                .help(
                    "transitions stay among the states of one `States`; what is inside ends, and its output comes out",
                ),
        );
        return Next::Unknown(text.span);
    }
    let diagnostic =
        site.error(codes::MISSING_TARGET, text.span, format!("{site} names no state: there is no `{}`", text.value));
    // Every name is compared with every misspelt one, so that a definition full of them would take minutes.
    let mut names = Vec::new();
    if reader.diags.as_slice().len() < MOST_SUGGESTIONS {
        names.extend(reader.scopes.names(reader.scope));
        names.sort_unstable();
    }
    reader.diags.push(match near(&text.value, names) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help("name a key of `States`"),
    });
    Next::Unknown(text.span)
}

/// The state that a field of the object names; the field has to be there.
pub(super) fn next(object: &Object, reader: &mut Reader) -> Next {
    let node = object.require("Next", reader.diags);
    match node.and_then(|_| object.text("Next", reader.diags)) {
        Some(text) => target(text, &object.site.field("Next"), reader),
        None => Next::Unknown(node.map_or(object.head, |node| node.span)),
    }
}

/// `Next` or `End`: one of them, and `End` is true.
pub(super) fn next_or_end(object: &Object, reader: &mut Reader) -> Next {
    let end = match object.get("End") {
        None => None,
        Some(node) if node.as_bool() == Some(true) => Some(node.span),
        // The same as if it were absent.
        Some(node) if node.as_bool() == Some(false) && object.get("Next").is_some() => None,
        Some(node) => {
            let site = object.site.field("End");
            let diagnostic = if node.as_bool().is_some() {
                let message = format!("{site} is `false`, and the state has no `Next`");
                site.error(codes::MISSING_FIELD, node.span, message).help("write `\"End\": true`, or add `Next`")
            } else {
                super::object::wrong_type(&site, node, "`true`")
            };
            reader.diags.push(diagnostic);
            return Next::Unknown(node.span);
        }
    };
    if end.is_some() {
        object.exclusive(&["Next", "End"], reader.diags);
    }
    match (object.get("Next"), end) {
        (Some(_), _) => next(object, reader),
        (None, Some(span)) => Next::End(span),
        (None, None) if object.misspelt("Next").is_some() || object.misspelt("End").is_some() => {
            Next::Unknown(object.head)
        }
        (None, None) => {
            let message = format!("{} has neither `Next` nor `End`", object.what);
            let diagnostic = object.site.field("Next").error(codes::MISSING_FIELD, object.head, message);
            reader.diags.push(diagnostic.help("say where it leads with `Next`, or `\"End\": true`"));
            Next::Unknown(object.head)
        }
    }
}
