//! What of one way out has what is read elsewhere, and went to another place or nowhere.

use crate::{
    check::{
        flow::Edge,
        origin::{
            Source,
            result::{is_named, result_path, value, what},
        },
        scene::{Here, Scene},
        words,
    },
    diag::near,
    expr::{Path, Step},
    ir::Select,
    source::Span,
    types::Ty,
};

/// A result that has what is read, or may be that.
pub(super) struct Part {
    /// Where it went: the `ResultPath`.
    pub span: Span,
    /// What to say there.
    pub message: String,
    /// Where it was to go, as a path.
    pub target: String,
    /// How well its place matches the one that is read: the lower, the better.
    pub rank: (bool, bool),
    /// Where what is read can be read as it is.
    pub there: Option<String>,
}

/// How a way out is looked at for a result that has what is read at some steps.
pub(super) type Look = fn(&Scene<'_>, &Here<'_>, &Edge, &[Step]) -> Option<Part>;

/// A result that has the last steps of a path and was put elsewhere, unless the path is misspelt.
pub(super) fn holding(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    let wanted = steps.get(..from_step(here, edge, steps)?).unwrap_or_default();
    let target = words::document_path(wanted);
    let what = what(here, edge.via);
    let part = match result_path(here, edge.via) {
        Select::Path(path) if !steps.starts_with(&path.steps) => {
            let message = format!("{what} is written to `{}` here", path.text);
            let rank = (is_named(scene, here, path), !is_near(&path.steps, wanted));
            Part { span: path.span, message, target, rank, there: None }
        }
        Select::Null(span) => {
            let message = format!("{what} is discarded here");
            Part { span: *span, message, target, rank: (false, true), there: None }
        }
        _ => return None,
    };
    (!is_slip(scene, here, edge, steps)).then_some(part)
}

/// A result that is discarded, where a top-level field is missing.
pub(super) fn discarded(_: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    let value = value(here, edge.via)?;
    let Select::Null(span) = result_path(here, edge.via) else { return None };
    if steps.len() != 1 || value.is_unknown() || value == Ty::Null || is_all_but_there(edge, steps, None) {
        return None;
    }
    let message = format!("{} is discarded here", what(here, edge.via));
    Some(Part { span: *span, message, target: words::document_path(steps), rank: (false, false), there: None })
}

/// A result that was written to where nothing in the whole machine reads it, or over something else.
pub(super) fn unread(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Part> {
    let value = value(here, edge.via)?;
    let Select::Path(path) = result_path(here, edge.via) else { return None };
    let (first, [_]) = (path.steps.first()?, steps) else { return None };
    if steps.first() == Some(first) || value.is_unknown() || value == Ty::Null {
        return None;
    }
    if is_all_but_there(edge, steps, Some(first)) {
        return None;
    }
    let named = is_named(scene, here, path);
    if named && !overwrites(here, path, &value) {
        return None;
    }
    let what = what(here, edge.via);
    let message = match named {
        true => format!("{what} is written over `{}` here", path.text),
        false => format!("{what} is written to `{}` here, which nothing reads", path.text),
    };
    let rank = (named, !is_near(&path.steps, steps));
    let is_there = value.walk(steps).is_known();
    let there = is_there.then(|| words::steps_after(path.text.clone(), steps.iter()));
    Some(Part { span: path.span, message, target: words::document_path(steps), rank, there })
}

/// Where a way that comes without a value wrote the result that has it.
pub(in crate::check::origin) fn where_written(source: &Source<'_>) -> Option<String> {
    from_step(&source.here, source.edge, &source.steps)?;
    let what = what(&source.here, source.edge.via);
    let path = result_path(&source.here, source.edge.via);
    Some(match path {
        Select::Path(path) => format!("{what} is written to `{}`", path.text),
        _ => format!("{what} is discarded"),
    })
}

/// From which step on the result that a way out brings has the last steps of a path. Indices alone say too little: many
/// lists have such an item.
fn from_step(here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<usize> {
    let value = value(here, edge.via)?;
    (1..steps.len()).find(|from| {
        let rest = steps.get(*from..).unwrap_or_default();
        rest.iter().any(|step| matches!(step, Step::Key(_))) && value.walk(rest).is_known()
    })
}

/// Whether the path that is read is all but one that is there: then it is misspelt, unless that is what a way out
/// wrote and nothing else reads.
fn is_slip(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge, steps: &[Step]) -> bool {
    let (Some((Step::Key(key), rest)), Ty::Record(record)) = (steps.split_first(), &edge.ty) else { return false };
    let names = || record.fields.iter().map(|field| &*field.name);
    let Some(meant) = near(key, names()).filter(|_| names().all(|name| name != key)) else { return false };
    let path: Vec<Step> = [Step::Key(meant.to_owned())].into_iter().chain(rest.iter().cloned()).collect();
    let is_there = edge.ty.walk(&path).is_known();
    is_there
        && match result_path(here, edge.via) {
            Select::Path(written) if written.steps.first() == path.first() => is_named(scene, here, written),
            _ => true,
        }
}

/// Whether a key is all but one that is there, other than the one that was just written: then it is misspelt.
fn is_all_but_there(edge: &Edge, steps: &[Step], written: Option<&Step>) -> bool {
    let (Ty::Record(record), [Step::Key(key)]) = (&edge.ty, steps) else { return false };
    let is_written = |name: &str| matches!(written, Some(Step::Key(key)) if key == name);
    let names = record.fields.iter().map(|field| &*field.name);
    near(key, names.filter(|name| !is_written(name))).is_some()
}

/// Whether the place that was written to is all but the one that is read.
fn is_near(written: &[Step], wanted: &[Step]) -> bool {
    match (written.last(), wanted.last()) {
        (Some(Step::Key(written)), Some(Step::Key(wanted))) => near(wanted, [written.as_str()]).is_some(),
        _ => false,
    }
}

/// Whether a result is laid over a value of another type that was there before.
fn overwrites(here: &Here<'_>, path: &Path, value: &Ty) -> bool {
    let before = here.facts.raw_input.walk(&path.steps);
    let is_other = |ty: &Ty| !ty.is_unknown() && ty.members().iter().all(|member| !value.members().contains(member));
    before.is_sure() && before.ty().is_some_and(is_other)
}
