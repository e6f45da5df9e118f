//! `Wait` states.

use super::{
    Reader, assign, fields,
    machine::MAX_SECONDS,
    object::{Object, path_form},
    transition,
};
use crate::{
    diag::codes::structure as codes,
    expr::{path::Usage, timestamp},
    ir::{Spanned, Until, Wait},
};

const FIELDS: [&str; 12] = [
    "Assign",
    "Comment",
    "End",
    "InputPath",
    "Next",
    "OutputPath",
    "QueryLanguage",
    "Seconds",
    "SecondsPath",
    "Timestamp",
    "TimestampPath",
    "Type",
];

const UNTIL: [&str; 4] = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

pub(super) fn read(object: &Object, reader: &mut Reader) -> Wait {
    fields::only(object, &FIELDS, reader);
    Wait {
        input_path: object.select("InputPath", Usage::Path, reader.diags),
        output_path: object.select("OutputPath", Usage::Path, reader.diags),
        // A state whose wait could not be read is faulty, and nobody looks at it.
        until: until(object, reader).unwrap_or(Until::Seconds(Spanned { value: 0, span: object.head })),
        assign: assign::read(object, reader),
        next: transition::next_or_end(object, reader),
    }
}

fn until(object: &Object, reader: &mut Reader) -> Option<Until> {
    object.exclusive(&UNTIL, reader.diags);
    let diags = &mut *reader.diags;
    let found: Vec<_> = UNTIL.into_iter().filter(|name| object.get(name).is_some()).collect();
    if found.is_empty() {
        let message = format!("{} does not say how long", object.what);
        let diagnostic = object.site.field("Seconds").error(codes::MISSING_FIELD, object.head, message);
        diags.push(diagnostic.help("add one of `Seconds`, `SecondsPath`, `Timestamp`, `TimestampPath`"));
        return None;
    }
    let read = [
        object.whole("Seconds", 0, MAX_SECONDS, diags).map(Until::Seconds),
        object.path("SecondsPath", Usage::Reference, diags).map(Until::SecondsPath),
        literal(object, reader).map(Until::Timestamp),
        object.path("TimestampPath", Usage::Reference, reader.diags).map(Until::TimestampPath),
    ];
    read.into_iter().flatten().next()
}

/// `Timestamp`, checked.
pub(super) fn literal(object: &Object, reader: &mut Reader) -> Option<Spanned<String>> {
    let text = object.text("Timestamp", reader.diags)?;
    let site = object.site.field("Timestamp");
    timestamp::parse(text, &site, path_form(&site, text), reader.diags)
}
