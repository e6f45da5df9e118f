//! Which fields ASL has, and where each belongs.

use super::{
    Reader,
    object::{Language, Object},
    operator,
};
use crate::{
    diag::{codes::structure as codes, near},
    json::Member,
};

/// Every field of a state or a definition, and where it belongs, for people.
const HOMES: &[(&str, &str)] = &[
    ("Arguments", "JSONata `Task` and `Parallel` states"),
    ("Assign", "every state but `Succeed` and `Fail`"),
    ("BackoffRate", "the entries of `Retry`"),
    ("BatchInput", "the `ItemBatcher` of `Map` states"),
    ("Branches", "`Parallel` states"),
    ("CSVDelimiter", "the `ReaderConfig` of `Map` states"),
    ("CSVHeaderLocation", "the `ReaderConfig` of `Map` states"),
    ("CSVHeaders", "the `ReaderConfig` of `Map` states"),
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
    ("ExecutionType", "the `ProcessorConfig` of `Map` states"),
    ("HeartbeatSeconds", "`Task` states"),
    ("HeartbeatSecondsPath", "`Task` states"),
    ("InputPath", "every state but `Fail`"),
    ("InputType", "the `ReaderConfig` of `Map` states"),
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
    ("MaxInputBytesPerBatch", "the `ItemBatcher` of `Map` states"),
    ("MaxInputBytesPerBatchPath", "the `ItemBatcher` of `Map` states"),
    ("MaxItems", "the `ReaderConfig` of `Map` states"),
    ("MaxItemsPath", "the `ReaderConfig` of `Map` states"),
    ("MaxItemsPerBatch", "the `ItemBatcher` of `Map` states"),
    ("MaxItemsPerBatchPath", "the `ItemBatcher` of `Map` states"),
    ("Mode", "the `ProcessorConfig` of `Map` states"),
    ("Next", "every state but `Choice`, `Succeed` and `Fail`, the rules of `Choices` and the entries of `Catch`"),
    ("Output", "JSONata states"),
    ("OutputPath", "every state but `Fail`"),
    ("Parameters", "`Task`, `Pass`, `Parallel` and `Map` states"),
    ("ProcessorConfig", "the `ItemProcessor` of `Map` states"),
    ("QueryLanguage", "the definition and states"),
    ("ReaderConfig", "the `ItemReader` of `Map` states"),
    ("Resource", "`Task` states"),
    ("Result", "`Pass` states"),
    ("ResultPath", "`Task`, `Pass`, `Parallel` and `Map` states, and the entries of `Catch`"),
    ("ResultSelector", "`Task`, `Parallel` and `Map` states"),
    ("ResultWriter", "`Map` states"),
    ("Retry", "`Task`, `Parallel` and `Map` states"),
    ("Seconds", "`Wait` states"),
    ("SecondsPath", "`Wait` states"),
    ("StartAt", "the definition, branches and item processors"),
    ("States", "the definition, branches and item processors"),
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
    ("WriterConfig", "the `ResultWriter` of `Map` states"),
];

/// Fields of JSONata that no JSONPath state has.
const JSONATA: [&str; 4] = ["Arguments", "Output", "Items", "Condition"];

/// Fields of JSONPath that no JSONata state has.
const JSONPATH: [&str; 17] = [
    "CausePath",
    "ErrorPath",
    "HeartbeatSecondsPath",
    "InputPath",
    "ItemsPath",
    "MaxConcurrencyPath",
    "OutputPath",
    "Parameters",
    "Result",
    "ResultPath",
    "ResultSelector",
    "SecondsPath",
    "TimeoutSecondsPath",
    "TimestampPath",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentagePath",
    "Variable",
];

/// What JSONPath has for a field of JSONata.
fn in_jsonpath(name: &str) -> &'static str {
    match name {
        "Arguments" => "JSONPath has `Parameters` for it, and `ItemSelector` in a Map",
        "Items" => "JSONPath has `ItemsPath` for it",
        "Condition" => "JSONPath has `Variable` and an operator for it, such as `StringEquals`",
        _ => {
            "JSONPath has `ResultPath` for it, and in states `ResultSelector` and `OutputPath`, or `Parameters` in a Pass"
        }
    }
}

/// What JSONata has for a field of JSONPath.
fn in_jsonata(name: &str) -> String {
    match name {
        "InputPath" => "in JSONata, each expression reads `$states.input`".to_owned(),
        "Parameters" => "JSONata has `Arguments` for it, `ItemSelector` in a Map and `Output` in a Pass".to_owned(),
        "ItemsPath" => "JSONata has `Items` for it".to_owned(),
        "Variable" => "JSONata has `Condition` for it".to_owned(),
        "OutputPath" | "Result" | "ResultPath" | "ResultSelector" => "JSONata has `Output` for it".to_owned(),
        _ => {
            let literal = name.strip_suffix("Path").unwrap_or(name);
            format!("JSONata has an expression in `{literal}` for it: `{{% .. %}}`")
        }
    }
}

/// After this many findings, nothing more is suggested for fields that do not exist.
const MOST_SUGGESTIONS: usize = 100;

/// Whether ASL has a field, or an operator, of this name.
pub(super) fn is_known(name: &str) -> bool {
    HOMES.iter().any(|(field, _)| *field == name) || operator::find(name).is_some()
}

/// Refuses every field of the object that is not one of `fields`.
pub(super) fn only(object: &Object, fields: &[&str], reader: &mut Reader) {
    for member in object.members.iter().filter(|m| !fields.contains(&m.key.value.as_str())) {
        refuse(object, member, fields.iter().copied(), reader);
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
    let diagnostic = if JSONPATH.contains(&name) && object.language == Some(Language::Jsonata) {
        site.error(
            codes::JSONPATH_FIELD,
            member.key.span,
            format!("{site} is a field of JSONPath, and this state is in JSONata"),
        )
        .help(in_jsonata(name))
    } else if JSONATA.contains(&name) && object.language == Some(Language::JsonPath) {
        site.error(
            codes::JSONATA_FIELD,
            member.key.span,
            format!("{site} is a field of JSONata, and this state is in JSONPath"),
        )
        .note("JSONata is not yet built")
        .help(in_jsonpath(name))
    } else if let Some(home) = home(name) {
        site.error(codes::MISPLACED_FIELD, member.key.span, format!("{} has no field `{name}`", object.what))
            .label("not supported here")
            .help(format!("`{name}` belongs to {home}"))
    } else {
        let diagnostic =
            site.error(codes::UNKNOWN_FIELD, member.key.span, format!("unknown field `{name}` in {}", object.what));
        // Every known name is compared with every unknown one, so that a definition full of them would take long.
        if reader.diags.as_slice().len() >= MOST_SUGGESTIONS {
            reader.diags.push(diagnostic);
            return;
        }
        let absent = |field: &&str| object.member(field).is_none();
        let near_here = near(name, fields.clone().filter(absent)).or_else(|| near(name, fields));
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
