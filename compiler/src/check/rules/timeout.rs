//! Time-outs and heartbeats that are read from the input are whole numbers of seconds.

use crate::{
    check::{
        reads::{Read, Stage},
        report::Report,
        rules::{
            value::{self, Wanted},
            wait::whole_seconds,
        },
        scene::{Here, Scene},
    },
    diag::codes::flow as codes,
    ir::{Kind, Seconds},
};

/// Looks at `TimeoutSecondsPath` and `HeartbeatSecondsPath`.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Kind::Task(task) = &here.state.kind else { return };
    let fields = [
        ("TimeoutSecondsPath", "read an integer field, or write the seconds as `TimeoutSeconds`", &task.timeout),
        ("HeartbeatSecondsPath", "read an integer field, or write the seconds as `HeartbeatSeconds`", &task.heartbeat),
    ];
    for (field, help, seconds) in fields {
        let Some(Seconds::Path(path)) = seconds else { continue };
        let wanted = Wanted { code: codes::TIMEOUT, words: "a whole number of seconds", takes: &whole_seconds, help };
        let read = Read { path, field: field.to_owned(), stage: Stage::Effective };
        value::check(scene, here, &read, &wanted, report);
    }
}
