//! A path that may name several places names at least one, for some data.

use std::collections::{HashMap, HashSet};

use crate::{
    check::{
        blame::Want,
        branches,
        flow::{
            compare::{NoVariant, no_variant, operand},
            template::Scope,
        },
        origin::{self, Fault, Missing, Types, behind_tail},
        reads::{Read, lie, reads},
        report::Report,
        rules::{choice, choice_variants, paths},
        scene::{Here, Scene},
        words,
    },
    diag::{codes::flow as codes, near},
    expr::{Filter, Path, Segment, Step, Tail},
    ir::each_path,
    types::{
        Ty,
        ty::{Dead, GapKind, Walk},
    },
};

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
        }
    }
    let Some(looked) = here.looked else { return };
    for seen in &looked.seen {
        let test = seen.test;
        let paths = [
            ("Variable".to_owned(), Some(&test.variable)),
            (choice::operator(&test.comparison), operand(&test.comparison)),
        ];
        for (name, path) in paths {
            let Some(path) = path.filter(|path| path.tail.is_some() && said.insert(&path.text)) else { continue };
            judge(scene, here, &choice::read(looked.choice, seen, path, &name), seen.scope(), report);
        }
    }
}

fn judge(scene: &Scene<'_>, here: &Here<'_>, read: &Read<'_>, scope: Scope<'_>, report: &mut Report) {
    let (path, field) = (read.path, read.field.as_str());
    let Some(tail) = &path.tail else { return };
    let (mut spare, mut within, mut want, mut inner) = (0, 0, Want::Type(path.text.clone()), String::new());
    let (mut dead_at, mut is_nowhere, mut found_before) = (0, false, None);
    let (at, missing, key) = match scope.root_of(path).walk(&path.steps) {
        // Where a definite path leads nowhere, or any into what nobody sees, the paths' own rule says so.
        Walk::Lost(gap) if tail.is_definite || gap.kind == GapKind::Opaque => return,
        Walk::Lost(gap) => {
            is_nowhere = true;
            spare = path.steps.len().saturating_sub(gap.step + 1);
            within = usize::from(gap.kind != GapKind::Absent);
            want = paths::want(&gap);
            let missing = words::prefix(path, gap.step + 1);
            let help = words::did_you_mean(scene.world, &Path { tail: None, ..path.clone() }, &gap);
            let (at, key) = (format!("`{}` is {}", words::prefix(path, gap.step), gap.at.brief()), help);
            (at, Some(missing), key)
        }
        Walk::Found { ty, .. } => {
            let mut asked = Vec::new();
            let found = ty.find_seeing(tail, &mut |filter, item| asked.push((filter.clone(), item.clone())));
            let misses = misses(scene, &asked);
            for (place, miss) in &misses {
                if let Some(finding) = choice_variants::finding(scene, here, miss, place, path.span) {
                    report.push(finding.in_field(field).note(format!("the filter of `{}` asks for it", path.text)));
                }
            }
            let Some(dead) = found.dead else { return };
            dead_at = dead.segment;
            if dead.is_by_value && (!misses.is_empty() || scene.world.contract.is_none()) {
                return;
            }
            let place = match dead.segment {
                0 => format!("`{}` is", words::prefix(path, path.steps.len())),
                _ => "what is found before it is".to_owned(),
            };
            let help = dead.key.as_deref().and_then(|key| near_key(&dead.at, key).or_else(|| deeper(&dead.at, key)));
            let help = help.map(|near| format!("did you mean `{near}`?"));
            let help = help.or_else(|| lengths(tail, &dead));
            // Where no list is, whatever is asked of its items is one fault.
            match &dead.key {
                _ if dead.segment > 0 && !ty.may_be_list() => {
                    (within, want) = (dead.segment, Want::type_of("list"));
                }
                Some(key) => {
                    want = Want::There;
                    inner = words::steps_after("[*]".to_owned(), std::iter::once(&Step::Key(key.clone())));
                }
                None => {}
            }
            found_before = Some(ty);
            let missing = dead.key.map(|key| format!("`{key}`"));
            (format!("{place} {}", dead.at.brief()), missing.map(|key| key.trim_matches('`').to_owned()), help)
        }
    };
    let message = match &missing {
        Some(missing) => {
            format!("path `{}` in state `{}` never finds anything: there is no `{missing}`", path.text, here.state.name)
        }
        None => format!("path `{}` in state `{}` never finds anything", path.text, here.state.name),
    };
    let mut diagnostic = scene.finding(here, codes::QUERY_FINDS_NOTHING, path.span, message).in_field(field).label(at);
    let selects = words::selects_input(here, read);
    let rest = Tail { segments: tail.segments.get(dead_at..).unwrap_or_default().to_vec(), is_definite: false };
    let bad = |walk: &Walk| match walk {
        Walk::Found { ty, .. } => ty.find(&rest).dead.is_some(),
        Walk::Lost(_) => true,
    };
    let types = Types { document: scope.root_of(path), variables: scope.variables };
    let whole = behind_tail(path, &tail.segments, &[], types);
    let below = whole.first().and_then(|(_, steps)| steps.get(path.steps.len()..)).unwrap_or_default().to_vec();
    let missing = is_nowhere.then_some(Missing { below, is_part: false });
    let passed = tail.segments.get(..dead_at).unwrap_or_default();
    let places = behind_tail(path, passed, &[], types).into_iter().map(|(_, steps)| steps);
    let lies: Vec<_> = places.filter(|_| selects.is_none()).flat_map(|steps| lie(here, read, steps)).collect();
    let fault = Fault { lies: &lies, spare, within, want, bad: &bad, meant: key.is_some(), missing };
    let mut blame;
    (diagnostic, blame) = origin::explain(scene, here, &fault, diagnostic);
    blame.causes.iter_mut().filter_map(|cause| cause.lost.as_mut()).for_each(|lost| lost.push_str(&inner));
    diagnostic = words::assigned(scene, here, path, diagnostic);
    let swapped = blame
        .state()
        .zip(found_before)
        .and_then(|(state, found)| branches::other(scene, state, &found, &|ty| finds(ty, tail)));
    let diagnostic = match selects.or(key).or(swapped) {
        Some(help) => diagnostic.help(help),
        None => diagnostic.note("it brings an empty list"),
    };
    report.caused(here, diagnostic, blame, &format!("`{}`", path.text));
}

