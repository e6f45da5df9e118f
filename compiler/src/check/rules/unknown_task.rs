//! Every `Resource` is a task of the contract.

use crate::{
    check::{
        blame::{Blame, Place},
        flow::tasks::{Called, called, function, is_invoke, wanted_name},
        report::Report,
        rules::misfit,
        scene::{Here, Scene},
        words::all_of,
    },
    diag::{Diagnostic, codes::flow as codes, near},
    ir::{Kind, Task},
};

/// How many tasks a note lists.
const LISTED: usize = 12;

/// Looks at `Resource`.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let (Kind::Task(task), Some(tasks)) = (&here.state.kind, scene.world.tasks()) else { return };
    let resource = &task.resource;
    match called(tasks, task) {
        Called::Method(_) | Called::Invoke(_) | Called::StartExecution(_) => return,
        Called::Unnamed => return report.push(unnamed(scene, here, task)),
        Called::Unknown => {}
    }
    let name = wanted_name(task);
    let (what, claim) = match function(task).filter(|_| is_invoke(&resource.value)) {
        Some(function) => (format!("the function `{function}`"), function),
        None => ("the resource".to_owned(), resource.value.arn.as_str()),
    };
    let message = format!(
        "{what} of state `{}` is no task of `{}`: there is no method `{name}`, and none with this `#[resource]`",
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
        let listed = all_of(names.iter().take(LISTED).copied());
        let are = if names.len() == 1 { "its only task is" } else { "its tasks are" };
        diagnostic = diagnostic.note(format!("{are} {listed}{more}"));
    }
    diagnostic = match near(&name, names) {
        Some(near) => diagnostic.help(format!("did you mean the task `{near}`?")),
        None => diagnostic.help(format!("add a method with `#[resource(\"{claim}\")]` to `{}`", tasks.name)),
    };
    // A resource that waits for a token may be the one of a method.
    report.caused(here, diagnostic, Blame::of(Place::Token(here.id), None), "its resource");
}

/// A function that is known only when the task runs.
fn unnamed(scene: &Scene<'_>, here: &Here<'_>, task: &Task) -> Diagnostic {
    let arn = &task.resource.value.arn;
    let name = &here.state.name;
    let (span, field) = match &task.parameters {
        Some(template) => misfit::in_template(template, &["FunctionName".to_owned()], "Parameters".to_owned()),
        None => (task.resource.span, "Resource".to_owned()),
    };
    let message =
        format!("the function that state `{name}` invokes is known only when it runs, so no method stands for it");
    scene
        .finding(here, codes::UNNAMED_FUNCTION, span, message)
        .in_field(field)
        .help("name the function by a literal `FunctionName`: the method of that name then takes `Payload`")
        .help(format!("or add a method with `#[resource(\"{arn}\")]`, which takes and brings the whole of it"))
}
