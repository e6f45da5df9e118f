//! A time-out that is read from the input is a whole number of seconds.

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

/// Looks at `TimeoutSecondsPath`.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Kind::Task(task) = &here.state.kind else { return };
    let Some(Seconds::Path(path)) = &task.timeout else { return };
    let wanted = Wanted {
        code: codes::TIMEOUT,
        words: "a whole number of seconds",
        takes: &whole_seconds,
        help: "read an integer field, or write the seconds as `TimeoutSeconds`",
    };
    let read = Read { path, field: "TimeoutSecondsPath".to_owned(), stage: Stage::Effective };
    value::check(scene, here, &read, &wanted, report);
}
