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
    types::{Ty, ty::Walk},
};

/// How many places are looked at for the one that a misspelt path may mean.
const PLACES: usize = 500;
/// How many of them are.
const MEANT: usize = 16;
/// How deep they lie.
const DEPTH: usize = 8;

/// The values that a comparison of a path tells of: the one that it leads to, or those that it may have meant.
pub(crate) fn values(scene: &Scene<'_>, here: &Here<'_>, path: &Path) -> Vec<Value> {
    let value = |steps: &[Step]| Value::read(here, &Path { steps: steps.to_vec(), tail: None, ..path.clone() });
    let mut found: Vec<Value> = value(&path.steps).into_iter().collect();
    here.at(scene, Stage::Effective, |scope| {
        let root = scope.root(&path.root);
        let Walk::Lost(gap) = root.walk(&path.steps) else { return };
        let (before, failed) = path.steps.split_at(gap.step.min(path.steps.len()));
        let Some((Step::Key(key), behind)) = failed.split_first() else { return };
        // The key that was meant, where the rest of the path leads on from it.
        let names: Vec<&str> = words::records(&gap.at).flat_map(|record| &record.fields).map(|f| &*f.name).collect();
        if let Some(meant) = near(key, names.iter().copied().filter(|name| name != key)) {
            let steps: Vec<Step> =
                before.iter().cloned().chain([Step::Key(meant.to_owned())]).chain(behind.iter().cloned()).collect();
            found.extend(value(&steps));
        }
        // What the path ends with may be what tells the kinds of some other value apart.
        let Some(last) = path.steps.last() else { return };
        let mut places = PLACES;
        let mut stack: Vec<(Vec<Step>, &Ty)> = vec![(Vec::new(), root)];
        while let Some((steps, ty)) = stack.pop().filter(|_| found.len() < MEANT) {
            places = places.saturating_sub(1);
            if places == 0 {
                break;
            }
            let has_last = |ty: &Ty| ty.walk(std::slice::from_ref(last)).ty().is_some();
            if ty.members().len() > 1 && ty.members().iter().any(has_last) {
                let steps: Vec<Step> = steps.iter().chain([last]).cloned().collect();
                found.extend(value(&steps));
            }
            if steps.len() < DEPTH {
                for field in words::records(ty).flat_map(|record| &record.fields) {
                    let inner = steps.iter().cloned().chain([Step::Key(field.name.to_string())]).collect();
                    stack.push((inner, &field.ty));
                }
            }
        }
    });
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
