//! The least type that holds the values of two others, kind by kind.

use std::{collections::HashMap, rc::Rc};

use super::{Presence, Record, RecordField, Ty, Variant, apart::are_apart};

/// How many records a union keeps apart before they are joined.
const RECORDS: usize = 64;

impl Ty {
    /// The type of a value that is of one type or of the other.
    #[must_use]
    pub fn join(&self, other: &Ty) -> Ty {
        if self == other {
            return self.clone();
        }
        match (self, other) {
            (Ty::Never, ty) | (ty, Ty::Never) => ty.clone(),
            // What a fault spoils does not come: the other is what does.
            (Ty::Error, ty) | (ty, Ty::Error) => ty.clone(),
            (Ty::Any, _) | (_, Ty::Any) => Ty::Any,
            _ => match merge(self, other) {
                Some(merged) => merged,
                None => Ty::union(self.members().iter().chain(other.members()).cloned()),
            },
        }
    }

    /// The join of several types.
    pub fn union(types: impl IntoIterator<Item = Ty>) -> Ty {
        let mut list: Vec<Ty> = Vec::new();
        for ty in types {
            match ty {
                Ty::Never => {}
                Ty::Any | Ty::Error => add(&mut list, ty),
                Ty::Union(members) => members.iter().for_each(|member| add(&mut list, member.clone())),
                other => add(&mut list, other),
            }
        }
        if list.len() > 1 {
            list.retain(|ty| *ty != Ty::Error);
        }
        if list.contains(&Ty::Any) {
            return Ty::Any;
        }
        if list.len() > 1 {
            return Ty::Union(list.into());
        }
        list.pop().unwrap_or(Ty::Never)
    }
}

/// Adds a type to those that have no common form. What two of them become may have one with a third.
fn add(list: &mut Vec<Ty>, ty: Ty) {
    if list.contains(&ty) {
        return;
    }
    let (mut ty, mut place) = (ty, list.len());
    // The one that stands first lends its order of fields.
    let meet =
        |at: usize, known: &Ty, ty: &Ty, place: usize| if at < place { merge(known, ty) } else { merge(ty, known) };
    while let Some((at, merged)) =
        list.iter().enumerate().find_map(|(at, known)| Some((at, meet(at, known, &ty, place)?)))
    {
        list.remove(at);
        (ty, place) = (merged, place.min(at));
    }
    list.insert(place.min(list.len()), ty);
    if list.iter().filter(|ty| matches!(ty, Ty::Record(_))).count() > RECORDS {
        let (records, mut others): (Vec<Ty>, Vec<Ty>) =
            std::mem::take(list).into_iter().partition(|ty| matches!(ty, Ty::Record(_)));
        others.extend(together(&records));
        *list = others;
    }
}

/// One record for several, which tells less.
fn together(types: &[Ty]) -> Option<Ty> {
    let records = types.iter().filter_map(|ty| match ty {
        Ty::Record(record) => Some(record.clone()),
        _ => None,
    });
    records.reduce(|a, b| records_joined(&a, &b)).map(Ty::Record)
}

impl Ty {
    /// The type with one record in place of several in a union.
    #[must_use]
    pub(crate) fn collapsed(&self) -> Ty {
        let Ty::Union(members) = self else { return self.clone() };
        let others = members.iter().filter(|ty| !matches!(ty, Ty::Record(_))).cloned();
        Ty::union(others.chain(together(members)))
    }
}

