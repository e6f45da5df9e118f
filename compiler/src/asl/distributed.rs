//! What only a distributed `Map` has: its label, what it tolerates, where items come from and results go.

use super::{
    Reader, fields,
    map::MAX_COUNT,
    object::{self, Object, wrong_type},
    resource::split,
};
use crate::{
    diag::codes::structure as codes,
    expr::path::Usage,
    ir::{Count, Distributed, ExecutionType, ItemBatcher, ItemReader, Number, ResultWriter, Spanned},
    source::Span,
};

/// The fields that only distributed ones have.
pub(super) const FIELDS: [&str; 8] = [
    "ItemBatcher",
    "ItemReader",
    "Label",
    "ResultWriter",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
];

/// Those that change what the items or the results are.
pub(super) const CHANGING: [&str; 3] = ["ItemBatcher", "ItemReader", "ResultWriter"];

const READER_CONFIG: [&str; 9] = [
    "CSVDelimiter",
    "CSVHeaderLocation",
    "CSVHeaders",
    "InputType",
    "ItemsPointer",
    "ManifestType",
    "MaxItems",
    "MaxItemsPath",
    "Transformation",
];

/// The words that members of `ReaderConfig` may have.
const READER_WORDS: [(&str, &[&str]); 5] = [
    ("CSVDelimiter", &["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]),
    ("CSVHeaderLocation", &["FIRST_ROW", "GIVEN"]),
    ("InputType", &["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"]),
    ("ManifestType", &["S3_INVENTORY", "ATHENA_DATA"]),
    ("Transformation", &["NONE", "LOAD_AND_FLATTEN"]),
];

const BATCHER: [&str; 5] =
    ["BatchInput", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath", "MaxItemsPerBatch", "MaxItemsPerBatchPath"];

/// The most items that are read.
const MAX_ITEMS: u64 = 100_000_000;

/// The most bytes that an execution takes as input.
const MAX_BYTES: u64 = 262_144;

/// How many characters a label may have.
const MAX_LABEL: usize = 40;

pub(super) fn read(
    object: &Object,
    span: Span,
    execution_type: Option<Spanned<ExecutionType>>,
    reader: &mut Reader,
) -> Distributed {
    Distributed {
        span,
        execution_type,
        label: label(object, reader),
        tolerated_failure_count: object.count(
            "ToleratedFailureCount",
            "ToleratedFailureCountPath",
            0,
            MAX_COUNT,
            reader.diags,
        ),
        tolerated_failure_percentage: percentage(object, reader),
        item_reader: item_reader(object, reader),
        item_batcher: item_batcher(object, reader),
        result_writer: result_writer(object, reader),
    }
}

fn label(object: &Object, reader: &mut Reader) -> Option<Spanned<String>> {
    let label = object.string("Label", reader.diags)?;
    let site = object.site.field("Label");
    let length = label.value.chars().count();
    let refused = label.value.chars().find(|c| !may_stand_in_a_label(*c));
    let why = match refused {
        _ if label.value.is_empty() => Some("is empty".to_owned()),
        _ if length > MAX_LABEL => Some(format!("has {length} characters, and may have {MAX_LABEL}")),
        Some(c) => Some(format!("has the character {c:?}, which labels cannot have")),
        None => None,
    };
    if let Some(why) = why {
        let diagnostic = site.error(codes::LABEL, label.span, format!("{site} {why}"));
        reader.diags.push(diagnostic.help("write letters, digits, `-` and `_`"));
    } else if let Some(first) = reader.labels.get(&label.value) {
        let message = format!("{site} is `{}`, the label of another state", label.value);
        let diagnostic = site.error(codes::DUPLICATE_LABEL, label.span, message);
        reader.diags.push(diagnostic.cause(*first, "first here", None).help("change one of the two"));
    } else {
        reader.labels.insert(label.value.clone(), label.span);
    }
    Some(label)
}

/// As in the names of state machines.
fn may_stand_in_a_label(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !"<>{}[]?*\"#%\\^|~`$&,;:/".contains(c)
}

fn percentage(object: &Object, reader: &mut Reader) -> Option<Number> {
    let (literal, path) = ("ToleratedFailurePercentage", "ToleratedFailurePercentagePath");
    object.exclusive(&[literal, path], reader.diags);
    let from_path = object.path(path, Usage::Reference, reader.diags).map(Number::Path);
    let Some(node) = object.get(literal) else { return from_path };
    let site = object.site.field(literal);
    match node.as_number().and_then(|text| text.parse::<f64>().ok()) {
        Some(value) if (0.0..=100.0).contains(&value) => Some(Number::Literal(Spanned { value, span: node.span })),
        Some(value) => {
            let message = format!("{site} is {value}, out of its range");
            reader.diags.push(site.error(codes::OUT_OF_RANGE, node.span, message).help("write a number from 0 to 100"));
            from_path
        }
        None => {
            reader.diags.push(wrong_type(&site, node, "a number"));
            from_path
        }
    }
}

fn item_reader(object: &Object, reader: &mut Reader) -> Option<ItemReader> {
    let inner = object.inner("ItemReader", reader.diags)?;
    fields::only(&inner, &["Parameters", "ReaderConfig", "Resource"], reader);
    let resource = resource(&inner, &["s3:getObject", "s3:listObjectsV2"], reader);
    let config = inner.inner("ReaderConfig", reader.diags);
    if let Some(config) = &config {
        fields::only(config, &READER_CONFIG, reader);
        for (name, words) in READER_WORDS {
            config.word(name, words, reader.diags);
        }
        config.text("ItemsPointer", reader.diags);
        let headers = config.array("CSVHeaders", true, reader.diags).unwrap_or_default();
        for (at, header) in headers.iter().enumerate() {
            object::text(header, &config.site.field("CSVHeaders").item(at), reader.diags);
        }
    }
    let max_items = config.as_ref().and_then(|c| c.count("MaxItems", "MaxItemsPath", 0, MAX_ITEMS, reader.diags));
    Some(ItemReader {
        resource: resource.or_else(|| {
            inner.require("Resource", reader.diags);
            None
        })?,
        parameters: inner.template("Parameters", reader.diags),
        max_items,
        config: inner.get("ReaderConfig").cloned(),
    })
}

fn item_batcher(object: &Object, reader: &mut Reader) -> Option<ItemBatcher> {
    let inner = object.inner("ItemBatcher", reader.diags)?;
    fields::only(&inner, &BATCHER, reader);
    let max_items: Option<Count> = inner.count("MaxItemsPerBatch", "MaxItemsPerBatchPath", 1, MAX_COUNT, reader.diags);
    let max_bytes = inner.count("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath", 1, MAX_BYTES, reader.diags);
    if BATCHER.iter().skip(1).all(|name| inner.get(name).is_none()) {
        let message = format!("{} does not say how large a batch is", inner.what);
        reader.diags.push(
            inner
                .site
                .field("MaxItemsPerBatch")
                .error(codes::MISSING_FIELD, inner.head, message)
                .help("add `MaxItemsPerBatch` or `MaxInputBytesPerBatch`"),
        );
    }
    Some(ItemBatcher { max_items, max_bytes, input: inner.template("BatchInput", reader.diags) })
}

fn result_writer(object: &Object, reader: &mut Reader) -> Option<ResultWriter> {
    let inner = object.inner("ResultWriter", reader.diags)?;
    fields::only(&inner, &["Parameters", "Resource", "WriterConfig"], reader);
    let resource = resource(&inner, &["s3:putObject"], reader);
    if let Some(config) = inner.inner("WriterConfig", reader.diags) {
        fields::only(&config, &["OutputType", "Transformation"], reader);
        config.word("OutputType", &["JSON", "JSONL"], reader.diags);
        config.word("Transformation", &["NONE", "COMPACT", "FLATTEN"], reader.diags);
    } else if inner.get("WriterConfig").is_none() {
        inner.require("Resource", reader.diags);
    }
    Some(ResultWriter {
        resource,
        parameters: inner.template("Parameters", reader.diags),
        config: inner.get("WriterConfig").cloned(),
    })
}

/// A `Resource` that is one of these actions.
fn resource(inner: &Object, actions: &[&str], reader: &mut Reader) -> Option<Spanned<String>> {
    let arn = inner.string("Resource", reader.diags)?;
    let is_one = split(&arn.value).is_some_and(|(service, action)| service == "states" && actions.contains(&action));
    if !is_one {
        let site = inner.site.field("Resource");
        let list = actions.iter().map(|action| format!("`arn:aws:states:::{action}`")).collect::<Vec<_>>();
        let message = format!("{site} is no resource that {} can have", inner.what);
        reader.diags.push(site.error(codes::RESOURCE, arn.span, message).help(format!("write {}", list.join(" or "))));
    }
    Some(arn)
}
