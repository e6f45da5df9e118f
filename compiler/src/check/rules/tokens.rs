//! A task that waits for its token hands it out, and is answered by a method that says how.

use crate::{
    check::{
        flow::tasks::called,
        report::Report,
        scene::{Here, Scene},
        token,
    },
    diag::{Diagnostic, codes::flow as codes},
    ir::{Kind, ResourceKind, Task},
    types::contract::TaskMethod,
};

/// Looks at tasks that wait for a token, and at methods that answer by one.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Kind::Task(task) = &here.state.kind else { return };
    let method = scene.world.tasks().and_then(|tasks| called(tasks, task).method());
    if token::waits(here.state) {
        return is_handed_out(scene, here, task, method, report);
    }
    let Some((method, reply)) = method.and_then(|method| Some((method, method.reply.as_ref()?))) else { return };
    let waiting = match &task.resource.value.kind {
        // An activity cannot wait.
        ResourceKind::Lambda { .. } | ResourceKind::Activity { .. } => {
            "arn:aws:states:::lambda:invoke.waitForTaskToken".to_owned()
        }
        ResourceKind::Integration { .. } => {
            let arn = &task.resource.value.arn;
            format!("{}.waitForTaskToken", arn.split(".sync").next().unwrap_or(arn))
        }
    };
    let message = format!(
        "task `{}` is answered by its token, for which the resource of state `{}` does not wait",
        method.name, here.state.name
    );
    let diagnostic = scene
        .finding(here, codes::REPLY_WITHOUT_TOKEN, task.resource.span, message)
        .in_field("Resource")
        .cause(reply.span, "what the reply brings is declared here", None)
        .help(format!("wait for the reply: `{waiting}`"))
        .help("or remove `#[reply(..)]`, and let the method return the result");
    report.caused(here, diagnostic, token::blame(here), "its reply");
}

/// The token stands somewhere in what the task sends, or the method gets it by its `TaskContext`.
fn is_handed_out(scene: &Scene<'_>, here: &Here<'_>, task: &Task, method: Option<&TaskMethod>, report: &mut Report) {
    // What comes in may have the token of another task, or what stands for one; only what is built here is known.
    if token::is_sent(here.state) || task.parameters.is_none() {
        return;
    }
    let name = &here.state.name;
    let message = format!("state `{name}` waits for its token, and nothing that it sends holds it");
    let help = "hand it out: `\"token.$\": \"$$.Task.Token\"`";
    let diagnostic = match method {
        // All that the method learns is what is built here.
        Some(method) if !method.takes_context => scene
            .finding(here, codes::TOKEN_NOT_SENT, task.resource.span, message)
            .cause(method.span, format!("`{}` takes no `TaskContext`, which has the token", method.name), None),
        _ => Diagnostic::warning(codes::TOKEN_NOT_SENT, task.resource.span, message).in_state(name),
    };
    let diagnostic = diagnostic.in_field("Parameters").help(help);
    report.caused(here, diagnostic, token::blame(here), "its token");
}
