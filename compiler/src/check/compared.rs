//! Which values the comparisons of a Choice tell of, those that are misspelt included.

use crate::{
    check::{
        blame::{Asked, Misled, Value},
        flow::Via,
        reads::Stage,
        report::{About, Misleads},
        scene::{Here, Scene},
        variants, words,
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

/// What a comparison of a path that is at fault keeps the rules from its own on from telling.
pub(crate) fn misleads(scene: &Scene<'_>, here: &Here<'_>, rule: usize, path: &Path) -> Misleads {
    let tells = values(scene, here, path);
    Misleads { about: About::Comparison, rule: Some(rule), tells, misled: Misled::From(rule) }
}

/// The values that a comparison of a path tells of: the one that it leads to, or those that it may have meant.
pub(crate) fn values(scene: &Scene<'_>, here: &Here<'_>, path: &Path) -> Vec<Value> {
    let mut places = vec![path.steps.clone()];
    here.at(scene, Stage::Effective, |scope| {
        let root = scope.root(&path.root);
        let walk = root.walk(&path.steps);
        // A field of a variant tells which one it is.
        let variant = walk.gap().filter(|gap| variants::of_gap(scene.world, root, path, gap).is_some());
        places.extend(variant.and_then(|gap| path.steps.get(..=gap.step)).map(<[Step]>::to_vec));
        if let Walk::Lost(gap) = walk {
            if let Some(meant) = respelt(&path.steps, &gap) {
                places = vec![meant];
            }
            let most = MEANT.saturating_sub(places.len());
            places.extend(path.steps.last().map(|last| told_by(root, last, most)).into_iter().flatten());
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
    let ty = start(here, &value.root)?;
    Some(Asked::of(here, via, value, ty))
}

/// The very Choice that compares a path, if the comparisons before could have told what is at fault.
pub(crate) fn asked_before(here: &Here<'_>, rule: usize, path: &Path, bad: &dyn Fn(&Walk) -> bool) -> Option<Asked> {
    let value = Value::read(here, path)?;
    let ty = start(here, &value.root)?;
    Asked::on_the_way(here, Via::Rule(rule), value, ty, bad)
}

/// What a value starts from where a state begins.
fn start<'a>(here: &Here<'a>, root: &Root) -> Option<&'a Ty> {
    match root {
        Root::Document => Some(&here.facts.raw_input),
        Root::Variable(name) => Some(here.facts.variables.ty(name)),
        Root::Context => None,
    }
}
