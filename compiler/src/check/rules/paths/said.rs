//! What is said of a path that leads nowhere, always or at times.

use crate::{
    check::{
        reads::{Read, Stage},
        scene::{Here, Scene},
        words,
    },
    diag::codes::flow as codes,
    expr::{Path, Root, Step},
    types::{
        Ty,
        contract::TypeKind,
        ty::{Class, Gap, GapKind, Walk},
    },
};

/// The code of a path that fails, and what is said of it.
pub(super) fn message(path: &Path, walk: &Walk, gap: &Gap) -> (&'static str, String) {
    let sure = matches!(walk, Walk::Lost(_));
    let text = &path.text;
    let parent = words::prefix(path, gap.step);
    let found = gap.at.in_message();
    match (gap.kind, sure) {
        (GapKind::Opaque, _) => {
            (codes::PATH_OPAQUE, format!("path `{text}` leads into `{parent}`, whose form the contract does not show"))
        }
        (GapKind::Absent, _) if path.root == Root::Context && !in_data(path) => {
            let verb = if sure { "has no" } else { "does not always have" };
            (codes::CONTEXT_FIELD, format!("the context object {verb} `{text}` in this state"))
        }
        (GapKind::Absent, true) => (codes::PATH_MISSING, format!("path `{text}` does not exist here")),
        (GapKind::Absent, false) => (codes::PATH_MAYBE_MISSING, format!("path `{text}` may be missing here")),
        (GapKind::Through, true) => {
            (codes::PATH_THROUGH, format!("path `{text}` leads through `{parent}`, which is {found}"))
        }
        (GapKind::Through, false) if gap.at.may_be(Class::Null) => {
            (codes::PATH_MAYBE_MISSING, format!("path `{text}` may be missing here, for `{parent}` may be null"))
        }
        (GapKind::Through, false) => {
            (codes::PATH_MAYBE_MISSING, format!("path `{text}` may be missing here, for `{parent}` is {found}"))
        }
    }
}

/// Whether a path into the context object leads into data: the workflow's input, or an item of a Map.
fn in_data(path: &Path) -> bool {
    let is_behind = |keys: &[&str]| {
        let inner: Vec<Step> = keys.iter().map(|key| Step::Key((*key).to_owned())).collect();
        path.steps.len() > inner.len() && path.steps.starts_with(&inner)
    };
    is_behind(&["Execution", "Input"]) || is_behind(&["Map", "Item", "Value"])
}

/// What is there instead.
pub(super) fn label(read: &Read<'_>, walk: &Walk, gap: &Gap) -> String {
    let found = gap.at.brief();
    if let (Walk::Found { ty, .. }, GapKind::Absent) = (walk, gap.kind) {
        let tried = words::prefix(read.path, gap.step + 1);
        let whole = gap.step + 1 == read.path.steps.len();
        return match whole {
            true => format!("`{tried}` is {} where it is there", ty.brief()),
            false => format!("`{tried}` is not always there"),
        };
    }
    if gap.step > 0 {
        return format!("`{}` is {found}", words::prefix(read.path, gap.step));
    }
    match (&read.path.root, read.stage) {
        (Root::Context, _) => format!("`$$` is {found}"),
        (Root::Variable(name), _) => format!("`${name}` is {found}"),
        (_, Stage::Raw) => format!("the state's input is {found}"),
        (_, Stage::Effective | Stage::Item | Stage::Assign(_)) => format!("`$` is {found}"),
        (_, Stage::Result) => format!("the result is {found}"),
        (_, Stage::Placed) => format!("after `ResultPath`, `$` is {found}"),
    }
}

/// Where `Assign` may see what `ResultSelector` makes in place of the result, what is said of one is so of the other.
pub(super) fn selected(here: &Here<'_>, read: &Read<'_>) -> Option<String> {
    let or = match read.stage {
        Stage::Assign(via) if read.path.root == Root::Document => here.edge(via)?.before.or.as_ref(),
        _ => None,
    };
    or.map(|or| format!("nor is it sure to be in what `ResultSelector` makes, {}", or.brief()))
}

/// Why the contract does not show a type.
pub(super) fn opaque_reason(scene: &Scene<'_>, gap: &Gap) -> Option<String> {
    let Ty::Opaque(name) = &gap.at else { return None };
    // Of one name there may be several types: in two modules, or under two declarations.
    scene.world.contract?.types.iter().filter(|def| *def.name == **name).find_map(|def| match &def.kind {
        TypeKind::Opaque(why) => Some(why.clone()),
        _ => None,
    })
}
