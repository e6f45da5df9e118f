//! A path that may name several places names at least one, for some data.

mod filters;
mod one_way;

use std::collections::HashSet;

use crate::{
    check::{
        blame::Want,
        branches,
        flow::template::Scope,
        origin::{self, Fault, Missing, Types, behind_tail},
        outside,
        reads::{Read, lie, reads},
        report::Report,
        rules::{choice, paths},
        scene::{Here, Scene},
        words,
    },
    diag::{Diagnostic, codes::flow as codes, near},
    expr::{Filter, Path, Segment, Step, Tail},
    ir::each_path,
    types::{
        Ty,
        ty::{Dead, Gap, GapKind, Walk},
    },
};

use filters::{Asked, Reading};

/// How many filters of one path are looked at.
const FILTERS: usize = 32;
/// How many types are looked through for the key that was meant.
const TYPES: usize = 500;

/// Looks at every path with a tail.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let mut asks_any = false;
    each_path(here.state, &mut |path| asks_any |= path.tail.is_some());
    if !asks_any {
        return;
    }
    let mut said: HashSet<&str> = HashSet::new();
    for read in reads(here.state).paths {
        if read.path.tail.is_some() && said.insert(&read.path.text) {
            here.at(scene, read.stage, |scope| judge(scene, here, &read, scope, report));
            here.at(scene, read.stage, |scope| one_way::check(scene, here, &read, scope, report));
        }
    }
    let Some(looked) = here.looked else { return };
    for seen in &looked.seen {
        for (name, path) in choice::paths_of(seen.test) {
            if path.tail.is_some() && said.insert(&path.text) {
                judge(scene, here, &choice::read(looked.choice, seen, path, &name), seen.scope(), report);
            }
        }
    }
}

/// Where a path fails that never finds anything.
struct Failure {
    /// What is there, for people.
    at: String,
    /// What is not there, as it is written.
    missing: Option<String>,
    /// Why nothing is found, if that is more than that something is not there.
    reason: Option<String>,
    /// What to do, if that is clear.
    help: Option<String>,
    /// The segment of the tail that fails; the first where what stands before the tail does.
    segment: usize,
    /// What the tail is applied to; `None` if that is nowhere.
    found: Option<Ty>,
    /// How many of the steps before the tail were not even tried.
    spare: usize,
    /// How many of those that were tried lead on from what is at fault.
    within: usize,
    /// What should be there.
    want: Want,
    /// The part of what is at fault that is asked for, as it is written behind it.
    part: String,
}

