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
    diag::{Diagnostic, codes::flow as codes},
    ir::{Kind, Seconds, Task},
    types::{Ty, ty::Walk},
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
    heartbeat(scene, here, task, report);
}

/// A heartbeat that can only be as long as the time-out, where one of the two is read; literals are compared where
/// they are read in.
fn heartbeat(scene: &Scene<'_>, here: &Here<'_>, task: &Task, report: &mut Report) {
    let (Some(timeout), Some(heartbeat)) = (&task.timeout, &task.heartbeat) else { return };
    let (Some((_, longest)), Some((shortest, _))) = (range(scene, here, timeout), range(scene, here, heartbeat)) else {
        return;
    };
    let (span, field) = match (heartbeat, timeout) {
        (Seconds::Path(path), _) => (path.span, "HeartbeatSecondsPath"),
        (_, Seconds::Path(path)) => (path.span, "TimeoutSecondsPath"),
        (Seconds::Literal(_), Seconds::Literal(_)) => return,
    };
    if shortest < longest {
        return;
    }
    let name = &here.state.name;
    let message =
        format!("the heartbeat of state `{name}` is {shortest} seconds here, not less than the time-out of {longest}");
    report.push(
        Diagnostic::warning(codes::TIMEOUT, span, message)
            .in_state(name)
            .in_field(field)
            .help("let the heartbeat be shorter than the time-out"),
    );
}

/// The least and the most seconds that a field gives.
fn range(scene: &Scene<'_>, here: &Here<'_>, seconds: &Seconds) -> Option<(i128, i128)> {
    match seconds {
        Seconds::Literal(literal) => Some((i128::from(literal.value), i128::from(literal.value))),
        Seconds::Path(path) => {
            let read = Read { path, field: String::new(), stage: Stage::Effective };
            match here.walk(scene, &read) {
                Walk::Found { ty: Ty::Int(low, high), .. } if low >= 0 => Some((low, high)),
                _ => None,
            }
        }
    }
}
