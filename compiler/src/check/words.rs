//! How findings speak of paths and of what is there: quoting, "did you mean", Rust names.

use std::collections::HashSet;

use crate::{
    check::{
        flow::{Edge, World},
        reads::{Read, Stage, assign},
        scene::{Here, Scene},
    },
    diag::{Diagnostic, near},
    expr::{Path, Root, Step},
    types::{
        Record, Ty,
        contract::{Form, StructDef, TypeKind},
        ty::Gap,
    },
};

/// The first steps of a path as people write them: `$.order['first name'][0]`.
pub(crate) fn prefix(path: &Path, steps: usize) -> String {
    path_of(&path.root, path.steps.get(..steps).unwrap_or(&path.steps))
}

/// Steps from where a path starts, as people write them.
pub(crate) fn path_of(root: &Root, steps: &[Step]) -> String {
    let root = match root {
        Root::Document => "$".to_owned(),
        Root::Context => "$$".to_owned(),
        Root::Variable(name) => format!("${name}"),
    };
    steps_after(root, steps.iter())
}

/// Steps from the document, as people write them.
pub(crate) fn document_path(steps: &[Step]) -> String {
    steps_after("$".to_owned(), steps.iter())
}

/// A text with steps behind it, as people write them.
pub(crate) fn steps_after<'a>(mut text: String, steps: impl Iterator<Item = &'a Step>) -> String {
    for step in steps {
        match step {
            Step::Key(key) if is_plain(key) => {
                text.push('.');
                text.push_str(key);
            }
            Step::Key(key) => text.push_str(&format!("['{}']", key.replace('\\', "\\\\").replace('\'', "\\'"))),
            Step::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// What to do about a path in `ResultSelector` that is one of the state's input, and not of its result.
pub(crate) fn selects_input(here: &Here<'_>, read: &Read<'_>) -> Option<String> {
    let (path, name) = (read.path, &here.state.name);
    if read.stage != Stage::Result || path.root != Root::Document || path.steps.is_empty() {
        return None;
    }
    let is_there = [&here.facts.effective_input, &here.facts.raw_input].into_iter().any(|input| {
        let there = input.walk(&path.steps);
        there.is_sure() && there.is_known()
    });
    is_there.then(|| {
        format!(
            "`ResultSelector` reads the result of `{name}`, not its input: keep the input by a `ResultPath`, and read \
             `{}` behind `{name}`",
            path.text
        )
    })
}

/// What to do about a key that is not there: the name that was meant, if there is a near one.
pub(crate) fn did_you_mean(world: &World<'_>, path: &Path, gap: &Gap) -> Option<String> {
    let deeper = || {
        let mut steps = path.steps.clone();
        steps.insert(gap.step, Step::Key(one_deeper(path, gap)?.to_owned()));
        Some(meant(path, steps))
    };
    let shallower = || {
        let rest = path.steps.get(gap.step + 1..).filter(|rest| matches!(rest.first(), Some(Step::Key(_))))?;
        let walk = gap.at.walk(rest);
        let is_there = walk.is_sure() && walk.is_known();
        let mut steps = path.steps.clone();
        steps.remove(gap.step);
        is_there.then(|| meant(path, steps))
    };
    // The key may stand one level deeper or higher.
    beside(world, path, gap).or_else(deeper).or_else(shallower)
}

/// The key beside the one that is not there below which that stands.
pub(crate) fn one_deeper<'a>(path: &Path, gap: &'a Gap) -> Option<&'a str> {
    let rest = path.steps.get(gap.step..)?;
    let has_it = |ty: &Ty| {
        let walk = ty.walk(rest);
        walk.is_sure() && walk.is_known()
    };
    Some(&*records(&gap.at).flat_map(|record| &record.fields).find(|field| has_it(&field.ty))?.name)
}

fn meant(path: &Path, steps: Vec<Step>) -> String {
    let count = steps.len();
    format!("did you mean `{}`?", prefix(&Path { steps, ..path.clone() }, count))
}

/// The same, if what was meant is a key of the very object.
pub(crate) fn beside(world: &World<'_>, path: &Path, gap: &Gap) -> Option<String> {
    let Some(Step::Key(key)) = path.steps.get(gap.step) else { return None };
    let tail = |name: &str| {
        let mut steps = path.steps.clone();
        if let Some(step) = steps.get_mut(gap.step) {
            *step = Step::Key(name.to_owned());
        }
        prefix(&Path { steps, ..path.clone() }, path.steps.len())
    };
    for record in records(&gap.at) {
        if let Some(name) = record.name.as_deref().filter(|name| flattens(world, name, key)) {
            let rest = path.steps.iter().skip(gap.step + 1);
            let there = steps_after(prefix(path, gap.step), rest);
            return Some(format!("the field `{key}` of `{name}` is flattened: use `{there}`"));
        }
        if let Some(json) = record.name.as_deref().and_then(|name| json_name(world, name, key)) {
            let name = record.name.as_deref().unwrap_or_default();
            return Some(format!(
                "the field `{key}` of `{name}` is written as `{json}` in JSON: use `{}`",
                tail(&json)
            ));
        }
    }
    let names = records(&gap.at).flat_map(|record| record.fields.iter().map(|field| &*field.name));
    near(key, names.filter(|name| *name != key)).map(|name| format!("did you mean `{}`?", tail(name)))
}

/// The objects with known keys that a type is made of.
pub(crate) fn records(ty: &Ty) -> impl Iterator<Item = &Record> {
    ty.members().iter().filter_map(|member| match member {
        Ty::Record(record) => Some(&**record),
        _ => None,
    })
}

/// The JSON name of a field that was called by its Rust name.
fn json_name(world: &World<'_>, def: &str, rust_name: &str) -> Option<String> {
    let field = structs(world, def).flat_map(|def| &def.fields).find(|field| field.rust_name == rust_name)?;
    (field.json_name != rust_name).then(|| field.json_name.clone())
}

/// Whether a struct has a flattened field of that Rust name.
fn flattens(world: &World<'_>, def: &str, rust_name: &str) -> bool {
    structs(world, def).flat_map(|def| &def.fields).any(|field| field.flatten && field.rust_name == rust_name)
}

/// Whether a struct has a field that JSON names so.
pub(crate) fn declares(world: &World<'_>, def: &str, json_name: &str) -> bool {
    structs(world, def).flat_map(|def| &def.fields).any(|field| field.json_name == json_name)
}

fn structs<'a>(world: &World<'a>, name: &str) -> impl Iterator<Item = &'a StructDef> {
    let defs = world.contract.map(|contract| contract.types.as_slice()).unwrap_or_default();
    defs.iter().filter(move |def| def.name == name).flat_map(|def| match &def.kind {
        TypeKind::Struct(def) => vec![def],
        TypeKind::Union(union) => union
            .variants
            .iter()
            .filter_map(|variant| match &variant.form {
                Form::Struct(def) => Some(def),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    })
}

/// Names in backquotes, each once, in a list that ends with `or`.
pub(crate) fn any_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    listed(names, "or")
}

