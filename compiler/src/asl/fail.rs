//! `Fail` states.

use super::{Reader, fields, object::Object};
use crate::{
    expr::{
        call::{self, Dynamic},
        path::Usage,
    },
    ir::{Fail, Words},
};

const FIELDS: [&str; 7] = ["Cause", "CausePath", "Comment", "Error", "ErrorPath", "QueryLanguage", "Type"];

pub(super) fn read(object: &Object, reader: &mut Reader) -> Fail {
    fields::only(object, &FIELDS, reader);
    Fail { error: words(object, "Error", "ErrorPath", reader), cause: words(object, "Cause", "CausePath", reader) }
}

fn words(object: &Object, literal: &str, path: &str, reader: &mut Reader) -> Option<Words> {
    object.exclusive(&[literal, path], reader.diags);
    let text = object.text(path, reader.diags);
    let dynamic = text.and_then(|text| call::parse(text, Usage::Fail, &object.site.field(path), reader.diags));
    let from_path = dynamic.map(|dynamic| match dynamic {
        Dynamic::Path(path) => Words::Path(path),
        Dynamic::Call(call) => Words::Call(call),
    });
    object.string(literal, reader.diags).map(Words::Literal).or(from_path)
}
