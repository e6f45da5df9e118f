//! What in a state is about the token that it waits for, or should wait for.

use crate::{
    check::{
        blame::{Blame, Place},
        flow::tasks::pattern,
        reads::{Read, Stage, reads},
        scene::{Here, Scene},
        words,
    },
    expr::{Path, Root, Step},
    ir::{Kind, Pattern, State},
    types::{
        Ty,
        contract::Typed,
        fits::{Misfit, Why, accepted_at},
    },
};

/// What the name of a field has that takes a token.
const TOKEN: &str = "token";
/// Where the token stands in the context object.
pub(crate) const PLACE: [&str; 2] = ["Task", "Token"];
/// How deep in an argument a token is looked for.
const DEPTH: usize = 4;

/// Whom what is wrong for want of its token blames.
pub(crate) fn blame(here: &Here<'_>) -> Blame {
    Blame::of(Place::Token(here.id), None)
}

/// Whether a state waits for its token.
pub(crate) fn waits(state: &State) -> bool {
    matches!(&state.kind, Kind::Task(task) if pattern(&task.resource.value) == Pattern::TaskToken)
}

/// Whether a path leads to the token, into it, or to what holds it.
pub(crate) fn holds(path: &Path) -> bool {
    let token = PLACE.map(|key| Step::Key(key.to_owned()));
    path.root == Root::Context && (token.starts_with(&path.steps) || path.steps.starts_with(&token))
}

/// Whether the token stands somewhere in what a state sends. A part of the context object that holds it will do.
pub(crate) fn is_sent(state: &State) -> bool {
    reads(state).paths.iter().any(|read| holds(read.path) && is_sent_at(read.stage))
}

/// How many paths bring it to what a state sends.
pub(crate) fn count_sent(state: &State) -> usize {
    reads(state).paths.iter().filter(|read| holds(read.path) && is_sent_at(read.stage)).count()
}

fn is_sent_at(stage: Stage) -> bool {
    matches!(stage, Stage::Raw | Stage::Effective)
}

/// Whether a path that leads nowhere was to lead to the token: it names that, in whatever case and from whatever root.
pub(crate) fn is_meant(here: &Here<'_>, read: &Read<'_>) -> bool {
    let path = read.path;
    let is_task = matches!(path.steps.first(), Some(Step::Key(key)) if key == "Task");
    (path.root == Root::Context && is_task) || help(here, read).is_some()
}

/// What a path was to be that names the token where one is there, and leads nowhere.
pub(crate) fn help(here: &Here<'_>, read: &Read<'_>) -> Option<String> {
    let path = read.path;
    if !waits(here.state) || !is_sent_at(read.stage) || is_sent(here.state) {
        return None;
    }
    let start = match &path.root {
        Root::Variable(name) => Some(name.as_str()),
        Root::Document | Root::Context => None,
    };
    let keys = path.steps.iter().map(|step| match step {
        Step::Key(key) => key.as_str(),
        Step::Index(_) => "[]",
    });
    let name: String = start.into_iter().chain(keys).collect();
    let name: String = name.chars().filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect();
    matches!(name.as_str(), TOKEN | "tasktoken").then(|| "did you mean `$$.Task.Token`?".to_owned())
}

/// Whether what is wrong with the argument of a task may be that a token is not there.
pub(crate) fn may_lack(scene: &Scene<'_>, accepted: &Typed, misfit: &Misfit) -> bool {
    if !matches!(misfit.why, Why::Missing | Why::MaybeMissing | Why::Type { .. }) {
        return false;
    }
    let wanted = || {
        let rust = accepted_at(scene.world.contract?, &accepted.ty, &misfit.path)?;
        Some(scene.world.written.as_ref()?.ty(rust))
    };
    misfit.path.last().is_some_and(|key| is_named(key)) || wanted().is_some_and(|ty| takes(&ty, DEPTH))
}

/// Whether a field by its name takes a token.
pub(crate) fn is_named(key: &str) -> bool {
    key.to_ascii_lowercase().contains(TOKEN)
}

/// Whether a type has a field that takes a token. `depth` is how many levels are looked through.
fn takes(ty: &Ty, depth: usize) -> bool {
    let mut fields = words::records(ty).flat_map(|record| &record.fields);
    depth > 0 && fields.any(|field| is_named(&field.name) || takes(&field.ty, depth - 1))
}