/// The literals of filters that what they are compared with is never, and what that is.
fn misses(scene: &Scene<'_>, asked: &[(Filter, Ty)]) -> Vec<(String, NoVariant)> {
    let mut found = Vec::new();
    for (filter, item) in asked.iter().take(FILTERS) {
        let mut walks: HashMap<Vec<Step>, Walk> = HashMap::new();
        for asked in filter.asked() {
            let walk = walks.entry(asked.steps.clone()).or_insert_with(|| item.walk(&asked.steps));
            let texts = asked.literals.iter().filter_map(|literal| literal.as_str());
            let misses = texts.filter_map(|text| no_variant(scene.world, text, walk.ty()?));
            let place = words::steps_after("@".to_owned(), asked.steps.iter());
            found.extend(misses.map(|miss| (place.clone(), miss)));
        }
    }
    found
}

/// How many items the lists have of which one is asked for that is not there.
fn lengths(tail: &Tail, dead: &Dead) -> Option<String> {
    let Segment::Step(Step::Index(_)) = tail.segments.get(dead.segment)? else { return None };
    match &dead.at {
        Ty::Tuple(items) if items.len() == 1 => Some("each of the lists has one item, `[0]`".to_owned()),
        Ty::Tuple(items) if items.len() == 2 => Some("each of the lists has 2 items, `[0]` and `[1]`".to_owned()),
        Ty::Tuple(items) => {
            Some(format!("each of the lists has {} items, `[0]` to `[{}]`", items.len(), items.len().checked_sub(1)?))
        }
        _ => None,
    }
}

/// How many filters of one path are looked at.
const FILTERS: usize = 32;
/// How many types are looked through for the key that was meant.
const TYPES: usize = 500;

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
