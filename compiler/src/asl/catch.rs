//! `Catch`.

use super::{Reader, assign, errors, fields, object::Object, transition};
use crate::{expr::path::Usage, ir::Catcher};

const FIELDS: [&str; 5] = ["Assign", "Comment", "ErrorEquals", "Next", "ResultPath"];

pub(super) fn read(object: &Object, reader: &mut Reader) -> Vec<Catcher> {
    let entries = object.array("Catch", true, reader.diags).unwrap_or_default();
    let objects = reader.objects(entries, object, "Catch", "the catcher");
    let last = objects.len().saturating_sub(1);
    objects.iter().enumerate().filter_map(|(at, entry)| Some(catcher(entry.as_ref()?, at == last, reader))).collect()
}

fn catcher(object: &Object, last: bool, reader: &mut Reader) -> Catcher {
    fields::only(object, &FIELDS, reader);
    object.comment(reader.diags);
    Catcher {
        span: object.span,
        errors: errors::read(object, "Catch", last, reader),
        result_path: object.select("ResultPath", Usage::Result, reader.diags),
        assign: assign::read(object, reader),
        next: transition::next(object, reader),
    }
}
