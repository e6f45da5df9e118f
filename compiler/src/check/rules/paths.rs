//! Every path leads somewhere, on every way that comes here.

use std::collections::HashSet;

use crate::{
    check::{
        blame::{Blame, Misled, Place, Want},
        compared,
        flow::{Via, template::Scope},
        narrowed::{self, Narrowed},
        origin::{self, Fault, Missing},
        reads::{Read, Stage, lies, reads, stages},
        report::{About, Misleads, Report},
        scene::{Here, Scene},
        variants::{self, Said as Variants},
        words,
    },
    diag::{Diagnostic, codes::flow as codes},
    expr::{Path, Root, Step},
    ir::{Kind, Select},
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
    let sure = matches!(walk, Walk::Lost(_));
    let (code, message) = message(path, gap, sure);
    let variant = variants::of_gap(scene.world, way.root, path, gap);
    let diagnostic = scene
        .finding(here, code, path.span, message)
        .in_field(&read.field)
        .label(variant.as_ref().map_or_else(|| label(read, walk, gap), |said| said.label.clone()))
        .note_if(opaque_reason(scene, gap))
        .note_if(selected(here, read));
    let diagnostic = match way.narrowed {
        Some(narrowed) => narrowed.add(diagnostic),
        None => narrowed::in_variable(scene, here, path, &|walk| !walk.is_sure(), diagnostic),
    };
    let elsewhere = words::selects_input(here, read).or_else(|| in_item(here, read));
    let lies = if elsewhere.is_none() { lies(here, read) } else { Vec::new() };
    let diagnostic = match elsewhere {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    };
    let (diagnostic, mut blame) = match outside(here, read) {
        Some((span, selected)) => {
            let tried = words::prefix(path, gap.step + 1);
            let label = format!("`InputPath` selects {selected}, and `{tried}` is outside of it");
            let help = format!("leave out `InputPath` of `{}`, or read what is in it", here.state.name);
            // A Wait hands on what it selects: what is missing behind it is the same fault.
            let blame = match here.state.kind {
                Kind::Wait(_) => Blame::of(Place::Way(here.id, Via::Next), None),
                _ => Blame::default(),
            };
            (diagnostic.cause(span, label, Some(&here.state.name)).help(help), blame)
        }
        None => {
            let fault = Fault {
                lies: &lies,
                spare: path.steps.len().saturating_sub(gap.step + 1),
                within: match &variant {
                    Some(said) if said.is_open() => (gap.step + 1).saturating_sub(said.at),
                    _ => usize::from(gap.kind != GapKind::Absent),
                },
                want: if variant.as_ref().is_some_and(Variants::is_open) { Want::OneKind } else { want(gap) },
                bad: &|walk| !walk.is_sure(),
                // What another variant has was not forgotten on the way.
                meant: words::did_you_mean(scene.world, path, gap).is_some(),
                missing: variant.is_none().then(Missing::default),
            };
            origin::explain(scene, here, &fault, diagnostic)
        }
    };
    let diagnostic = words::assigned(scene, here, path, diagnostic);
    let (diagnostic, unasked) = match &variant {
        Some(said) => said.unasked(scene, here, diagnostic),
        None => (diagnostic, None),
    };
    if let Some((choice, kinds)) = unasked.filter(|_| !blame.is_outright()) {
        // That a Choice does not ask which kind a value is is one fault, whatever is read of it.
        let asked = std::mem::take(&mut blame.asked);
        blame = Blame::of(Place::Taken(choice, Via::Default), Some(kinds)).wanting(&Want::OneKind);
        blame.asked = asked;
    }
    if let (GapKind::Through, true) = (gap.kind, sure) {
        let parent = words::prefix(path, gap.step);
        blame.causes.extend(Blame::of(Place::Here(here.id), Some(parent)).wanting(&want(gap)).causes);
    }
    // What a rule of this very Choice takes is what its `Assign` sees.
    if let (Stage::Assign(via), Kind::Choice(_)) = (read.stage, &here.state.kind) {
        blame.asked.splice(0..0, compared::asked(here, via, path));
    }
    if path.root == Root::Context && matches!(path.steps.first(), Some(Step::Key(key)) if key == "Task") {
        blame.causes.extend(Blame::of(Place::Token(here.id), None).causes);
    }
    let diagnostic = match variant {
        _ if !diagnostic.help.is_empty() => diagnostic,
        Some(said) => diagnostic.help(said.help),
        None => help(scene, here, read, gap, sure, diagnostic),
    };
    let what = format!("`{}`", path.text);
    let Some(rule) = way.rule else {
        return report.caused(here, diagnostic, blame, &what);
    };
    let misleads = Misleads { tells: compared::values(scene, here, path), misled: Misled::From(rule) };
    report.of_rules(here, diagnostic, (About::Comparison, &what), blame, misleads);
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

fn message(path: &Path, gap: &Gap, sure: bool) -> (&'static str, String) {
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

fn help(
    scene: &Scene<'_>,
    here: &Here<'_>,
    read: &Read<'_>,
    gap: &Gap,
    sure: bool,
    diagnostic: Diagnostic,
) -> Diagnostic {
    let path = read.path;
    let parent = words::prefix(path, gap.step);
    match (gap.kind, sure) {
        (GapKind::Opaque, _) => diagnostic.help(format!(
            "pass `{parent}` on as a whole, or declare its JSON form where its type stands: `#[asl(as = ..)]`"
        )),
        (GapKind::Absent, true) => {
            match elsewhere(scene, here, path, gap)
                .or_else(|| out_of_range(path, gap))
                .or_else(|| words::did_you_mean(scene.world, path, gap))
            {
                Some(help) => diagnostic.help(help),
                None => match keys(&gap.at) {
                    Some(keys) => diagnostic.help(format!("what is there: {keys}")),
                    None => diagnostic,
                },
            }
        }
        (GapKind::Absent, false) if path.root == Root::Context && read.stage == Stage::Item => diagnostic
            .help("hand the whole item in, `$$.Map.Item.Value`, and guard it by a Choice rule with `IsPresent` there"),
        (GapKind::Absent, false) if path.root == Root::Context => {
            let tried = words::prefix(path, gap.step + 1);
            diagnostic.help(format!("guard it by a Choice rule with `IsPresent` on `{tried}`"))
        }
        (GapKind::Absent, false) => {
            let tried = words::prefix(path, gap.step + 1);
            diagnostic
                .help(format!("guard it by a Choice rule with `IsPresent` on `{tried}`, or bring it on every way"))
        }
        (GapKind::Through, false) if !gap.at.may_be(Class::Null) => {
            let tried = words::prefix(path, gap.step + 1);
            diagnostic.help(format!("guard it by a Choice rule with `IsPresent` on `{tried}`"))
        }
        (GapKind::Through, false) => {
            diagnostic.help(format!("guard it by a Choice rule with `IsNull` on `{parent}`, or bring it on every way"))
        }
        (GapKind::Through, true) => match (path.steps.get(gap.step), &gap.at) {
            (Some(Step::Key(_)), Ty::List(_) | Ty::Items(_)) => {
                let mut rest = parent.clone();
                rest.push_str("[*]");
                let all = words::steps_after(rest, path.steps.iter().skip(gap.step));
                diagnostic.help(format!("take one item of the list, `{parent}[0]`, or a list of all: `{all}`"))
            }
            (Some(Step::Key(_)), Ty::Tuple(_)) => diagnostic.help(format!("take one item of the list: `{parent}[0]`")),
            _ if gap.at.members().iter().all(is_scalar) => {
                diagnostic.help(format!("read `{parent}` as it is: it has no parts"))
            }
            _ => match keys(&gap.at) {
                Some(keys) => diagnostic.help(format!("what is there: {keys}")),
                None => diagnostic,
            },
        },
    }
}

/// Where a part of an item is that `ItemSelector` reads of the input of its Map.
fn in_item(here: &Here<'_>, read: &Read<'_>) -> Option<String> {
    let path = read.path;
    if read.stage != Stage::Item || path.root != Root::Document {
        return None;
    }
    let there = here.facts.item.walk(&path.steps);
    let is_there = there.is_sure() && there.is_known();
    let item = || words::steps_after("$$.Map.Item.Value".to_owned(), path.steps.iter());
    is_there.then(|| format!("`$` is the input of `{}` here, and not the item: read `{}`", here.state.name, item()))
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

fn is_scalar(ty: &Ty) -> bool {
    matches!(ty, Ty::Null | Ty::Bool(_) | Ty::Int(..) | Ty::Float | Ty::String | Ty::Timestamp | Ty::Enum(..))
}

/// The keys that may be there.
fn keys(ty: &Ty) -> Option<String> {
    words::some_of(words::records(ty).flat_map(|record| record.fields.iter().map(|field| &*field.name)))
}
