//! `Fail` states.

use super::{Reader, fields, object::Object};
use crate::{
    expr::path::Usage,
    ir::{Fail, Words},
};

const FIELDS: [&str; 7] = ["Cause", "CausePath", "Comment", "Error", "ErrorPath", "QueryLanguage", "Type"];

pub(super) fn read(object: &Object, reader: &mut Reader) -> Fail {
    fields::only(object, &FIELDS, reader);
    Fail { error: words(object, "Error", "ErrorPath", reader), cause: words(object, "Cause", "CausePath", reader) }
}

fn words(object: &Object, literal: &str, path: &str, reader: &mut Reader) -> Option<Words> {
    object.exclusive(&[literal, path], reader.diags);
    let from_path = object.path(path, Usage::Fail, reader.diags).map(Words::Path);
    object.string(literal, reader.diags).map(Words::Literal).or(from_path)
}
