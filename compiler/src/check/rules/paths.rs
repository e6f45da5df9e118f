//! Every path leads somewhere, on every way that comes here.

mod help;

use std::collections::HashSet;

use crate::{
    check::{
        blame::{Blame, Place, Want},
        compared,
        flow::{Via, template::Scope},
        narrowed::{self, Narrowed},
        origin::{self, Fault, Missing, Origin},
        reads::{Read, Stage, lies, reads, stages},
        report::Report,
        scene::{Here, Scene},
        token, untold,
        variants::{self, Said as Variants},
        words,
    },
    diag::{Diagnostic, codes::flow as codes},
    expr::{Path, Root, Step},
    ir::{Kind, Select, State},
    source::Span,
    types::{
        Ty,
        contract::TypeKind,
        ty::{Class, Gap, GapKind, Walk},
    },
};

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
    let walk = way.walk;
    let Some(gap) = walk.gap() else { return };
    let path = read.path;
    // Whatever is read of a value that nobody sees into is one fault.
    let tried = if gap.kind == GapKind::Opaque { gap.step } else { gap.step + 1 };
    let tried = path.steps.get(..tried).unwrap_or(&path.steps).to_vec();
    let in_input = matches!(read.stage, Stage::Raw | Stage::Effective | Stage::Item);
    if !said.insert((path.root.clone(), tried, gap.kind, in_input)) {
        return;
    }
    let (code, message) = message(path, walk, gap);
    let variant = variants::of_gap(scene.world, way.root, path, gap);
    let diagnostic = scene
        .finding(here, code, path.span, message)
        .in_field(&read.field)
        .label(variant.as_ref().map_or_else(|| label(read, walk, gap), |said| said.label.clone()))
        .note_if(opaque_reason(scene, gap))
        .note_if(selected(here, read));
    let narrowed_by = way.narrowed.as_ref().and_then(|narrowed| narrowed.by.as_ref()).map(|(_, via, _)| *via);
    let diagnostic = match way.narrowed {
        Some(narrowed) => narrowed.add(diagnostic),
        None => narrowed::in_variable(scene, here, path, &|walk| !walk.is_sure(), diagnostic),
    };
    let elsewhere = words::selects_input(here, read).or_else(|| help::in_item(here, read));
    let lies = if elsewhere.is_none() { lies(here, read) } else { Vec::new() };
    let diagnostic = match elsewhere {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    };
    let (diagnostic, blame) = match outside(here, read) {
        Some(outside) => beside_input(here, words::prefix(path, gap.step + 1), outside, diagnostic),
        None => {
            let elsewhere = gap.kind == GapKind::Absent && help::other_root(scene, here, read).is_some();
            let fault = fault(scene, (path, gap), variant.as_ref(), &lies, elsewhere);
            origin::explain(scene, here, &fault, diagnostic)
        }
    };
    let diagnostic = words::assigned(scene, here, path, diagnostic);
    let diagnostic = handed_on_whole(scene, here, read, gap, diagnostic);
    let (diagnostic, unasked) = match &variant {
        // What a Choice asked before is not the result of this state.
        Some(said) if read.stage != Stage::Result => said.unasked(scene, here, diagnostic),
        _ => (diagnostic, None),
    };
    let is_outright = blame.is_outright();
    let blame = match unasked.filter(|_| !is_outright) {
        // That a Choice does not ask which kind a value is is one fault, whatever is read of it.
        Some((choice, via, kinds)) => {
            let mut found = Blame::of(Place::Taken(choice.id, Via::Default), Some(kinds));
            if untold::is_one_slip(scene, &choice, via, (here, path)) {
                found.causes.extend(Blame::of(Place::Taken(choice.id, via), None).causes);
            }
            Blame { asked: blame.asked, ..found.wanting(&Want::OneKind) }
        }
        None => blame,
    };
    let mut blame = blamed_here(here, read, gap, blame).and(branch(scene, here, read, walk));
    let help = match variant {
        _ if !diagnostic.help.is_empty() => None,
        // No Choice stands between the result and what `ResultSelector` reads of it.
        _ if read.stage == Stage::Result && !matches!(walk, Walk::Lost(_)) => Some(help::in_result(here, path, gap)),
        Some(said) => Some(said.help),
        None => help::of(scene, here, read, walk, gap),
    };
    let diagnostic = match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    };
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

/// What is at fault where a path fails, for the search for its cause.
///
/// `elsewhere` tells whether what was meant may start from something else.
fn fault<'a>(
    scene: &Scene<'_>,
    (path, gap): (&Path, &Gap),
    variant: Option<&Variants>,
    lies: &'a [Origin],
    elsewhere: bool,
) -> Fault<'a> {
    let open = variant.filter(|said| said.is_open());
    Fault {
        spare: path.steps.len().saturating_sub(gap.step + 1),
        within: match open {
            Some(said) => (gap.step + 1).saturating_sub(said.at),
            None => usize::from(gap.kind != GapKind::Absent),
        },
        // What another variant has was not forgotten on the way.
        meant: words::did_you_mean(scene.world, path, gap).is_some() || elsewhere,
        other_root: elsewhere,
        missing: variant.is_none().then(Missing::default),
        ..Fault::of(lies, if open.is_some() { Want::OneKind } else { want(gap) }, &|walk| !walk.is_sure())
    }
}

