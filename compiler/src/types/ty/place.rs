//! Lays a value over a type at a reference path, as `ResultPath` does.

use std::rc::Rc;

use super::{Presence, Record, RecordField, Ty, walk::position};
use crate::expr::Step;

/// A step that cannot be taken to write: the value there is no object (or no list).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which step of the path.
    pub step: usize,
    /// The type that the step is taken in.
    pub at: Ty,
    /// Whether it always fails, or only for some values.
    pub always: bool,
}

impl Ty {
    /// The type after writing a value at a path, and the step that cannot be taken for some or all values.
    /// Missing parents become objects. Where every value fails, the type is `Error`.
    #[must_use]
    pub fn place(&self, steps: &[Step], value: &Ty) -> (Ty, Option<Conflict>) {
        place(self, steps, 0, value)
    }
}

fn place(ty: &Ty, steps: &[Step], at: usize, value: &Ty) -> (Ty, Option<Conflict>) {
    let Some(step) = steps.get(at) else { return (value.clone(), None) };
    let conflict = || (Ty::Error, Some(Conflict { step: at, at: ty.clone(), always: true }));
    match (ty, step) {
        (Ty::Never | Ty::Error, _) => (ty.clone(), None),
        (Ty::Union(members), _) => union(ty, members, steps, at, value),
        (Ty::Any, Step::Key(key)) => {
            let record = Rc::new(Record::of_rest(Ty::Any));
            key_of(&record, key, steps, at, value)
        }
        (Ty::Any, Step::Index(_)) => (Ty::Any, None),
        (Ty::Record(record), Step::Key(key)) => key_of(record, key, steps, at, value),
        (Ty::Map(rest), Step::Key(key)) => {
            let record = Rc::new(Record::of_rest((**rest).clone()));
            key_of(&record, key, steps, at, value)
        }
        (Ty::List(_) | Ty::Items(_), Step::Index(index)) => {
            let (placed, conflict) = place(ty.item_at(*index).unwrap_or(&Ty::Never), steps, at + 1, value);
            (ty.with_placed(*index, placed), conflict)
        }
        (Ty::Tuple(items), Step::Index(index)) => {
            let Some(index) = position(items.len(), *index).filter(|index| *index < items.len()) else {
                return conflict();
            };
            let mut items = items.to_vec();
            let Some(item) = items.get_mut(index) else { return conflict() };
            let (placed, inner) = place(item, steps, at + 1, value);
            *item = placed;
            (Ty::Tuple(items.into()), inner)
        }
        _ => conflict(),
    }
}

fn union(whole: &Ty, members: &[Ty], steps: &[Step], at: usize, value: &Ty) -> (Ty, Option<Conflict>) {
    let mut placed = Vec::with_capacity(members.len());
    let mut first: Option<Conflict> = None;
    for member in members {
        let (ty, conflict) = place(member, steps, at, value);
        if !conflict.as_ref().is_some_and(|conflict| conflict.always) {
            placed.push(ty);
        }
        first = first.or(conflict);
    }
    let Some(mut conflict) = first else { return (Ty::union(placed), None) };
    conflict.always = placed.is_empty();
    if conflict.step == at {
        conflict.at = whole.clone();
    }
    let ty = if placed.is_empty() { Ty::Error } else { Ty::union(placed) };
    (ty, Some(conflict))
}

fn key_of(record: &Rc<Record>, key: &str, steps: &[Step], at: usize, value: &Ty) -> (Ty, Option<Conflict>) {
    let found = record.fields.iter().position(|field| &*field.name == key);
    let field = found.and_then(|index| record.fields.get(index));
    let (known, sure) = match (field, &record.rest) {
        (Some(field), _) => (Some(&field.ty), field.presence == Presence::Required),
        (None, rest) => (rest.as_ref(), false),
    };
    let (ty, conflict) = match known {
        Some(known) if sure || known.is_unknown() => place(known, steps, at + 1, value),
        Some(known) => {
            let (written, conflict) = place(known, steps, at + 1, value);
            let (fresh, stuck) = place(&Ty::empty(), steps, at + 1, value);
            (if at + 1 == steps.len() { fresh } else { written.join(&fresh) }, conflict.or(stuck))
        }
        None => place(&Ty::empty(), steps, at + 1, value),
    };
    let mut record = Record::clone(record);
    // Its shape is no longer that of the struct.
    record.name = None;
    let field = RecordField::required(key, ty);
    match found.and_then(|index| record.fields.get_mut(index)) {
        Some(old) => *old = field,
        None => record.fields.push(field),
    }
    (Ty::Record(Rc::new(record)), conflict)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[&str]) -> Vec<Step> {
        names.iter().map(|name| Step::Key((*name).to_owned())).collect()
    }

    #[test]
    fn overwrites_in_place_and_creates_parents() {
        let ty = Ty::record([("a", Ty::String), ("b", Ty::Float)]);
        assert_eq!(ty.place(&keys(&["a"]), &Ty::Null).0.to_string(), "{ a: null, b: number }");
        assert_eq!(ty.place(&keys(&["x", "y"]), &Ty::Null).0.to_string(), "{ a: string, b: number, x: { y: null } }");
    }

    #[test]
    fn a_scalar_is_no_parent() {
        let ty = Ty::record([("a", Ty::String)]);
        let (placed, conflict) = ty.place(&keys(&["a", "x"]), &Ty::Null);
        assert_eq!(placed.walk(&keys(&["a"])).ty(), Some(&Ty::Error));
        assert_eq!(conflict, Some(Conflict { step: 1, at: Ty::String, always: true }));
        assert!(Ty::Null.place(&keys(&["x"]), &Ty::Null).1.is_some());
    }

    #[test]
    fn a_union_fails_for_some() {
        let ty = Ty::Null.join(&Ty::record([("a", Ty::String)]));
        let (placed, conflict) = ty.place(&keys(&["x"]), &Ty::Float);
        assert_eq!(placed.to_string(), "{ a: string, x: number }");
        assert!(!conflict.unwrap().always);
    }

    #[test]
    fn unknown_documents_know_what_was_written() {
        let (placed, conflict) = Ty::Any.place(&keys(&["a", "b"]), &Ty::Float);
        assert_eq!((placed.to_string().as_str(), conflict), ("{ a: { b: number, [key]: any }, [key]: any }", None));
    }
}