/// Raises a path that never finds anything.
fn judge(scene: &Scene<'_>, here: &Here<'_>, read: &Read<'_>, scope: Scope<'_>, report: &mut Report) {
    let path = read.path;
    let Some(tail) = &path.tail else { return };
    let failure = match scope.root_of(path).walk(&path.steps) {
        // Where a definite path leads nowhere, or any into what nobody sees, the paths' own rule says so.
        Walk::Lost(gap) if tail.is_definite || gap.kind == GapKind::Opaque => return,
        Walk::Lost(gap) => before_tail(scene, path, &gap),
        Walk::Found { ty, .. } => match in_tail(scene, here, read, scope, (ty, tail), report) {
            Some(failure) => failure,
            None => return,
        },
    };
    let name = &here.state.name;
    let missing = failure.missing.as_ref().map(|missing| format!("there is no `{missing}`"));
    let message = match missing.or_else(|| failure.reason.clone()) {
        Some(why) => format!("path `{}` in state `{name}` never finds anything: {why}", path.text),
        None => format!("path `{}` in state `{name}` never finds anything", path.text),
    };
    let diagnostic = scene
        .finding(here, codes::QUERY_FINDS_NOTHING, path.span, message)
        .in_field(&read.field)
        .label(failure.at.as_str());
    let selects = words::selects_input(here, read);
    let places = |segments: &[Segment]| {
        let types = Types { document: scope.root_of(path), variables: scope.variables };
        behind_tail(path, segments, &[], types).into_iter().map(|(_, steps)| steps)
    };
    let (passed, failing) = tail.segments.split_at(failure.segment.min(tail.segments.len()));
    let lies: Vec<_> = places(passed).filter(|_| selects.is_none()).flat_map(|steps| lie(here, read, steps)).collect();
    let rest = Tail { segments: failing.to_vec(), is_definite: false };
    let bad = |walk: &Walk| match walk {
        Walk::Found { ty, .. } => ty.find(&rest).dead.is_some(),
        Walk::Lost(_) => true,
    };
    let missing = match (&failure.found, failing) {
        (None, _) => {
            let whole = places(&tail.segments).next().unwrap_or_default();
            Some(Missing { below: whole.get(path.steps.len()..).unwrap_or_default().to_vec(), is_part: false })
        }
        // What each item lacks may be what its iteration ended without.
        (Some(_), [Segment::Step(step @ Step::Key(_)), ..]) => {
            Some(Missing { below: vec![step.clone()], is_part: true })
        }
        (Some(_), _) => None,
    };
    let Failure { spare, within, .. } = failure;
    let meant = failure.help.is_some();
    let fault = Fault { spare, within, meant, missing, ..Fault::of(&lies, failure.want, &bad) };
    let (diagnostic, mut blame) = match outside::of(here, read) {
        Some(outside) => outside.explain(&words::prefix(path, path.steps.len()), diagnostic),
        None => origin::explain(scene, here, &fault, diagnostic),
    };
    blame.causes.iter_mut().filter_map(|cause| cause.lost.as_mut()).for_each(|lost| lost.push_str(&failure.part));
    let diagnostic = words::assigned(scene, here, path, diagnostic);
    let swapped = || {
        let (state, found) = blame.state().zip(failure.found.as_ref())?;
        branches::other(scene, state, found, &|ty| finds(ty, tail))
    };
    let diagnostic = match selects.or(failure.help).or_else(swapped) {
        Some(help) => diagnostic.help(help),
        None => diagnostic.note("it brings an empty list"),
    };
    let diagnostic = match failing {
        [Segment::Filter(filter), ..] if diagnostic.help.is_empty() => {
            in_filter(scene, here, read, (passed, filter), diagnostic)
        }
        _ => diagnostic,
    };
    report.caused(here, diagnostic, blame, &format!("`{}`", path.text));
}

/// How a path fails whose steps before its tail lead nowhere.
fn before_tail(scene: &Scene<'_>, path: &Path, gap: &Gap) -> Failure {
    let bare = Path { tail: None, ..path.clone() };
    Failure {
        at: format!("`{}` is {}", words::prefix(path, gap.step), gap.at.brief()),
        missing: Some(words::prefix(path, gap.step + 1)),
        reason: None,
        help: words::did_you_mean(scene.world, &bare, gap),
        segment: 0,
        found: None,
        spare: path.steps.len().saturating_sub(gap.step + 1),
        within: usize::from(gap.kind != GapKind::Absent),
        want: paths::want(gap),
        part: String::new(),
    }
}