/// Says that what is tried lies outside of what the state's `InputPath` selects.
fn beside_input(
    here: &Here<'_>,
    tried: String,
    (span, selected): (Span, String),
    diagnostic: Diagnostic,
) -> (Diagnostic, Blame) {
    let name = &here.state.name;
    let label = format!("`InputPath` selects {selected}, and `{tried}` is outside of it");
    let help = format!("leave out `InputPath` of `{name}`, or read what is in it");
    // A Wait hands on what it selects: what is missing behind it is the same fault.
    let blame = match here.state.kind {
        Kind::Wait(_) => Blame::of(Place::Way(here.id, Via::Next), None),
        // Whatever is read outside of it is.
        _ => Blame::of(Place::Here(here.id), Some("InputPath".to_owned())),
    };
    (diagnostic.cause(span, label, Some(name)).help(help), blame)
}

/// Names the only state before, if that is a Pass that hands on its whole input, and what is read is one level deeper in it.
fn handed_on_whole(
    scene: &Scene<'_>,
    here: &Here<'_>,
    read: &Read<'_>,
    gap: &Gap,
    diagnostic: Diagnostic,
) -> Diagnostic {
    let is_input = matches!(read.stage, Stage::Raw | Stage::Effective) && read.path.root == Root::Document;
    if !is_input || gap.step > 0 || gap.kind != GapKind::Absent || *stages(here.state).0 != Select::Whole {
        return diagnostic;
    }
    let mut before = scene.incoming(here.id);
    let (Some((pass, _)), None, false) = (before.next(), before.next(), scene.machine.start() == Some(here.id)) else {
        return diagnostic;
    };
    let name = &pass.state.name;
    let is_named = diagnostic.labels.iter().any(|label| label.state.as_ref() == Some(name));
    match words::one_deeper(read.path, gap).filter(|_| !is_named && hands_on_whole(pass.state)) {
        Some(key) => {
            let part = words::document_path(&[Step::Key(key.to_owned())]);
            let message = format!("`{name}` hands on the whole of its input, and not `{part}`");
            diagnostic.cause(pass.state.name_span, message, Some(name))
        }
        None => diagnostic,
    }
}

/// Whether a state is a Pass that hands on what it gets.
fn hands_on_whole(state: &State) -> bool {
    let (input_path, result_path, output_path) = stages(state);
    matches!(&state.kind, Kind::Pass(pass) if pass.parameters.is_none() && pass.result.is_none())
        && [input_path, result_path, output_path].into_iter().all(|select| *select == Select::Whole)
}

/// Blames besides what the state itself does that reads the path.
fn blamed_here(here: &Here<'_>, read: &Read<'_>, gap: &Gap, mut blame: Blame) -> Blame {
    let path = read.path;
    if gap.kind == GapKind::Through {
        let parent = words::prefix(path, gap.step);
        blame.causes.extend(Blame::of(Place::Here(here.id), Some(parent)).wanting(&want(gap)).causes);
    }
    // What a rule of this very Choice takes is what its `Assign` sees.
    if let (Stage::Assign(via), Kind::Choice(_)) = (read.stage, &here.state.kind) {
        blame.asked.splice(0..0, compared::asked(here, via, path));
    }
    if token::is_meant(here, read) {
        blame.causes.extend(token::blame(here).causes);
    }
    blame
}

/// The branches of a Parallel, if what is read of what one of them ends with is in none of its forms.
fn branch(scene: &Scene<'_>, here: &Here<'_>, read: &Read<'_>, walk: &Walk) -> Option<Place> {
    let Walk::Lost(gap) = walk else { return None };
    let is_of_branch = read.stage == Stage::Result && gap.step == 1 && matches!(here.state.kind, Kind::Parallel(_));
    let is_meant = || words::did_you_mean(scene.world, read.path, gap).is_some();
    (is_of_branch && !is_meant()).then_some(Place::Branches(here.id))
}

/// What a value should be in which a step leads nowhere.
pub(crate) fn want(gap: &Gap) -> Want {
    match gap.kind {
        GapKind::Absent | GapKind::Opaque => Want::There,
        GapKind::Through if gap.at.may_be(Class::Null) && gap.at != Ty::Null => Want::NotNull,
        GapKind::Through => Want::Type("parts".to_owned()),
    }
}

/// The state's own `InputPath`, if what a path reads lies in the input outside of it.
fn outside(here: &Here<'_>, read: &Read<'_>) -> Option<(Span, String)> {
    let is_effective = matches!(read.stage, Stage::Effective | Stage::Item);
    if !is_effective || read.path.root != Root::Document {
        return None;
    }
    let found = here.facts.raw_input.walk(&read.path.steps);
    let is_there = found.is_sure() && found.is_known();
    match stages(here.state).0 {
        Select::Path(input) if is_there => Some((input.span, format!("`{}`", input.text))),
        Select::Null(span) if is_there => Some((*span, "nothing".to_owned())),
        _ => None,
    }
}

/// The code of a path that fails, and what is said of it.
fn message(path: &Path, walk: &Walk, gap: &Gap) -> (&'static str, String) {
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
fn label(read: &Read<'_>, walk: &Walk, gap: &Gap) -> String {
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
fn selected(here: &Here<'_>, read: &Read<'_>) -> Option<String> {
    let or = match read.stage {
        Stage::Assign(via) if read.path.root == Root::Document => here.edge(via)?.before.or.as_ref(),
        _ => None,
    };
    or.map(|or| format!("nor is it sure to be in what `ResultSelector` makes, {}", or.brief()))
}

/// Why the contract does not show a type.
fn opaque_reason(scene: &Scene<'_>, gap: &Gap) -> Option<String> {
    let Ty::Opaque(name) = &gap.at else { return None };
    // Of one name there may be several types: in two modules, or under two declarations.
    scene.world.contract?.types.iter().filter(|def| *def.name == **name).find_map(|def| match &def.kind {
        TypeKind::Opaque(why) => Some(why.clone()),
        _ => None,
    })
}
