//! `Task` states.

use super::{Reader, credentials, fields, machine::MAX_SECONDS, object::Object, resource, work};
use crate::{
    diag::codes::structure as codes,
    expr::path::Usage,
    ir::{Seconds, Task},
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
    let timeout = seconds(object, "TimeoutSeconds", "TimeoutSecondsPath", reader);
    let heartbeat = seconds(object, "HeartbeatSeconds", "HeartbeatSecondsPath", reader);
    // Of two that exclude each other nobody knows which one is meant.
    let are_meant = ["TimeoutSecondsPath", "HeartbeatSecondsPath"].into_iter().all(|name| object.get(name).is_none());
    if let (Some(Seconds::Literal(timeout)), Some(Seconds::Literal(heartbeat))) = (&timeout, &heartbeat)
        && are_meant
        && heartbeat.value >= timeout.value
    {
        let site = object.site.field("HeartbeatSeconds");
        let message = format!("{site} is {}, not less than the time-out of {}", heartbeat.value, timeout.value);
        reader.diags.push(
            site.error(codes::OUT_OF_RANGE, heartbeat.span, message)
                .cause(timeout.span, "`TimeoutSeconds`", site.state.as_deref())
                .help("make it smaller than `TimeoutSeconds`"),
        );
    }
    Task {
        work: work::read(object, reader),
        parameters: object.template("Parameters", reader.diags),
        resource: resource::read(object, reader),
        timeout,
        heartbeat,
        credentials: credentials::read(object, reader),
    }
}

/// A number of seconds, literal or by a path.
fn seconds(object: &Object, literal: &str, path: &str, reader: &mut Reader) -> Option<Seconds> {
    object.exclusive(&[literal, path], reader.diags);
    let from_path = object.path(path, Usage::Reference, reader.diags).map(Seconds::Path);
    object.whole(literal, 1, MAX_SECONDS, reader.diags).map(Seconds::Literal).or(from_path)
}
