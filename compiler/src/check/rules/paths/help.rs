//! What to do about a path that leads nowhere, always or at times.

use crate::{
    check::{
        reads::{Read, Stage},
        scene::{Here, Scene},
        token, words,
    },
    expr::{Path, Root, Step},
    ir::Kind,
    types::{
        Ty,
        ty::{Class, Gap, GapKind, Walk},
    },
};

/// What to do about a path, if anything is known that helps.
pub(super) fn of(scene: &Scene<'_>, here: &Here<'_>, read: &Read<'_>, walk: &Walk, gap: &Gap) -> Option<String> {
    let path = read.path;
    let parent = words::prefix(path, gap.step);
    let tried = words::prefix(path, gap.step + 1);
    let what_is_there = || Some(format!("what is there: {}", keys(&gap.at)?));
    match (gap.kind, walk) {
        (GapKind::Opaque, _) => Some(format!(
            "pass `{parent}` on as a whole, or declare its JSON form where its type stands: `#[asl(as = ..)]`"
        )),
        (GapKind::Absent, Walk::Lost(_)) => token::help(here, read)
            .or_else(|| elsewhere(scene, here, path, gap))
            .or_else(|| out_of_range(path, gap))
            .or_else(|| words::did_you_mean(scene.world, path, gap))
            .or_else(|| other_root(scene, here, read))
            .or_else(|| other_branch(here, read))
            .or_else(what_is_there),
        (GapKind::Absent, Walk::Found { .. }) => Some(match (&path.root, read.stage) {
            (Root::Context, Stage::Item) => "hand the whole item in, `$$.Map.Item.Value`, and guard it by a Choice \
                                             rule with `IsPresent` there"
                .to_owned(),
            (Root::Context, _) => format!("guard it by a Choice rule with `IsPresent` on `{tried}`"),
            _ => format!("guard it by a Choice rule with `IsPresent` on `{tried}`, or bring it on every way"),
        }),
        (GapKind::Through, Walk::Found { .. }) => Some(match gap.at.may_be(Class::Null) {
            true => format!("guard it by a Choice rule with `IsNull` on `{parent}`, or bring it on every way"),
            false => format!("guard it by a Choice rule with `IsPresent` on `{tried}`"),
        }),
        (GapKind::Through, Walk::Lost(_)) => match (path.steps.get(gap.step), &gap.at) {
            (Some(Step::Key(_)), Ty::List(_) | Ty::Items(_)) => {
                let all = words::steps_after(format!("{parent}[*]"), path.steps.iter().skip(gap.step));
                Some(format!("take one item of the list, `{parent}[0]`, or a list of all: `{all}`"))
            }
            (Some(Step::Key(_)), Ty::Tuple(_)) => Some(format!("take one item of the list: `{parent}[0]`")),
            _ => other_branch(here, read).or_else(|| match gap.at.members().iter().all(is_scalar) {
                true => Some(format!("read `{parent}` as it is: it has no parts")),
                false => what_is_there(),
            }),
        },
    }
}

/// Where a part of an item is that `ItemSelector` reads of the input of its Map.
pub(super) fn in_item(here: &Here<'_>, read: &Read<'_>) -> Option<String> {
    let path = read.path;
    if read.stage != Stage::Item || path.root != Root::Document {
        return None;
    }
    let there = here.facts.item.walk(&path.steps);
    let is_there = there.is_sure() && there.is_known();
    let item = || words::steps_after("$$.Map.Item.Value".to_owned(), path.steps.iter());
    is_there.then(|| format!("`$` is the input of `{}` here, and not the item: read `{}`", here.state.name, item()))
}

