//! Places: where a path reads, what is there for sure, and what lies under what is laid over it.

use super::fields::names;
use crate::{
    expr::{Path, Step, Tail},
    lower::{
        layout::{KeyPath, Presence},
        plan::{Expr, Missing, MissingKind, QueryPlan, Read, ReadSource},
        repr::Repr,
        resolve::Resolver,
        tail::reads_document,
        view::{Document, View, key_path, value_steps},
    },
    types::contract::{RustTy, TypeKind},
};

/// A place with all that is needed to read it, or parts of it.
#[derive(Clone, Debug)]
pub struct Place {
    /// What `$` stands for.
    pub view: View,
    /// The steps from there.
    pub steps: Vec<Step>,
    /// What follows them, if the path is more than a chain of steps.
    pub tail: Option<Box<Tail>>,
    /// How it is reported if it is not there.
    pub missing: Missing,
}

impl Resolver<'_> {
    /// A read of a place.
    #[must_use]
    pub fn read(&self, place: &Place) -> Read {
        let source = self.find(&place.view, &place.steps);
        let source = match &place.tail {
            None => source,
            Some(tail) => {
                let document = reads_document(&tail.segments).then(|| self.find(&place.view, &[]));
                let (segments, is_definite) = (tail.segments.clone(), tail.is_definite);
                ReadSource::Query(Box::new(QueryPlan { base: source, document, segments, is_definite }))
            }
        };
        Read { source, missing: place.missing.clone() }
    }

    /// Whether a place of the data is surely there.
    pub(super) fn is_there(&self, place: &Place) -> bool {
        let Document::Data(arm, presence) = &place.view.document else { return false };
        let Some(keys) = keys_of(place) else { return false };
        if keys.is_empty() || presence.iter().any(|(path, always)| *always && path.starts_with(&keys)) {
            return true;
        }
        let bare = View { document: Document::Data(*arm, without_below(presence, &keys)), prefix: Vec::new() };
        let steps: Vec<Step> = keys.into_iter().map(Step::Key).collect();
        matches!(self.find(&bare, &steps), ReadSource::Access(access) if !access.fallible())
    }

    /// The base under a document, if it is of the wanted type and nothing laid over it is a field of it.
    pub(super) fn unshadowed_base(&self, place: &Place, target: &RustTy) -> Option<Expr> {
        let Document::Data(arm, presence) = &place.view.document else { return None };
        let keys = keys_of(place).filter(|_| place.tail.is_none())?;
        let RustTy::Def(id) = target else { return None };
        let TypeKind::Struct(def) = &self.contract.def(*id)?.kind else { return None };
        if def.deny_unknown || def.is_flattened() {
            return None;
        }
        let shadows = |path: &Vec<String>| {
            path.len() > keys.len()
                && path.starts_with(&keys)
                && path
                    .get(keys.len())
                    .is_some_and(|key| def.fields.iter().any(|field| names(field).any(|name| name == key)))
        };
        if presence.keys().any(shadows) {
            return None;
        }
        let bare =
            View { document: Document::Data(*arm, without_below(presence, &keys)), prefix: place.view.prefix.clone() };
        match self.find(&bare, &place.steps) {
            ReadSource::Access(access) if access.repr == Repr::Rust(target.clone()) => {
                Some(Expr::Cloned(Read { source: ReadSource::Access(access), missing: place.missing.clone() }))
            }
            _ => None,
        }
    }
}

/// The keys from the document to a place; `None` if an index is among them.
fn keys_of(place: &Place) -> Option<KeyPath> {
    key_path(place.view.prefix.iter().chain(&place.steps))
}

/// What is laid over a document but for what lies below a place.
fn without_below(presence: &Presence, keys: &[String]) -> Presence {
    let below = |path: &[String]| path.len() > keys.len() && path.starts_with(keys);
    presence.iter().filter(|(path, _)| !below(path)).map(|(path, always)| (path.clone(), *always)).collect()
}

/// Where a path reads, from a view.
#[must_use]
pub fn place_of(path: &Path, kind: MissingKind, view: &View) -> Place {
    let (view, steps) = (view.of_root(&path.root), path.steps.clone());
    let missing = Missing { kind, path: path.text.clone(), scope: view.scope(), steps: value_steps(&steps) };
    Place { view, steps, tail: path.tail.clone(), missing }
}
