//! `Task` states.

use super::{Reader, catch, fields, machine::MAX_SECONDS, object::Object, resource, retry, transition};
use crate::{
    expr::path::Usage,
    ir::{Seconds, Task, Work},
};

const FIELDS: [&str; 19] = [
    "Assign",
    "Catch",
    "Comment",
    "Credentials",
    "End",
    "HeartbeatSeconds",
    "HeartbeatSecondsPath",
    "InputPath",
    "Next",
    "OutputPath",
    "Parameters",
    "QueryLanguage",
    "Resource",
    "ResultPath",
    "ResultSelector",
    "Retry",
    "TimeoutSeconds",
    "TimeoutSecondsPath",
    "Type",
];

pub(super) fn read(object: &Object, reader: &mut Reader) -> Task {
    fields::only(object, &FIELDS, reader);
    object.exclusive(&["TimeoutSeconds", "TimeoutSecondsPath"], reader.diags);
    let timeout_path = object.path("TimeoutSecondsPath", Usage::Reference, reader.diags).map(Seconds::Path);
    let timeout = object.whole("TimeoutSeconds", 1, MAX_SECONDS, reader.diags).map(Seconds::Literal);
    Task {
        work: Work {
            input_path: object.select("InputPath", Usage::Path, reader.diags),
            result_selector: object.template("ResultSelector", reader.diags),
            result_path: object.select("ResultPath", Usage::Result, reader.diags),
            output_path: object.select("OutputPath", Usage::Path, reader.diags),
            assign: None,
            retry: retry::read(object, reader),
            catch: catch::read(object, reader),
            next: transition::next_or_end(object, reader),
        },
        parameters: object.template("Parameters", reader.diags),
        resource: resource::read(object, reader),
        timeout: timeout.or(timeout_path),
        heartbeat: None,
        credentials: None,
    }
}
