//! A task gets an argument that it accepts.

use crate::{
    check::{
        blame::{Blame, Cause, Place},
        envelope::PAYLOAD,
        flow::{
            services::{self, Member},
            tasks::{Called, called},
        },
        origin::{self, Origin},
        report::Report,
        rules::misfit::{self, Refused},
        scene::{Here, Scene},
        token, words,
    },
    diag::{Diagnostic, codes::flow as codes},
    expr::Step,
    ir::{Kind, ResourceKind, Select, Task},
    source::Span,
    types::{
        contract::{TaskMethod, Typed},
        fits::{Misfit, Why, accepted_at},
    },
};

/// Looks at what the task is called with.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let (Kind::Task(task), Some(tasks)) = (&here.state.kind, scene.world.tasks()) else { return };
    let called = called(tasks, task);
    let Some(method) = called.method() else { return };
    let Some(argument) = &method.argument else { return };
    let given = match called {
        Called::Invoke(_) => services::payload(&here.facts.argument),
        _ => here.facts.argument.clone(),
    };
    let mut found = misfit::of(scene, &given, argument);
    let Some(bare) = found.first().cloned() else { return };
    let path = bare.path.clone();
    let whole = match called {
        Called::Invoke(_) => {
            // What is said of the way to it, and of where it is written, begins at `Parameters`.
            found.iter_mut().for_each(|misfit| misfit.path.insert(0, PAYLOAD.to_owned()));
            "`Payload`"
        }
        _ => "the argument",
    };
    let Some(first) = found.first() else { return };
    let diagnostic = finding(scene, here, (task, method), first, whole)
        .label(format!("the argument is {}", given.brief()))
        .cause(argument.span, format!("`{}` takes this", method.name), None);
    let read = misfit::read_from(task.parameters.as_ref(), &task.work.input_path, &first.path);
    let refused = Refused { whole, ty: &given, accepted: argument, path: &path, read };
    let diagnostic = misfit::describe(diagnostic, &refused, &found);
    let inside = matches!(called, Called::Invoke(_)).then(|| Step::Key(PAYLOAD.to_owned()));
    let lies = |steps: Vec<Step>| in_input(here, task, inside.iter().cloned().chain(steps).collect());
    let slip = misfit::slip(scene, &refused, &bare, &lies);
    let (mut diagnostic, mut blame) = misfit::explain(scene, here, &refused, &slip, diagnostic);
    if task.parameters.is_none() && path.len() < 2 {
        diagnostic = to_build(&found, &blame, diagnostic);
    }
    diagnostic = misfit::otherwise(scene, &refused, first, diagnostic);
    let from = match (&task.parameters, &task.work.input_path) {
        (Some(template), _) => misfit::path_in_template(template, &first.path),
        (None, Select::Path(path)) => Some(path),
        (None, _) => None,
    };
    if let Some(path) = from {
        diagnostic = words::assigned(scene, here, path, diagnostic);
    }
    if is_of_token(scene, here, (task, method), argument, &bare) {
        blame.share([token::blame(here)]);
    }
    report.caused(here, diagnostic, blame, &format!("the argument of `{}`", method.name));
}

/// The finding, without its cause.
fn finding(
    scene: &Scene<'_>,
    here: &Here<'_>,
    (task, method): (&Task, &TaskMethod),
    first: &Misfit,
    whole: &str,
) -> Diagnostic {
    let (span, field) = place(task, first);
    let message = format!(
        "task `{}` does not accept its argument in state `{}`: {}",
        method.name,
        here.state.name,
        first.words(whole)
    );
    scene.finding(here, codes::ARGUMENT, span, message).in_field(field)
}

/// Says to build the argument where the state hands on its input, and that as a whole, or a field of it, does not fit.
fn to_build(found: &[Misfit], blame: &Blame, mut diagnostic: Diagnostic) -> Diagnostic {
    let help = "build the argument with `Parameters`, or select it with `InputPath`";
    let Some(first) = found.first().filter(|first| first.why != Why::MaybeMissing) else { return diagnostic };
    let is_missing = first.why == Why::Missing;
    if is_missing && found.len() > 1 {
        // One value that went elsewhere is not what several fields lack.
        diagnostic.help = vec![help.to_owned()];
        return diagnostic;
    }
    // Where a state before this one is to blame, that is what to mend.
    let is_of_input = |cause: &Cause| cause.place == Place::Input;
    if blame.causes.iter().all(is_of_input) && (is_missing || diagnostic.help.is_empty()) {
        diagnostic = diagnostic.help(help);
    }
    diagnostic
}

/// Whether a misfit is one with how the state waits, or fails to wait, for its token: it lacks that, or has something else
/// in its place, or it is the envelope that goes with the resource that waits.
fn is_of_token(
    scene: &Scene<'_>,
    here: &Here<'_>,
    (task, method): (&Task, &TaskMethod),
    accepted: &Typed,
    misfit: &Misfit,
) -> bool {
    if token::waits(here.state) {
        return token::may_lack(scene, accepted, misfit);
    }
    let is_direct = matches!(task.resource.value.kind, ResourceKind::Lambda { .. } | ResourceKind::Activity { .. });
    let has = |name: &str| !matches!(services::member(task.parameters.as_ref(), name), Member::Absent);
    let is_taken = || accepted_at(scene.world.contract?, &accepted.ty, &[PAYLOAD.to_owned()]);
    let is_envelope = || has("FunctionName") && has(PAYLOAD) && misfit.path.len() == 1 && is_taken().is_none();
    is_direct && method.reply.is_some() && is_envelope()
}

/// Where the part of the argument that is at fault was written.
fn place(task: &Task, misfit: &Misfit) -> (Span, String) {
    match (&task.parameters, &task.work.input_path) {
        (Some(template), _) => misfit::in_template(template, &misfit.path, "Parameters".to_owned()),
        (None, Select::Path(path)) => (path.span, "InputPath".to_owned()),
        (None, Select::Null(span)) => (*span, "InputPath".to_owned()),
        (None, Select::Whole) => (task.resource.span, "Resource".to_owned()),
    }
}

/// Where a part of the argument comes from, if the state did not write it.
fn in_input(here: &Here<'_>, task: &Task, steps: Vec<Step>) -> Vec<Origin> {
    origin::places(match &task.parameters {
        Some(template) => origin::argument(here, template, &steps),
        None => origin::before(here, steps),
    })
}