/// The join of two types of one kind that are no unions; `None` if they have no common form.
fn merge(a: &Ty, b: &Ty) -> Option<Ty> {
    Some(match (a, b) {
        _ if a == b => a.clone(),
        (Ty::Bool(_), Ty::Bool(_)) => Ty::Bool(None),
        (Ty::Int(low, high), Ty::Int(other_low, other_high)) => Ty::Int(*low.min(other_low), *high.max(other_high)),
        (Ty::Int(..) | Ty::Float, Ty::Int(..) | Ty::Float) => Ty::Float,
        (Ty::Enum(name, variants), Ty::Enum(other_name, others)) => {
            // A literal that is one of an enum's values leaves it that enum.
            let name = match (name, other_name) {
                (Some(_), None) if others.is_subset(variants) => name.clone(),
                (None, Some(_)) if variants.is_subset(others) => other_name.clone(),
                _ if name == other_name => name.clone(),
                _ => None,
            };
            Ty::Enum(name, Rc::new(variants.union(others).cloned().collect()))
        }
        (Ty::String | Ty::Timestamp | Ty::Enum(..), Ty::String | Ty::Timestamp | Ty::Enum(..)) => Ty::String,
        (Ty::Tuple(items), Ty::Tuple(others)) if items.len() == others.len() => {
            Ty::Tuple(items.iter().zip(others.iter()).map(|(a, b)| a.join(b)).collect())
        }
        (Ty::List(_) | Ty::Tuple(_), Ty::List(_) | Ty::Tuple(_)) => Ty::List(Rc::new(item(a).join(&item(b)))),
        (Ty::Map(value), Ty::Map(other)) => Ty::Map(Rc::new(value.join(other))),
        (Ty::Record(record), Ty::Record(other)) if are_apart(record, other) => return None,
        (Ty::Record(record), Ty::Record(other)) => {
            let joined = records_joined(record, other);
            match (&record.variant, &other.variant) {
                (Some(_), None) if is_alike(&joined, record) => a.clone(),
                (None, Some(_)) if is_alike(&joined, other) => b.clone(),
                _ => Ty::Record(joined),
            }
        }
        (Ty::Record(record), Ty::Map(value)) | (Ty::Map(value), Ty::Record(record)) => {
            let map = Rc::new(Record { rest: Some((**value).clone()), ..Record::default() });
            Ty::Record(records_joined(record, &map))
        }
        _ => return None,
    })
}

/// The type of an item of a list or a tuple.
fn item(list: &Ty) -> Ty {
    match list {
        Ty::List(item) => (**item).clone(),
        Ty::Tuple(items) => Ty::union(items.iter().cloned()),
        _ => Ty::Never,
    }
}

/// Fields that only one of them has become `Maybe`. Gives back the first record itself where the other
/// adds nothing, so that later comparisons see at once that nothing has changed.
fn records_joined(a: &Rc<Record>, b: &Rc<Record>) -> Rc<Record> {
    if a.rest.is_none() && b.rest.is_none() && same_keys(a, b) {
        return like(a, b);
    }
    let index: HashMap<&str, &RecordField> = b.fields.iter().map(|field| (&*field.name, field)).collect();
    let mut changed = false;
    let mut fields = Vec::with_capacity(a.fields.len());
    for field in &a.fields {
        let joined = match (index.get(&*field.name), &b.rest) {
            (Some(other), _) => both(field, other),
            // What is not known may well be this field: it is as little known from now on, and no reason to
            // doubt that it is there.
            (None, Some(rest)) if rest.is_unknown() => {
                changed = true;
                continue;
            }
            (None, Some(rest)) => absent(field, Some(rest)),
            (None, None) => absent(field, None),
        };
        changed |= joined != *field;
        fields.push(joined);
    }
    let known: HashMap<&str, ()> = a.fields.iter().map(|field| (&*field.name, ())).collect();
    let covered = a.rest.as_ref().is_some_and(Ty::is_unknown);
    for field in b.fields.iter().filter(|field| !covered && !known.contains_key(&*field.name)) {
        fields.push(absent(field, a.rest.as_ref()));
        changed = true;
    }
    let rest = match (&a.rest, &b.rest) {
        (Some(a), Some(b)) => Some(a.join(b)),
        (Some(rest), None) | (None, Some(rest)) => Some(rest.clone()),
        (None, None) => None,
    };
    let (name, variant) = common(a, b);
    if !changed && rest == a.rest && name == a.name && variant == a.variant {
        return a.clone();
    }
    Rc::new(Record { name, fields, rest, variant })
}

/// Whether two records have the same keys in the same order.
fn same_keys(a: &Record, b: &Record) -> bool {
    a.fields.len() == b.fields.len() && a.fields.iter().zip(&b.fields).all(|(a, b)| a.name == b.name)
}

