//! `Parallel` states. What stands in a branch is read with its scope.

use super::{Reader, fields, object::Object, work};
use crate::ir::{Parallel, StateId};

const FIELDS: [&str; 14] = [
    "Assign",
    "Branches",
    "Catch",
    "Comment",
    "End",
    "InputPath",
    "Next",
    "OutputPath",
    "Parameters",
    "QueryLanguage",
    "ResultPath",
    "ResultSelector",
    "Retry",
    "Type",
];

pub(super) fn read(object: &Object, id: StateId, reader: &mut Reader) -> Parallel {
    fields::only(object, &FIELDS, reader);
    check(object, reader);
    Parallel {
        work: work::read(object, reader),
        parameters: object.template("Parameters", reader.diags),
        branches: reader.scopes.of(id),
    }
}

/// Says if there are no branches.
pub(super) fn check(object: &Object, reader: &mut Reader) {
    if object.require("Branches", reader.diags).is_some() {
        object.array("Branches", false, reader.diags);
    }
}
