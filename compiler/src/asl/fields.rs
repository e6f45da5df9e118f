//! Which fields ASL has, and where each belongs.

use super::{Reader, object::Object, operator};
use crate::{
    diag::{
        codes::{structure as codes, unbuilt},
        near,
    },
    json::Member,
};

/// Every field of a state or a definition, and where it belongs, for people.
const HOMES: &[(&str, &str)] = &[
    ("Arguments", "JSONata `Task` and `Parallel` states"),
    ("Assign", "every state but `Succeed` and `Fail`"),
    ("BackoffRate", "the entries of `Retry`"),
    ("Branches", "`Parallel` states"),
    ("Catch", "`Task`, `Parallel` and `Map` states"),
    ("Cause", "`Fail` states"),
    ("CausePath", "`Fail` states"),
    ("Choices", "`Choice` states"),
    ("Comment", "the definition, states and rules"),
    ("Condition", "the rules of JSONata `Choice` states"),
    ("Credentials", "`Task` states"),
    ("Default", "`Choice` states"),
    ("End", "every state but `Choice`, `Succeed` and `Fail`"),
    ("Error", "`Fail` states"),
    ("ErrorEquals", "the entries of `Retry` and `Catch`"),
    ("ErrorPath", "`Fail` states"),
    ("HeartbeatSeconds", "`Task` states"),
    ("HeartbeatSecondsPath", "`Task` states"),
    ("InputPath", "every state but `Fail`"),
    ("IntervalSeconds", "the entries of `Retry`"),
    ("ItemBatcher", "`Map` states"),
    ("ItemProcessor", "`Map` states"),
    ("ItemReader", "`Map` states"),
    ("ItemSelector", "`Map` states"),
    ("Items", "JSONata `Map` states"),
    ("ItemsPath", "`Map` states"),
    ("Iterator", "`Map` states"),
    ("JitterStrategy", "the entries of `Retry`"),
    ("Label", "`Map` states"),
    ("MaxAttempts", "the entries of `Retry`"),
    ("MaxConcurrency", "`Map` states"),
    ("MaxConcurrencyPath", "`Map` states"),
    ("MaxDelaySeconds", "the entries of `Retry`"),
    ("Next", "every state but `Choice`, `Succeed` and `Fail`, the rules of `Choices` and the entries of `Catch`"),
    ("Output", "JSONata states"),
    ("OutputPath", "every state but `Fail`"),
    ("Parameters", "`Task`, `Pass`, `Parallel` and `Map` states"),
    ("ProcessorConfig", "the `ItemProcessor` of `Map` states"),
    ("QueryLanguage", "the definition and states"),
    ("Resource", "`Task` states"),
    ("Result", "`Pass` states"),
    ("ResultPath", "`Task`, `Pass`, `Parallel` and `Map` states, and the entries of `Catch`"),
    ("ResultSelector", "`Task`, `Parallel` and `Map` states"),
    ("ResultWriter", "`Map` states"),
    ("Retry", "`Task`, `Parallel` and `Map` states"),
    ("Seconds", "`Wait` states"),
    ("SecondsPath", "`Wait` states"),
    ("StartAt", "the definition"),
    ("States", "the definition"),
    ("TimeoutSeconds", "`Task` states and the definition"),
    ("TimeoutSecondsPath", "`Task` states"),
    ("Timestamp", "`Wait` states"),
    ("TimestampPath", "`Wait` states"),
    ("ToleratedFailureCount", "`Map` states"),
    ("ToleratedFailureCountPath", "`Map` states"),
    ("ToleratedFailurePercentage", "`Map` states"),
    ("ToleratedFailurePercentagePath", "`Map` states"),
    ("Type", "states"),
    ("Variable", "the rules of `Choices`"),
    ("Version", "the definition"),
];

/// Fields of JSONata that no JSONPath state has.
const JSONATA: [&str; 4] = ["Arguments", "Output", "Items", "Condition"];

/// Says which legal field is not yet built, and why.
fn not_built(name: &str) -> Option<(&'static str, &'static str)> {
    match name {
        "Assign" => Some((unbuilt::VARIABLES, "workflow variables are not yet built")),
        "HeartbeatSeconds" | "HeartbeatSecondsPath" => Some((unbuilt::HEARTBEAT, "heartbeats are not yet built")),
        "Credentials" => Some((unbuilt::CREDENTIALS, "other roles for tasks are not yet built")),
        _ => None,
    }
}

/// Whether ASL has a field, or an operator, of this name.
pub(super) fn is_known(name: &str) -> bool {
    HOMES.iter().any(|(field, _)| *field == name) || operator::find(name).is_some()
}

/// Refuses every field of the object that is not one of `fields`.
pub(super) fn only(object: &Object, fields: &[&str], reader: &mut Reader) {
    for member in object.members.iter().filter(|m| !fields.contains(&m.key.value.as_str())) {
        refuse(object, member, fields.iter().copied(), reader);
    }
    for member in object.members.iter().filter(|m| fields.contains(&m.key.value.as_str())) {
        if let Some((code, why)) = not_built(&member.key.value) {
            let site = object.site.field(&member.key.value);
            reader.diags.push(site.error(code, member.key.span, format!("{site}: {why}")));
        }
    }
}

/// Refuses a field that does not belong to the object: unknown, or at home elsewhere.
pub(super) fn refuse<'f>(
    object: &Object,
    member: &Member,
    fields: impl Iterator<Item = &'f str> + Clone,
    reader: &mut Reader,
) {
    let name = member.key.value.as_str();
    let site = object.site.field(name);
    let home = |name: &str| HOMES.iter().find(|(field, _)| *field == name).map(|(_, home)| *home);
    let diagnostic = if JSONATA.contains(&name) && object.jsonpath_state {
        site.error(
            codes::JSONATA_FIELD,
            member.key.span,
            format!("{site} is a field of JSONata, and this state is in JSONPath"),
        )
        .note("JSONata is not yet built")
    } else if let Some(home) = home(name) {
        site.error(codes::MISPLACED_FIELD, member.key.span, format!("{} has no field `{name}`", object.what))
            .label("not supported here")
            .help(format!("`{name}` belongs to {home}"))
    } else {
        let absent = |field: &&str| object.member(field).is_none();
        let near_here = near(name, fields.clone().filter(absent)).or_else(|| near(name, fields));
        let diagnostic =
            site.error(codes::UNKNOWN_FIELD, member.key.span, format!("unknown field `{name}` in {}", object.what));
        match near_here {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
            None => match near(name, HOMES.iter().map(|(field, _)| *field)) {
                Some(meant) => {
                    diagnostic.help(format!("if you mean `{meant}`: it belongs to {}", home(meant).unwrap_or_default()))
                }
                None => diagnostic,
            },
        }
    };
    reader.diags.push(diagnostic);
}
