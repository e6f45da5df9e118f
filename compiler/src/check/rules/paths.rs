//! Every path leads somewhere, on every way that comes here.

mod failed;
mod help;
mod said;

use std::collections::HashSet;

use crate::{
    check::{
        blame::{Blame, Place, Want},
        compared,
        flow::template::Scope,
        narrowed::{self, Narrowed},
        reads::{Read, Stage, reads},
        report::Report,
        scene::{Here, Scene},
        variants,
    },
    diag::Diagnostic,
    expr::{Path, Root, Step},
    types::{
        Ty,
        ty::{Class, Gap, GapKind, Walk},
    },
};
use failed::Failed;

/// Looks at every path but those of Choice rules.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let mut said = Said::new();
    for read in reads(here.state).paths {
        let (root, walk) =
            here.at(scene, read.stage, |scope| (scope.root_of(read.path).clone(), found(&scope, read.path)));
        judge(scene, here, &read, Way { root: &root, walk: &walk, rule: None, narrowed: None }, &mut said, report);
    }
}

/// What was spoken of: where it is missing, why, and whether in the input.
pub(crate) type Said = HashSet<(Root, Vec<Step>, GapKind, bool)>;

/// What a path finds. What a tail finds behind a value that nobody sees into is not known either.
pub(crate) fn found(scope: &Scope<'_>, path: &Path) -> Walk {
    match scope.root_of(path).walk(&path.steps) {
        lost @ Walk::Lost(Gap { kind: GapKind::Opaque, .. }) => lost,
        _ => scope.walk(path),
    }
}

/// Where a path starts, and what it finds.
pub(crate) struct Way<'a> {
    /// What it starts from.
    pub root: &'a Ty,
    /// What it finds.
    pub walk: &'a Walk,
    /// The rule of a Choice that compares it, if one does.
    pub rule: Option<usize>,
    /// What of the state itself left nothing there.
    pub narrowed: Option<Narrowed<'a>>,
}

/// Raises what is wrong with one path, once for each thing that is lost.
pub(crate) fn judge(
    scene: &Scene<'_>,
    here: &Here<'_>,
    read: &Read<'_>,
    way: Way<'_>,
    said: &mut Said,
    report: &mut Report,
) {
    let Some(gap) = way.walk.gap() else { return };
    let path = read.path;
    // Whatever is read of a value that nobody sees into is one fault.
    let tried = if gap.kind == GapKind::Opaque { gap.step } else { gap.step + 1 };
    let tried = path.steps.get(..tried).unwrap_or(&path.steps).to_vec();
    let in_input = matches!(read.stage, Stage::Raw | Stage::Effective | Stage::Item);
    if !said.insert((path.root.clone(), tried, gap.kind, in_input)) {
        return;
    }
    let variant = variants::of_gap(scene.world, way.root, path, gap);
    let failed = Failed { scene, here, read, walk: way.walk, gap, variant };
    let narrowed_by = way.narrowed.as_ref().and_then(|narrowed| narrowed.by.as_ref()).map(|(_, via, _)| *via);
    let diagnostic = match way.narrowed {
        Some(narrowed) => narrowed.add(failed.finding()),
        None => narrowed::in_variable(scene, here, path, &|walk| !walk.is_sure(), failed.finding()),
    };
    let (diagnostic, blame) = failed.explained(diagnostic);
    let is_outright = blame.is_outright();
    let (diagnostic, blame) = failed.unasked(diagnostic, blame);
    let mut blame = failed.blamed_here(blame);
    let help = if diagnostic.help.is_empty() { failed.help() } else { None };
    let diagnostic = help.into_iter().fold(diagnostic, Diagnostic::help);
    let what = format!("`{}`", path.text);
    let Some(rule) = way.rule else {
        return report.caused(here, diagnostic, blame, &what);
    };
    if !is_outright {
        blame.asked.splice(0..0, compared::asked_before(here, rule, path, &|walk| !walk.is_sure()));
        // What a rule before it took away, that one should not take.
        if let Some(via) = narrowed_by {
            blame.causes = Blame::of(Place::Taken(here.id, via), None).causes;
        }
    }
    report.of_rules(here, diagnostic, blame, &what, compared::misleads(scene, here, rule, path));
}

/// What a value should be in which a step leads nowhere.
pub(crate) fn want(gap: &Gap) -> Want {
    match gap.kind {
        GapKind::Absent | GapKind::Opaque => Want::There,
        GapKind::Through if gap.at.may_be(Class::Null) && gap.at != Ty::Null => Want::NotNull,
        GapKind::Through => Want::Type("parts".to_owned()),
    }
}