/// Names in backquotes, each once, in a list that ends with `and`.
pub(crate) fn all_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    listed(names, "and")
}

fn listed<'a>(names: impl IntoIterator<Item = &'a str>, last_joined_by: &str) -> String {
    let mut seen = HashSet::new();
    let names = names.into_iter().filter(|name| seen.insert(*name));
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {last_joined_by} {last}", rest.join(", ")),
    }
}

/// The same of names that may be many: `` `a`, `b` and 3 more ``.
pub(crate) fn first_of(names: &[&str], most: usize) -> String {
    match names.len().checked_sub(most) {
        None | Some(0) => all_of(names.iter().copied()),
        Some(more) => {
            let shown: Vec<String> = names.iter().take(most).map(|name| format!("`{name}`")).collect();
            format!("{} and {more} more", shown.join(", "))
        }
    }
}

/// What there is, in backquotes, each once, and not more than people read.
pub(crate) fn some_of<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const SHOWN: usize = 8;
    let mut seen = HashSet::new();
    let mut shown: Vec<String> = Vec::new();
    for name in names.into_iter().filter(|name| seen.insert(*name)).take(SHOWN + 1) {
        shown.push(if shown.len() < SHOWN { format!("`{name}`") } else { "…".to_owned() });
    }
    (!shown.is_empty()).then(|| shown.join(", "))
}

/// How many items a list has, and how they are read.
pub(crate) fn items_of(list: &str, count: usize) -> String {
    match count {
        0 => "no items".to_owned(),
        1 => format!("one item, `{list}[0]`"),
        2 => format!("2 items, `{list}[0]` and `{list}[1]`"),
        _ => format!("{count} items, `{list}[0]` to `{list}[{}]`", count - 1),
    }
}

/// How many assignments of a variable a finding names.
const ASSIGNED: usize = 3;

/// Names the places where the variable that a path starts from is assigned, with what it becomes there if there are
/// several; unless the one that is to blame has been named.
pub(crate) fn assigned(scene: &Scene<'_>, here: &Here<'_>, path: &Path, mut diagnostic: Diagnostic) -> Diagnostic {
    let Root::Variable(name) = &path.root else { return diagnostic };
    let home = scene.machine.variable(here.state.scope, name).and_then(|scope| scene.machine.scope(scope));
    let states = home
        .into_iter()
        .flat_map(|home| &home.states)
        .take_while(|_| scene.take_place())
        .filter_map(|id| scene.here(*id));
    let edges = states.flat_map(|here| here.facts.edges.iter().map(move |edge| (here.state, edge)));
    let mut places: Vec<_> = edges
        .filter(|(_, edge)| !edge.ty.is_never())
        .filter_map(|(state, edge)| {
            let field = assign(state, edge.via)?.get(name)?;
            Some((state, field.key_span, edge))
        })
        .collect();
    if places.iter().any(|(_, span, _)| diagnostic.labels.iter().any(|label| label.span == *span)) {
        return diagnostic;
    }
    let becomes = |edge: &Edge| edge.variables.get(name).map(|variable| variable.ty.brief());
    if places.len() > ASSIGNED {
        // What one place alone assigns is more likely wrong than what most do.
        let all: Vec<_> = places.iter().map(|(_, _, edge)| becomes(edge)).collect();
        places.sort_by_cached_key(|(_, _, edge)| {
            let mine = becomes(edge);
            all.iter().filter(|other| **other == mine).count()
        });
    }
    for (from, span, edge) in places.iter().take(ASSIGNED) {
        let becomes = match becomes(edge) {
            Some(ty) if places.len() > 1 => format!(" and is {ty}"),
            _ => String::new(),
        };
        diagnostic = diagnostic.cause(*span, format!("`${name}` is assigned here{becomes}"), Some(&from.name));
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::{all_of, any_of};

    #[test]
    fn names_are_listed_as_they_are() {
        assert_eq!(all_of(["Ship or wait"]), "`Ship or wait`");
        assert_eq!(all_of(["Ship or wait", "Pay", "Go"]), "`Ship or wait`, `Pay` and `Go`");
        assert_eq!(any_of(["Pack and go", "Pay"]), "`Pack and go` or `Pay`");
        assert_eq!(any_of([]), "");
    }
}
