//! A path that may name several places names at least one, for some data.

use std::collections::HashSet;

use crate::{
    check::{
        flow::{compare::operand, template::Scope},
        reads::reads,
        report::Report,
        rules::choice,
        scene::{Here, Scene},
        words,
    },
    diag::{codes::flow as codes, near},
    expr::Path,
    ir::each_path,
    types::{
        Ty,
        ty::{GapKind, Walk},
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
            here.at(scene, read.stage, |scope| judge(scene, here, read.path, &read.field, scope, report));
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
            let field = format!("{}.{name}", choice::field(looked.choice, seen));
            judge(scene, here, path, &field, seen.scope(), report);
        }
    }
}

fn judge(scene: &Scene<'_>, here: &Here<'_>, path: &Path, field: &str, scope: Scope<'_>, report: &mut Report) {
    let Some(tail) = &path.tail else { return };
    let (at, missing, key) = match scope.root(&path.root).walk(&path.steps) {
        // Where a definite path leads nowhere, or any into what nobody sees, the paths' own rule says so.
        Walk::Lost(gap) if tail.is_definite || gap.kind == GapKind::Opaque => return,
        Walk::Lost(gap) => {
            let missing = words::prefix(path, gap.step + 1);
            let help = words::did_you_mean(scene.world, &Path { tail: None, ..path.clone() }, &gap);
            let (at, key) = (format!("`{}` is {}", words::prefix(path, gap.step), gap.at.brief()), help);
            (at, Some(missing), key)
        }
        Walk::Found { ty, .. } => {
            let Some(dead) = ty.find(tail).dead else { return };
            let place = match dead.segment {
                0 => format!("`{}` is", words::prefix(path, path.steps.len())),
                _ => "what is found before it is".to_owned(),
            };
            let help = dead.key.as_deref().and_then(|key| near_key(&dead.at, key));
            let help = help.map(|near| format!("did you mean `{near}`?"));
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
    diagnostic = words::assigned(scene, here, path, diagnostic);
    report.push(match key {
        Some(help) => diagnostic.help(help),
        None => diagnostic.note("it brings an empty list"),
    });
}

/// How many types are looked through for the key that was meant.
const TYPES: usize = 500;

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