/// What was meant, if the same steps lead somewhere from another root: `$limit` where `$.limit` is read, `$$.Execution`
/// where `$.Execution` is, `$.id` where `$$.id` is.
pub(super) fn other_root(scene: &Scene<'_>, here: &Here<'_>, read: &Read<'_>) -> Option<String> {
    let path = read.path;
    if let Some(help) = token::help(here, read) {
        return Some(help);
    }
    let Some((Step::Key(first), rest)) = path.steps.split_first() else { return None };
    let is_there = |walk: &Walk| walk.is_sure() && walk.is_known() && !walk.ty().is_some_and(Ty::is_unknown);
    let meant = here.at(scene, read.stage, |scope| match &path.root {
        Root::Document => {
            let variable =
                scope.variables.get(first).filter(|variable| variable.is_sure && is_there(&variable.ty.walk(rest)));
            let variable = variable.map(|_| words::path_of(&Root::Variable(first.clone()), rest));
            let context =
                || is_there(&scope.context.walk(&path.steps)).then(|| words::path_of(&Root::Context, &path.steps));
            variable.or_else(context)
        }
        Root::Context => is_there(&scope.document.walk(&path.steps)).then(|| words::document_path(&path.steps)),
        Root::Variable(_) => None,
    })?;
    Some(format!("did you mean `{meant}`?"))
}

/// What was meant, if the same steps lead somewhere in what one other branch of a Parallel ends with.
fn other_branch(here: &Here<'_>, read: &Read<'_>) -> Option<String> {
    let (Ty::Tuple(branches), Some((Step::Index(_), rest))) = (&here.facts.result, read.path.steps.split_first())
    else {
        return None;
    };
    let is_there = |ty: &Ty| ty.walk(rest).is_sure() && ty.walk(rest).is_known() && !ty.is_unknown();
    let mut having = branches.iter().enumerate().filter(|(_, ty)| is_there(ty));
    let (Some((at, _)), None) = (having.next(), having.next()) else { return None };
    let is_of_result = read.stage == Stage::Result && read.path.root == Root::Document && !rest.is_empty();
    let meant = || words::steps_after(format!("$[{at}]"), rest.iter());
    is_of_result.then(|| format!("did you mean `{}`?", meant()))
}

/// What to do about a part that the result of a state does not always have.
pub(super) fn in_result(here: &Here<'_>, path: &Path, gap: &Gap) -> String {
    let (whole, name) = (words::prefix(path, gap.step), &here.state.name);
    format!("hand `{whole}` on as it is, and ask by a Choice behind `{name}` what it has")
}

/// How many items a list has of which one is read that is not there.
fn out_of_range(path: &Path, gap: &Gap) -> Option<String> {
    let (Some(Step::Index(_)), Ty::Tuple(items)) = (path.steps.get(gap.step), &gap.at) else { return None };
    let list = words::prefix(path, gap.step);
    Some(format!("`{list}` has {}", words::items_of(&list, items.len())))
}

/// Where a part of the context object is that this state does not have.
fn elsewhere(scene: &Scene<'_>, here: &Here<'_>, path: &Path, gap: &Gap) -> Option<String> {
    let (Root::Context, 0, Some(Step::Key(key))) = (&path.root, gap.step, path.steps.first()) else { return None };
    match key.as_str() {
        "Task" => Some(
            "a token is there only in a Task that waits for it: one with `.waitForTaskToken` or `.sync`".to_owned(),
        ),
        "Map" => {
            let owner = scene.machine.scope(here.state.scope).and_then(|scope| scope.owner);
            let owner = owner.and_then(|(owner, _)| scene.machine.state(owner));
            Some(match owner.map(|owner| (&owner.kind, &owner.name)) {
                Some((Kind::Map(map), name)) => {
                    format!("the item is there in `{}` of `{name}` only: hand it in there", map.item_selector_key)
                }
                _ => "an item is there in the `ItemSelector` of a Map only".to_owned(),
            })
        }
        _ => None,
    }
}

/// Whether a value of a type has no parts.
fn is_scalar(ty: &Ty) -> bool {
    matches!(ty, Ty::Null | Ty::Bool(_) | Ty::Int(..) | Ty::Float | Ty::String | Ty::Timestamp | Ty::Enum(..))
}

/// The keys that may be there.
fn keys(ty: &Ty) -> Option<String> {
    words::some_of(words::records(ty).flat_map(|record| record.fields.iter().map(|field| &*field.name)))
}
