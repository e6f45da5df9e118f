//! What the states that do work have in common: `Task`, `Parallel` and `Map`.

use super::{Reader, assign, catch, object::Object, retry, transition};
use crate::{expr::path::Usage, ir::Work};

pub(super) fn read(object: &Object, reader: &mut Reader) -> Work {
    Work {
        input_path: object.select("InputPath", Usage::Path, reader.diags),
        result_selector: object.template("ResultSelector", reader.diags),
        result_path: object.select("ResultPath", Usage::Result, reader.diags),
        output_path: object.select("OutputPath", Usage::Path, reader.diags),
        assign: assign::read(object, reader),
        retry: retry::read(object, reader),
        catch: catch::read(object, reader),
        next: transition::next_or_end(object, reader),
    }
}
