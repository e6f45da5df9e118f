//! `Pass` states.

use super::{Reader, assign, fields, looks, object::Object, transition};
use crate::{expr::path::Usage, ir::Pass};

const FIELDS: [&str; 11] = [
    "Assign",
    "Comment",
    "End",
    "InputPath",
    "Next",
    "OutputPath",
    "Parameters",
    "QueryLanguage",
    "Result",
    "ResultPath",
    "Type",
];

pub(super) fn read(object: &Object, reader: &mut Reader) -> Pass {
    fields::only(object, &FIELDS, reader);
    if let Some(result) = object.get("Result") {
        looks::static_result(result, &object.site.field("Result"), reader.diags);
    }
    Pass {
        input_path: object.select("InputPath", Usage::Path, reader.diags),
        parameters: object.template("Parameters", reader.diags),
        result: object.get("Result").cloned(),
        result_path: object.select("ResultPath", Usage::Result, reader.diags),
        output_path: object.select("OutputPath", Usage::Path, reader.diags),
        assign: assign::read(object, reader),
        next: transition::next_or_end(object, reader),
    }
}
