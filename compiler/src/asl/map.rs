//! `Map` states. What is done with each item is read with its scope.

use super::{Reader, distributed, fields, object::Object, work};
use crate::{
    diag::codes::structure as codes,
    expr::path::Usage,
    ir::{ExecutionType, Map, Mode, Spanned, StateId},
    source::Span,
};

const FIELDS: [&str; 27] = [
    "Assign",
    "Catch",
    "Comment",
    "End",
    "InputPath",
    "ItemBatcher",
    "ItemProcessor",
    "ItemReader",
    "ItemSelector",
    "ItemsPath",
    "Iterator",
    "Label",
    "MaxConcurrency",
    "MaxConcurrencyPath",
    "Next",
    "OutputPath",
    "Parameters",
    "QueryLanguage",
    "ResultPath",
    "ResultSelector",
    "ResultWriter",
    "Retry",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
    "Type",
];

/// The largest number of items and iterations that a field can hold.
pub(super) const MAX_COUNT: u64 = 2_147_483_647;

pub(super) fn read(object: &Object, id: StateId, reader: &mut Reader) -> Map {
    fields::only(object, &FIELDS, reader);
    check(object, reader);
    object.exclusive(&["ItemSelector", "Parameters"], reader.diags);
    let item_selector_key = if object.get("ItemSelector").is_some() { "ItemSelector" } else { "Parameters" };
    let item_selector = object.template("ItemSelector", reader.diags);
    let parameters = object.template("Parameters", reader.diags);
    Map {
        work: work::read(object, reader),
        items_path: object.path("ItemsPath", Usage::Reference, reader.diags),
        item_selector: item_selector.or(parameters),
        item_selector_key,
        processor_key: if object.get("ItemProcessor").is_some() { "ItemProcessor" } else { "Iterator" },
        processor: reader.scopes.of(id).first().copied(),
        max_concurrency: object.count("MaxConcurrency", "MaxConcurrencyPath", 0, MAX_COUNT, reader.diags),
        mode: mode(object, reader),
    }
}

/// Says if there is no processor, or more than one.
pub(super) fn check(object: &Object, reader: &mut Reader) {
    object.exclusive(&["ItemProcessor", "Iterator"], reader.diags);
    if object.get("Iterator").is_none() {
        object.require("ItemProcessor", reader.diags);
    }
}

/// How the iterations run. A `Map` that is inline, and has what only distributed ones can do, is read as
/// distributed: nothing else could be made of it.
fn mode(object: &Object, reader: &mut Reader) -> Mode {
    let config = processor_config(object, reader);
    let mut span = config.distributed;
    if span.is_none() {
        for member in object.members.iter().filter(|m| distributed::FIELDS.contains(&m.key.value.as_str())) {
            let name = member.key.value.as_str();
            let is_needed = distributed::CHANGING.contains(&name);
            let message = format!("{} has `{name}`, which only distributed ones have", object.what);
            let diagnostic = object.site.field(name).warning(codes::INLINE_MAP, member.key.span, message);
            let diagnostic = if is_needed {
                span = span.or(Some(member.key.span));
                diagnostic.label("so it is taken for a distributed one")
            } else {
                diagnostic.label("without effect here")
            };
            reader.diags.push(
                diagnostic.help("write `\"ProcessorConfig\": { \"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\" }` into the `ItemProcessor`"),
            );
        }
    }
    let read = distributed::read(object, span.unwrap_or(object.head), config.execution_type, reader);
    if span.is_some() { Mode::Distributed(Box::new(read)) } else { Mode::Inline }
}

/// What `ProcessorConfig` says.
#[derive(Default)]
struct Config {
    /// The place of `DISTRIBUTED`.
    distributed: Option<Span>,
    execution_type: Option<Spanned<ExecutionType>>,
}

fn processor_config(object: &Object, reader: &mut Reader) -> Config {
    let Some(processor) = object.member("ItemProcessor").or_else(|| object.member("Iterator")) else {
        return Config::default();
    };
    let Some(node) = processor.value.get("ProcessorConfig") else { return Config::default() };
    let site = object.site.field(&processor.key.value).field("ProcessorConfig");
    let what = site.to_string();
    let Some(config) = Object::open(node, site, what, reader.diags) else { return Config::default() };
    fields::only(&config, &["ExecutionType", "Mode"], reader);
    let mode = config.word("Mode", &["INLINE", "DISTRIBUTED"], reader.diags);
    let distributed = mode.filter(|text| text.value == "DISTRIBUTED").map(|text| text.span);
    if distributed.is_some() {
        config.require("ExecutionType", reader.diags);
    }
    let execution_type = config.word("ExecutionType", &["STANDARD", "EXPRESS"], reader.diags).map(|text| Spanned {
        value: if text.value == "EXPRESS" { ExecutionType::Express } else { ExecutionType::Standard },
        span: text.span,
    });
    Config { distributed, execution_type }
}
