//! A text that is the `Payload` of `lambda:invoke` is sent as it is, and has to be JSON.

use crate::{
    check::{
        envelope::PAYLOAD,
        flow::{
            forgotten::forgotten,
            services::{self, Member},
            tasks::{Called, called},
        },
        reads::Stage,
        report::Report,
        scene::{Here, Scene},
    },
    diag::codes::flow as codes,
    ir::Kind,
    json,
};

/// Looks at a `Payload` that is a literal text.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let (Kind::Task(task), Some(tasks)) = (&here.state.kind, scene.world.tasks()) else { return };
    let Called::Invoke(method) = called(tasks, task) else { return };
    let Member::Literal(json::Node { kind: json::Kind::String(text), .. }) =
        services::member(task.parameters.as_ref(), PAYLOAD)
    else {
        return;
    };
    let Err(error) = serde_json::from_str::<serde_json::Value>(&text.value) else { return };
    // That a path was meant has been said where it leads somewhere.
    if here.at(scene, Stage::Effective, |scope| forgotten(&scope, PAYLOAD, text)).is_some() {
        return;
    }
    let message = format!(
        "`Payload` in state `{}` is a text that is not JSON, and task `{}` is sent it as it is",
        here.state.name, method.name
    );
    let help = match text.value.starts_with('$') || text.value.starts_with("States.") {
        true => format!("write the key as `{PAYLOAD}.$`"),
        false => "write the argument itself".to_owned(),
    };
    let finding = scene.finding(here, codes::ARGUMENT, text.span, message).in_field(format!("Parameters.{PAYLOAD}"));
    report.push(finding.label(format!("{error}")).help(help));
}
