//! `Succeed` states.

use super::{Reader, fields, object::Object};
use crate::{expr::path::Usage, ir::Succeed};

const FIELDS: [&str; 5] = ["Comment", "InputPath", "OutputPath", "QueryLanguage", "Type"];

pub(super) fn read(object: &Object, reader: &mut Reader) -> Succeed {
    fields::only(object, &FIELDS, reader);
    Succeed {
        input_path: object.select("InputPath", Usage::Path, reader.diags),
        output_path: object.select("OutputPath", Usage::Path, reader.diags),
    }
}
