//! A task that waits for its token hands it out, and is answered by a method that says how.

mod held;

use held::{Held, held};

use crate::{
    check::{
        envelope::PAYLOAD,
        flow::{
            services,
            tasks::{Called, called},
        },
        report::Report,
        rules::misfit,
        scene::{Here, Scene},
        token,
    },
    diag::{Diagnostic, codes::flow as codes, is_misspelt},
    ir::{Kind, ResourceKind, Task},
    types::{
        contract::{TaskMethod, Typed},
        fits::{is_passed_over, struct_at},
    },
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
    if task.parameters.is_none() {
        return;
    }
    if token::is_sent(here.state) {
        let argument = method.filter(|method| !method.takes_context).and_then(|method| method.argument.as_ref());
        if let (Some(method), Some(argument)) = (method, argument) {
            is_taken(scene, here, task, (method, argument), report);
        }
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

/// What holds the token is taken by the method, which learns of it in no other way.
fn is_taken(
    scene: &Scene<'_>,
    here: &Here<'_>,
    task: &Task,
    (method, accepted): (&TaskMethod, &Typed),
    report: &mut Report,
) {
    let (Some(contract), Some(tasks), Some(template)) = (scene.world.contract, scene.world.tasks(), &task.parameters)
    else {
        return;
    };
    let mut all = Vec::new();
    held(template, &mut Vec::new(), "Parameters", &mut all);
    let is_invoked = matches!(called(tasks, task), Called::Invoke(_));
    let keys = |held: &Held| match is_invoked {
        true => held.keys.strip_prefix(&[PAYLOAD.to_owned()]).map(<[String]>::to_vec),
        false => Some(held.keys.clone()),
    };
    let is_lost = |held: &Held| keys(held).is_none_or(|keys| is_passed_over(contract, &accepted.ty, &keys));
    // What else holds it, `InputPath` or a template that brings all of that, may lead anywhere.
    let is_all = token::count_sent(here.state) == all.len();
    let Some(first) = all.first().filter(|_| is_all && all.iter().all(is_lost)) else { return };
    // What the argument lacks there has been said, and is no other fault.
    let given = match is_invoked {
        true => services::payload(&here.facts.argument),
        false => here.facts.argument.clone(),
    };
    let wrong = misfit::of(scene, &given, accepted);
    let is_told = |held: &Held| {
        let keys = keys(held).unwrap_or_default();
        wrong.iter().any(|misfit| (0..=keys.len()).any(|at| keys.get(..at).is_some_and(|above| misfit.is_about(above))))
    };
    if all.iter().any(is_told) {
        return;
    }
    let message = format!(
        "state `{}` waits for its token, and hands it out where task `{}` takes nothing",
        here.state.name, method.name
    );
    let keys = keys(first).unwrap_or_default();
    let wanted = keys.iter().enumerate().find_map(|(at, key)| {
        let (def, _) = struct_at(contract, &accepted.ty, keys.get(..at)?, &|_| None)?;
        let names: Vec<&str> =
            def.fields.iter().filter(|field| !field.skip_read).flat_map(|f| f.read_names()).collect();
        if names.contains(&key.as_str()) {
            return None;
        }
        names.iter().find(|name| is_misspelt(key, name)).or(names.iter().find(|name| token::is_named(name))).copied()
    });
    let help = match wanted {
        Some(wanted) => format!("did you mean `{wanted}`?"),
        None => format!("give what `{}` takes a field for it, or let it take a `TaskContext`", method.name),
    };
    let finding = scene
        .finding(here, codes::TOKEN_NOT_SENT, first.span, message)
        .in_field(&first.field)
        .label("this is passed over")
        .cause(accepted.span, format!("`{}` takes this", method.name), None)
        .help(help);
    report.caused(here, finding, token::blame(here), "its token");
}
