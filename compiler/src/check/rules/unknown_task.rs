//! Every `Resource` is a task of the contract.

use crate::{
    check::{
        flow::tasks::{Called, called, method_name},
        report::Report,
        scene::{Here, Scene},
        words::any_of,
    },
    diag::{
        Diagnostic,
        codes::{flow as codes, unbuilt},
        near,
    },
    ir::{Kind, Resource, Spanned},
};

/// How many tasks a note lists.
const LISTED: usize = 12;

/// Looks at `Resource`.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let (Kind::Task(task), Some(tasks)) = (&here.state.kind, scene.world.tasks()) else { return };
    let resource = &task.resource;
    match called(tasks, &resource.value) {
        Called::Method(_) => return,
        Called::Envelope => return report.push(envelope(scene, here, resource)),
        Called::Unknown => {}
    }
    let name = method_name(&resource.value);
    let message = format!(
        "the resource of state `{}` is no task of `{}`: there is no method `{name}`, and none with this `#[resource]`",
        here.state.name, tasks.name
    );
    let mut diagnostic = scene.finding(here, codes::UNKNOWN_TASK, resource.span, message).in_field("Resource").cause(
        tasks.span,
        format!("the tasks are those of `{}`", tasks.name),
        None,
    );
    let names: Vec<&str> = tasks.methods.iter().map(|method| method.name.as_str()).collect();
    if !names.is_empty() {
        let more = if names.len() > LISTED { ", …" } else { "" };
        diagnostic = diagnostic.note(format!(
            "its tasks are {}{more}",
            any_of(names.iter().take(LISTED).copied()).replace(" or ", " and ")
        ));
    }
    diagnostic = match near(&name, names) {
        Some(near) => diagnostic.help(format!("did you mean the task `{near}`?")),
        None => {
            diagnostic.help(format!("add a method with `#[resource(\"{}\")]` to `{}`", resource.value.arn, tasks.name))
        }
    };
    report.push(diagnostic);
}

fn envelope(scene: &Scene<'_>, here: &Here<'_>, resource: &Spanned<Resource>) -> Diagnostic {
    let arn = &resource.value.arn;
    let message = format!("`{arn}` in state `{}` is not yet built for definitions with a contract", here.state.name);
    scene
        .finding(here, unbuilt::INVOKE, resource.span, message)
        .in_field("Resource")
        .help("name the function's own ARN as `Resource`: argument and result then come without an envelope")
        .help(format!("or add a method with `#[resource(\"{arn}\")]`, which takes and brings the envelope"))
}
