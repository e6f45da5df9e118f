//! Paths of one place: to every value that is there for sure.

use super::{
    dice::Dice,
    env::Env,
    ty::{Kind, Ty},
};

/// How many steps a path has.
const STEPS: usize = 4;

/// A path, and what it finds.
pub(crate) type Found = (String, Ty);

/// Any path.
pub(crate) fn any(dice: &mut Dice, env: &Env) -> Found {
    let of_root = roots(dice, env);
    let mut found = Vec::new();
    collect(&of_root.0, &of_root.1, 0, &mut found);
    likely(dice, &found).cloned().unwrap_or(of_root)
}

/// A path to a value that is wanted.
pub(crate) fn to(dice: &mut Dice, env: &Env, wanted: impl Fn(&Ty) -> bool) -> Option<Found> {
    let found: Vec<Found> = all(env).into_iter().filter(|(_, ty)| wanted(ty)).collect();
    likely(dice, &found).cloned()
}

/// A path to a scalar of one of these kinds.
pub(crate) fn scalar(dice: &mut Dice, env: &Env, kinds: &[Kind]) -> Option<Found> {
    to(dice, env, |ty| matches!(ty, Ty::Scalar(kind, _) if kinds.contains(kind)))
}

/// One of the paths; mostly one that leads somewhere whatever comes.
fn likely<'a>(dice: &mut Dice, found: &'a [Found]) -> Option<&'a Found> {
    let sure: Vec<&Found> = found.iter().filter(|(path, _)| !path.contains('[') && !path.ends_with(".q")).collect();
    if sure.is_empty() || dice.one_in(8) { dice.choose(found) } else { dice.choose(&sure).copied() }
}

/// Every path.
pub(crate) fn all(env: &Env) -> Vec<Found> {
    let mut found = Vec::new();
    for (root, ty) in env.roots() {
        collect(&root, &ty, 0, &mut found);
    }
    found
}

/// One of the values that paths start from; mostly the document.
fn roots(dice: &mut Dice, env: &Env) -> Found {
    let mut roots = env.roots();
    let document = roots.remove(0);
    if dice.one_in(3) { dice.choose(&roots).cloned().unwrap_or(document) } else { document }
}

fn collect(path: &str, ty: &Ty, depth: usize, found: &mut Vec<Found>) {
    found.push((path.to_owned(), ty.clone()));
    if depth == STEPS {
        return;
    }
    match ty {
        Ty::Record(record) => {
            for (name, ty) in &record.fields {
                if let Some(ty) = ty {
                    collect(&format!("{path}{}", step(name)), ty, depth + 1, found);
                }
            }
        }
        Ty::List(item) => {
            let at = if path.len().is_multiple_of(2) { "0" } else { "-1" };
            collect(&format!("{path}[{at}]"), item, depth + 1, found);
        }
        Ty::Tuple(items) => {
            for (at, item) in items.iter().enumerate() {
                collect(&format!("{path}[{at}]"), item, depth + 1, found);
            }
        }
        Ty::Any if depth + 1 < STEPS && !path.ends_with(".q") => found.push((format!("{path}.q"), Ty::Any)),
        _ => {}
    }
}

/// The step to a key.
pub(crate) fn step(name: &str) -> String {
    if name.contains(' ') { format!("['{name}']") } else { format!(".{name}") }
}
