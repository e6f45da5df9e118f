//! What is known on the way of a rule that was not known before it.

use std::rc::Rc;

use super::Learnt;
use crate::{
    check::{
        flow::{Edge, context::input_path},
        scene::{Here, Scene},
        words,
    },
    expr::Step,
    types::{Record, Ty},
};

/// How many things are named.
const NAMED: usize = 50;
/// How deep records are compared.
const DEPTH: usize = 16;

/// What a way of a Choice knows that the state did not.
pub(super) fn between(scene: &Scene<'_>, here: &Here<'_>, edge: &Edge) -> Vec<Learnt> {
    let facts = here.facts;
    let mut list = Vec::new();
    compare("$", &mut Vec::new(), &facts.output, &edge.ty, &mut list);
    let context = scene.world.context_of(scene.machine, here.state, &facts.variables);
    if let (Some(after), Some(before)) = (edge.before.variables.input(), context.walk(&input_path()).ty()) {
        compare("$$.Execution.Input", &mut Vec::new(), before, after, &mut list);
    }
    for (name, before) in facts.variables.iter() {
        let root = format!("${name}");
        match edge.before.variables.get(name) {
            None => list.push(Learnt { path: root, ty: None, least: None, most: None }),
            Some(after) if after.is_sure && !before.is_sure && after.ty == before.ty => {
                list.push(learnt(root, &before.ty, &after.ty));
            }
            Some(after) => compare(&root, &mut Vec::new(), &before.ty, &after.ty, &mut list),
        }
    }
    list.truncate(NAMED);
    list
}

fn compare(root: &str, steps: &mut Vec<Step>, before: &Ty, after: &Ty, list: &mut Vec<Learnt>) {
    if before == after || list.len() > NAMED {
        return;
    }
    let (Some(old), Ty::Record(new), true) = (only_record(before), after, steps.len() < DEPTH) else {
        list.push(learnt(words::steps_after(root.to_owned(), steps.iter()), before, after));
        return;
    };
    for field in &new.fields {
        steps.push(Step::Key(field.name.to_string()));
        match old.get(&field.name) {
            Some(known) if known.ty == field.ty && known.presence == field.presence => {}
            Some(known) if known.ty != field.ty => compare(root, steps, &known.ty, &field.ty, list),
            known => {
                let path = words::steps_after(root.to_owned(), steps.iter());
                list.push(learnt(path, known.map_or(&Ty::Never, |known| &known.ty), &field.ty));
            }
        }
        steps.pop();
    }
    for field in old.fields.iter().filter(|field| new.get(&field.name).is_none()) {
        let path = words::steps_after(root.to_owned(), steps.iter().chain([&Step::Key(field.name.to_string())]));
        list.push(Learnt { path, ty: None, least: None, most: None });
    }
}

/// That something is of a type now, which it was not known to be before.
fn learnt(path: String, before: &Ty, after: &Ty) -> Learnt {
    let (least, most) = match (before, after) {
        (_, Ty::Int(low, high)) if low == high => (None, None),
        (Ty::Int(old_low, old_high), Ty::Int(low, high)) => {
            (Some(*low).filter(|low| low > old_low), Some(*high).filter(|high| high < old_high))
        }
        _ => (None, None),
    };
    Learnt { path, ty: Some(after.clone()), least, most }
}

/// The record that a type is.
fn only_record(ty: &Ty) -> Option<&Rc<Record>> {
    match ty {
        Ty::Record(record) => Some(record),
        _ => None,
    }
}