/// The join of two records of the same keys, which needs no look-up.
fn like(a: &Rc<Record>, b: &Rc<Record>) -> Rc<Record> {
    let (name, variant) = common(a, b);
    let same_kind = name == a.name && variant == a.variant;
    if same_kind && a.fields == b.fields {
        return a.clone();
    }
    let fields: Vec<RecordField> = a.fields.iter().zip(&b.fields).map(|(a, b)| both(a, b)).collect();
    if same_kind && fields == a.fields {
        return a.clone();
    }
    Rc::new(Record { name, fields, rest: None, variant })
}

/// Whether two records differ in nothing but what they are called and how their keys are ordered.
fn is_alike(a: &Record, b: &Record) -> bool {
    a.rest == b.rest
        && a.fields.len() == b.fields.len()
        && a.fields.iter().all(|field| b.get(&field.name) == Some(field))
}

/// What two records are called alike.
fn common(a: &Record, b: &Record) -> (Option<Rc<str>>, Option<Rc<Variant>>) {
    fn same<T: Clone + PartialEq>(a: &Option<T>, b: &Option<T>) -> Option<T> {
        if a == b { a.clone() } else { None }
    }
    (same(&a.name, &b.name), same(&a.variant, &b.variant))
}

fn both(a: &RecordField, b: &RecordField) -> RecordField {
    RecordField { name: a.name.clone(), ty: a.ty.join(&b.ty), presence: a.presence.max(b.presence) }
}

fn absent(field: &RecordField, rest: Option<&Ty>) -> RecordField {
    let ty = rest.map_or_else(|| field.ty.clone(), |rest| field.ty.join(rest));
    RecordField { name: field.name.clone(), ty, presence: Presence::Maybe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_only_some_bring_is_maybe() {
        let joined =
            Ty::record([("a", Ty::String), ("b", Ty::Null)]).join(&Ty::record([("b", Ty::Float), ("c", Ty::Float)]));
        assert_eq!(joined.to_string(), "{ a?: string, b: number | null, c?: number }");
    }

    #[test]
    fn kinds_meet_in_their_common_form() {
        assert_eq!(Ty::Int(0, 5).join(&Ty::Int(3, 9)), Ty::Int(0, 9));
        assert_eq!(Ty::Int(0, 5).join(&Ty::Float), Ty::Float);
        assert_eq!(Ty::Timestamp.join(&Ty::literals(["x"])), Ty::String);
        assert_eq!(Ty::literals(["y"]).join(&Ty::literals(["x"])), Ty::literals(["x", "y"]));
        assert_eq!(Ty::Bool(Some(true)).join(&Ty::Bool(Some(false))), Ty::Bool(None));
        assert_eq!(Ty::Tuple([Ty::Null].into()).join(&Ty::Tuple([].into())), Ty::List(Rc::new(Ty::Null)));
    }

    #[test]
    fn unions_stay_flat_and_absorb() {
        let union = Ty::Null.join(&Ty::String).join(&Ty::Timestamp).join(&Ty::Bool(None));
        assert_eq!(union, Ty::Union([Ty::Null, Ty::String, Ty::Bool(None)].into()));
        assert_eq!(union.join(&Ty::Any), Ty::Any);
        assert_eq!(Ty::Any.join(&Ty::Error), Ty::Any);
        assert_eq!(Ty::Never.join(&union), union);
    }

    #[test]
    fn a_join_that_adds_nothing_is_the_same_record() {
        let wide = Ty::record([("a", Ty::String), ("b", Ty::Null)]);
        let narrow = Ty::record([("a", Ty::literals(["x"])), ("b", Ty::Null)]);
        let (Ty::Record(before), Ty::Record(after)) = (&wide, &wide.join(&narrow)) else { panic!() };
        assert!(Rc::ptr_eq(before, after));
    }

    #[test]
    fn a_field_beside_what_is_unknown_is_unknown_and_not_in_doubt() {
        let open = Ty::Record(Rc::new(Record { rest: Some(Ty::Any), ..Record::default() }));
        let closed = Ty::record([("a", Ty::String)]);
        for joined in [open.join(&closed), closed.join(&open)] {
            assert_eq!(joined, open);
        }
    }

    #[test]
    fn a_map_keeps_its_rest() {
        let joined = Ty::record([("a", Ty::String)]).join(&Ty::Map(Rc::new(Ty::Float)));
        assert_eq!(joined.to_string(), "{ a?: string | number, [key]: number }");
    }
}
