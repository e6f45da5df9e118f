//! States in JSONata: their structure and where they lead. What they evaluate is not read.

use super::{Reader, credentials, errors, fields, map, object::Object, parallel, resource, retry, transition, wait};

/// What every state may have.
const ALL: [&str; 3] = ["Comment", "QueryLanguage", "Type"];
/// What states have that lead on.
const LEADING: [&str; 2] = ["End", "Next"];
const FAILING: [&str; 2] = ["Catch", "Retry"];

/// The fields of a type, besides those of all states.
fn own(ty: &str) -> (&'static [&'static str], bool, bool) {
    match ty {
        "Task" => (
            &["Arguments", "Assign", "Credentials", "HeartbeatSeconds", "Output", "Resource", "TimeoutSeconds"],
            true,
            true,
        ),
        "Parallel" => (&["Arguments", "Assign", "Branches", "Output"], true, true),
        "Map" => (
            &[
                "Assign",
                "ItemBatcher",
                "ItemProcessor",
                "ItemReader",
                "ItemSelector",
                "Items",
                "Iterator",
                "Label",
                "MaxConcurrency",
                "Output",
                "ResultWriter",
                "ToleratedFailureCount",
                "ToleratedFailurePercentage",
            ],
            true,
            true,
        ),
        "Pass" => (&["Assign", "Output"], true, false),
        "Wait" => (&["Assign", "Output", "Seconds", "Timestamp"], true, false),
        "Choice" => (&["Assign", "Choices", "Default", "Output"], false, false),
        "Succeed" => (&["Output"], false, false),
        _ => (&["Cause", "Error"], false, false),
    }
}

/// Judges what can be judged without the language.
pub(super) fn read(object: &Object, ty: &str, reader: &mut Reader) {
    let (own, leads, may_fail) = own(ty);
    let mut allowed: Vec<&str> = ALL.iter().chain(own).copied().collect();
    if leads {
        allowed.extend(LEADING);
    }
    if may_fail {
        allowed.extend(FAILING);
    }
    fields::only(object, &allowed, reader);
    match ty {
        "Task" => {
            resource::read(object, reader);
            credentials::check(object, reader);
        }
        "Parallel" => parallel::check(object, reader),
        "Map" => map::check(object, reader),
        "Wait" => {
            object.exclusive(&["Seconds", "Timestamp"], reader.diags);
            if object.get("Timestamp").is_none() {
                object.require("Seconds", reader.diags);
            }
            let is_literal = |text: &str| !text.starts_with("{%");
            if object.get("Timestamp").and_then(|node| node.as_str()).is_some_and(is_literal) {
                wait::literal(object, reader);
            }
        }
        "Choice" => choices(object, reader),
        _ => {}
    }
    if may_fail {
        retry::read(object, reader);
        catchers(object, reader);
    }
    if leads {
        transition::next_or_end(object, reader);
    }
}

fn choices(object: &Object, reader: &mut Reader) {
    if object.require("Choices", reader.diags).is_some() {
        let entries = object.array("Choices", false, reader.diags).unwrap_or_default();
        for rule in reader.objects(entries, object, "Choices", "the rule").into_iter().flatten() {
            fields::only(&rule, &["Assign", "Comment", "Condition", "Next", "Output"], reader);
            rule.require("Condition", reader.diags);
            transition::next(&rule, reader);
        }
    }
    if let Some(text) = object.text("Default", reader.diags) {
        transition::target(text, &object.site.field("Default"), reader);
    }
}

fn catchers(object: &Object, reader: &mut Reader) {
    let entries = object.array("Catch", true, reader.diags).unwrap_or_default();
    let catchers = reader.objects(entries, object, "Catch", "the catcher");
    let last = catchers.len().saturating_sub(1);
    for (at, catcher) in catchers.iter().enumerate() {
        let Some(catcher) = catcher else { continue };
        fields::only(catcher, &["Assign", "Comment", "ErrorEquals", "Next", "Output"], reader);
        errors::read(catcher, "Catch", at == last, reader);
        transition::next(catcher, reader);
    }
}