/// How a path fails whose tail finds nothing in what stands before it, if it does; raises what its filters ask for that is
/// never there.
fn in_tail(
    scene: &Scene<'_>,
    here: &Here<'_>,
    read: &Read<'_>,
    scope: Scope<'_>,
    (ty, tail): (Ty, &Tail),
    report: &mut Report,
) -> Option<Failure> {
    let path = read.path;
    let mut seen = Vec::new();
    let found = ty.find_seeing(tail, &mut |filter, item| seen.push((std::ptr::from_ref(filter), item.clone())));
    let reading = Reading { scene, here, read, scope };
    let asked: Vec<_> = tail
        .segments
        .iter()
        .enumerate()
        .filter_map(|(at, segment)| {
            let Segment::Filter(filter) = segment else { return None };
            let (_, item) = seen.iter().find(|(one, _)| std::ptr::eq(*one, &raw const **filter))?;
            Some(Asked { upto: tail.segments.get(..=at)?, filter, item: item.clone() })
        })
        .collect();
    let has_miss = reading.misses(&asked, report);
    let Some(dead) = found.dead else {
        reading.vain(&asked, report);
        return None;
    };
    if dead.is_by_value && (has_miss || scene.world.contract.is_none()) {
        return None;
    }
    let reason = asked.last().filter(|asked| asked.upto.len() == dead.segment + 1 && dead.is_by_value);
    let reason = reason.and_then(|asked| reading.reason(asked));
    let place = match dead.segment {
        0 => format!("`{}` is", words::prefix(path, path.steps.len())),
        _ => "what is found before it is".to_owned(),
    };
    let near = dead.key.as_deref().and_then(|key| near_key(&dead.at, key).or_else(|| deeper(&dead.at, key)));
    let help = near.map(|near| format!("did you mean `{near}`?")).or_else(|| lengths(tail, &dead));
    let (within, want, part) = match &dead.key {
        // Where no list is, whatever is asked of its items is one fault.
        _ if dead.segment > 0 && !ty.may_be_list() => (dead.segment, Want::type_of("list"), String::new()),
        Some(key) => (0, Want::There, words::steps_after("[*]".to_owned(), [Step::Key(key.clone())].iter())),
        None => (0, Want::Type(path.text.clone()), String::new()),
    };
    Some(Failure {
        at: format!("{place} {}", dead.at.brief()),
        missing: dead.key,
        reason,
        help,
        segment: dead.segment,
        found: Some(ty),
        spare: 0,
        within,
        want,
        part,
    })
}

/// Names the state that ends an iteration without what a filter asks the items for.
fn in_filter(
    scene: &Scene<'_>,
    here: &Here<'_>,
    read: &Read<'_>,
    (passed, filter): (&[Segment], &Filter),
    diagnostic: Diagnostic,
) -> Diagnostic {
    let segments: Vec<Segment> = passed.iter().cloned().chain([Segment::Wildcard]).collect();
    let places = |asked: &[Step]| {
        here.at(scene, read.stage, |scope| {
            let types = Types { document: scope.root_of(read.path), variables: scope.variables };
            behind_tail(read.path, &segments, asked, types)
        })
    };
    let asked = filter.asked();
    let places = asked.iter().flat_map(|asked| places(&asked.steps));
    let lies: Vec<_> = places.flat_map(|(_, steps)| lie(here, read, steps)).collect();
    origin::lacked_at_end(scene, here, &lies, diagnostic)
}

/// How many items the lists have of which one is asked for that is not there.
fn lengths(tail: &Tail, dead: &Dead) -> Option<String> {
    let Segment::Step(Step::Index(_)) = tail.segments.get(dead.segment)? else { return None };
    match &dead.at {
        Ty::Tuple(items) if !items.is_empty() => {
            Some(format!("each of the lists has {}", words::items_of("", items.len())))
        }
        _ => None,
    }
}

/// Whether a tail finds something that is known.
fn finds(ty: &Ty, tail: &Tail) -> bool {
    let found = ty.find(tail);
    let item = match &found.ty {
        Ty::List(item) => item,
        other => other,
    };
    found.dead.is_none() && !item.is_unknown() && !item.is_never()
}

/// The key with the one below which it stands.
fn deeper(ty: &Ty, key: &str) -> Option<String> {
    let step = [Step::Key(key.to_owned())];
    let has = |ty: &Ty| ty.walk(&step).is_known();
    let field = words::records(ty).flat_map(|record| &record.fields).find(|field| has(&field.ty))?;
    Some(words::steps_after(field.name.to_string(), step.iter()))
}

/// The key that was meant.
fn near_key(ty: &Ty, key: &str) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    let mut stack = vec![ty];
    for _ in 0..TYPES {
        match stack.pop() {
            Some(Ty::Record(record)) => {
                names.extend(record.fields.iter().map(|field| &*field.name));
                stack.extend(record.fields.iter().map(|field| &field.ty));
            }
            Some(Ty::List(item) | Ty::Map(item)) => stack.push(item),
            Some(Ty::Items(items)) => stack.push(&items.item),
            Some(Ty::Tuple(items) | Ty::Union(items)) => stack.extend(items.iter()),
            Some(_) => {}
            None => break,
        }
    }
    near(key, names).map(str::to_owned)
}
