//! A definition as a whole: its scopes one after the other, and what only the top level has.

use std::collections::HashMap;

use super::{
    Reader, fields,
    object::Object,
    scope,
    scopes::{Scopes, scope_id},
    variables,
};
use crate::{
    diag::{
        Diagnostics, Site,
        codes::{structure as codes, unbuilt},
    },
    ir::{Machine, ScopeId},
    json::Node,
};

const FIELDS: [&str; 6] = ["Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version"];

/// The longest wait and time-out, in seconds.
pub(super) const MAX_SECONDS: u64 = 99_999_999;

pub(super) fn read(root: &Node, diags: &mut Diagnostics) -> Machine {
    let mut machine =
        Machine { scopes: Vec::new(), states: Vec::new(), comment: None, timeout_seconds: None, span: root.span };
    let site = Site::machine();
    if root.as_object().is_none() {
        let message = format!("the definition is {}, and has to be an object", root.describe());
        diags.push(
            site.error(codes::NOT_AN_OBJECT, root.span, message).help("write an object with `StartAt` and `States`"),
        );
        return machine;
    }
    let Some(object) = Object::open(root, site, "the definition".to_owned(), diags) else { return machine };
    let scopes = Scopes::find(root);
    let mut reader = Reader { scopes: &scopes, scope: ScopeId::TOP, is_jsonpath: true, labels: HashMap::new(), diags };
    reader.is_jsonpath = jsonpath(&object, reader.diags);
    fields::only(&object, &FIELDS, &mut reader);
    machine.comment = object.comment(reader.diags);
    machine.timeout_seconds = object.whole("TimeoutSeconds", 1, MAX_SECONDS, reader.diags).map(|s| s.value);
    object.word("Version", &["1.0"], reader.diags);
    for (at, found) in scopes.list.iter().enumerate() {
        reader.scope = scope_id(at);
        scope::read(found, &mut machine, &mut reader);
    }
    variables::settle(&mut machine, reader.diags);
    machine
}

/// Whether the states are in JSONPath unless they say otherwise.
fn jsonpath(object: &Object, diags: &mut Diagnostics) -> bool {
    if object.get("QueryLanguage").is_none() {
        return true;
    }
    match object.word("QueryLanguage", &["JSONPath", "JSONata"], diags) {
        Some(text) if text.value == "JSONata" => {
            let site = object.site.field("QueryLanguage");
            let message = "the query language JSONata is not yet built";
            diags.push(site.error(unbuilt::JSONATA, text.span, message).help("JSONPath is built"));
            false
        }
        Some(_) => true,
        None => false,
    }
}
