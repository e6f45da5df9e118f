//! The fields of a state's raw input, and where each came from.

use std::collections::BTreeMap;

use super::{
    Field,
    source::{self, Sources},
};
use crate::{
    check::{
        scene::{Here, Scene},
        words,
    },
    expr::Step,
    types::{Presence, Ty},
};

/// How many fields are listed.
const LISTED: usize = 200;
/// How deep fields are looked into for parts that came from elsewhere.
const DEPTH: usize = 5;

/// The fields of a raw input.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) list: Vec<Field>,
    pub(super) left_out: usize,
}

/// Every field of the raw input, and those inside of them that came from elsewhere.
pub(super) fn list(scene: &Scene<'_>, here: &Here<'_>) -> Fields {
    let mut fields = Fields::default();
    if !here.facts.is_reached() {
        return fields;
    }
    let raw = &here.facts.raw_input;
    let names = names(raw);
    let whole = source::of(scene, here.id, &[]);
    for name in &names {
        fields.add(scene, here, &mut vec![Step::Key(name.clone())], None);
    }
    let rest = raw.members().iter().any(|member| match member {
        Ty::Record(record) => record.rest.is_some(),
        _ => true,
    });
    if rest || names.is_empty() && !is_empty(raw) {
        let path = if names.is_empty() { "$" } else { "$.*" };
        fields.push(scene, path.to_owned(), rest_of(raw, !names.is_empty()), Presence::Required, &whole);
    }
    fields
}

impl Fields {
    /// A field, and below it those that came from elsewhere. Goes [`DEPTH`] deep at most.
    fn add(&mut self, scene: &Scene<'_>, here: &Here<'_>, steps: &mut Vec<Step>, outer: Option<&Sources>) {
        let walk = here.facts.raw_input.walk(steps);
        let (Some(ty), Some(last)) = (walk.ty(), steps.last()) else { return };
        let sources = source::of(scene, here.id, steps);
        if outer.is_none_or(|outer| !sources.follow(outer, last)) {
            let presence = if walk.is_sure() { Presence::Required } else { Presence::Maybe };
            let path = words::document_path(steps);
            self.push(scene, path, ty.clone(), presence, &sources);
        }
        if steps.len() > DEPTH || self.left_out > 0 {
            return;
        }
        for name in names(ty) {
            steps.push(Step::Key(name));
            self.add(scene, here, steps, Some(&sources));
            steps.pop();
        }
    }

    fn push(&mut self, scene: &Scene<'_>, path: String, ty: Ty, presence: Presence, sources: &Sources) {
        if self.list.len() >= LISTED {
            self.left_out += 1;
            return;
        }
        let origins = sources.named(scene);
        // What is always there lacks nowhere, unless an error stands before it.
        let is_always = presence == Presence::Required && !origins.is_empty();
        let without = if is_always { Vec::new() } else { sources.without.clone() };
        self.list.push(Field { path, ty, presence, origins, without, is_cut: sources.is_cut });
    }
}

/// The keys of the objects that a type may be, in the order of the document.
pub(super) fn names(ty: &Ty) -> Vec<String> {
    let mut seen: BTreeMap<&str, ()> = BTreeMap::new();
    let mut names = Vec::new();
    for member in ty.members() {
        let Ty::Record(record) = member else { continue };
        for field in &record.fields {
            if seen.insert(&field.name, ()).is_none() {
                names.push(field.name.to_string());
            }
        }
    }
    names
}

fn is_empty(ty: &Ty) -> bool {
    *ty == Ty::empty()
}

/// What is there beside the fields that are known.
fn rest_of(ty: &Ty, has_fields: bool) -> Ty {
    if !has_fields {
        return ty.clone();
    }
    let rest = ty.members().iter().filter_map(|member| match member {
        Ty::Record(record) => record.rest.clone(),
        other => Some(other.clone()),
    });
    rest.reduce(|a, b| a.join(&b)).unwrap_or(Ty::Any)
}
