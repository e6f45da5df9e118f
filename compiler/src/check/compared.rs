//! Which values the comparisons of a Choice tell of, those that are misspelt included.

use crate::{
    check::{
        blame::{Asked, Value},
        flow::Via,
        reads::Stage,
        scene::{Here, Scene},
        words,
    },
    diag::near,
    expr::{Path, Root, Step},
    types::{
        Ty,
        ty::{Gap, Walk},
    },
};

/// How many places are looked at for the one that a misspelt path may mean.
const PLACES: usize = 500;
/// How many of them are.
const MEANT: usize = 16;
/// How deep they lie.
const DEPTH: usize = 8;

/// The values that a comparison of a path tells of: the one that it leads to, or those that it may have meant.
pub(crate) fn values(scene: &Scene<'_>, here: &Here<'_>, path: &Path) -> Vec<Value> {
    let mut places = vec![path.steps.clone()];
    here.at(scene, Stage::Effective, |scope| {
        let root = scope.root(&path.root);
        if let Walk::Lost(gap) = root.walk(&path.steps) {
            places.extend(respelt(&path.steps, &gap));
            if matches!(path.steps.get(gap.step), Some(Step::Key(_))) {
                let most = MEANT.saturating_sub(places.len());
                places.extend(path.steps.last().map(|last| told_by(root, last, most)).into_iter().flatten());
            }
        }
    });
    let value = |steps| Value::read(here, &Path { steps, tail: None, ..path.clone() });
    places.into_iter().filter_map(value).collect()
}

/// The steps with the key that was meant where one is not there.
fn respelt(steps: &[Step], gap: &Gap) -> Option<Vec<Step>> {
    let Step::Key(key) = steps.get(gap.step)? else { return None };
    let names = words::records(&gap.at).flat_map(|record| &record.fields).map(|field| &*field.name);
    let meant = near(key, names.filter(|name| name != key))?;
    let mut steps = steps.to_vec();
    *steps.get_mut(gap.step)? = Step::Key(meant.to_owned());
    Some(steps)
}

/// The places of some type that lead on by a step from values of several kinds: it may be what tells those apart.
fn told_by(root: &Ty, last: &Step, most: usize) -> Vec<Vec<Step>> {
    let has_last = |ty: &Ty| ty.walk(std::slice::from_ref(last)).ty().is_some();
    let mut found = Vec::new();
    let mut stack: Vec<(Vec<Step>, &Ty)> = vec![(Vec::new(), root)];
    for _ in 1..PLACES {
        let Some((steps, ty)) = stack.pop().filter(|_| found.len() < most) else { break };
        if ty.members().len() > 1 && ty.members().iter().any(has_last) {
            found.push(steps.iter().chain([last]).cloned().collect());
        }
        if steps.len() < DEPTH {
            for field in words::records(ty).flat_map(|record| &record.fields) {
                let inner = steps.iter().cloned().chain([Step::Key(field.name.to_string())]).collect();
                stack.push((inner, &field.ty));
            }
        }
    }
    found
}

/// A Choice, and a value that it asks for itself.
pub(crate) fn asked(here: &Here<'_>, via: Via, path: &Path) -> Option<Asked> {
    let value = Value::read(here, path)?;
    let ty = match &value.root {
        Root::Document => &here.facts.raw_input,
        Root::Variable(name) => here.facts.variables.ty(name),
        Root::Context => return None,
    };
    Some(Asked::of(here, via, value, ty))
}
