//! The least type that holds the values of two others, kind by kind.

use std::rc::Rc;

use super::{
    Presence, Record, RecordField, Ty, Variant,
    apart::{Apart, compare},
    look_up::LookUp,
};

impl Ty {
    /// The type of a value that is of one type or of the other.
    #[must_use]
    pub fn join(&self, other: &Ty) -> Ty {
        self.grown(other).unwrap_or_else(|| self.clone())
    }

    /// What the type becomes when values of another come to it; `None` if it holds them already.
    #[must_use]
    pub fn grown(&self, other: &Ty) -> Option<Ty> {
        match (self, other) {
            (_, Ty::Never) | (Ty::Any, _) => None,
            (Ty::Never, _) => Some(other.clone()),
            (_, Ty::Any) => Some(Ty::Any),
            // What a fault spoils does not come: the other is what does.
            (_, Ty::Error) => None,
            (Ty::Error, _) => Some(other.clone()),
            _ => match meet(self, other, Apart::ByKey) {
                Met::Held => None,
                Met::Grown(ty) => Some(ty),
                Met::Apart if self == other => None,
                Met::Apart => {
                    Some(Ty::union(self.members().iter().chain(other.members()).cloned())).filter(|union| union != self)
                }
            },
        }
    }
}

/// What comes of two types.
pub(super) enum Met {
    /// The first holds the values of the second.
    Held,
    /// They have a common form, which is not the first.
    Grown(Ty),
    /// They have none.
    Apart,
}

impl Met {
    fn of(grown: Option<Ty>) -> Met {
        grown.map_or(Met::Held, Met::Grown)
    }
}

/// The common form of two types of one kind that are no unions, unless they are records at least so firmly apart.
pub(super) fn meet(a: &Ty, b: &Ty, least: Apart) -> Met {
    Met::of(match (a, b) {
        (Ty::Bool(known), Ty::Bool(other)) => (known.is_some() && known != other).then_some(Ty::Bool(None)),
        (Ty::Int(low, high), Ty::Int(other_low, other_high)) => {
            (other_low < low || other_high > high).then(|| Ty::Int(*low.min(other_low), *high.max(other_high)))
        }
        (Ty::Float, Ty::Int(..) | Ty::Float) => None,
        (Ty::Int(..), Ty::Float) => Some(Ty::Float),
        (Ty::Enum(name, variants), Ty::Enum(other_name, others)) => {
            // A literal that is one of an enum's values leaves it that enum.
            let common = match (name, other_name) {
                (Some(_), None) if others.is_subset(variants) => name,
                (None, Some(_)) if variants.is_subset(others) => other_name,
                _ if name == other_name => name,
                _ => &None,
            };
            let is_held = common == name && (Rc::ptr_eq(variants, others) || others.is_subset(variants));
            (!is_held).then(|| Ty::Enum(common.clone(), Rc::new(variants.union(others).cloned().collect())))
        }
        (Ty::String, Ty::String | Ty::Timestamp | Ty::Enum(..)) | (Ty::Timestamp, Ty::Timestamp) => None,
        (Ty::Timestamp | Ty::Enum(..), Ty::String | Ty::Timestamp | Ty::Enum(..)) => Some(Ty::String),
        (Ty::Tuple(items), Ty::Tuple(others)) if items.len() == others.len() => {
            if Rc::ptr_eq(items, others) {
                return Met::Held;
            }
            let grown: Vec<_> = items.iter().zip(others.iter()).map(|(item, other)| item.grown(other)).collect();
            grown.iter().any(Option::is_some).then(|| {
                let all = items.iter().zip(grown);
                Ty::Tuple(all.map(|(item, grown)| grown.unwrap_or_else(|| item.clone())).collect())
            })
        }
        (Ty::Items(known), Ty::Items(other)) => known.grown(other),
        (Ty::List(known), Ty::List(_) | Ty::Items(_) | Ty::Tuple(_)) => {
            known.grown(&b.item()).map(|item| Ty::List(Rc::new(item)))
        }
        (Ty::Items(_) | Ty::Tuple(_), Ty::List(_) | Ty::Items(_) | Ty::Tuple(_)) => {
            Some(Ty::List(Rc::new(a.item().join(&b.item()))))
        }
        (Ty::Map(value), Ty::Map(other)) => value.grown(other).map(|value| Ty::Map(Rc::new(value))),
        (Ty::Record(record), Ty::Record(other)) if Rc::ptr_eq(record, other) => None,
        (Ty::Record(record), Ty::Record(other)) => {
            let compared = compare(record, other);
            match compared.apart {
                Apart::Same => return Met::Held,
                apart if apart >= least => return Met::Apart,
                _ => {}
            }
            let grown = match compared.unlike {
                Some(unlike) => fields_grown(record, other, unlike),
                None => record_grown(record, other),
            };
            grown.and_then(|joined| match (&record.variant, &other.variant) {
                (Some(_), None) if is_alike(&joined, record) => None,
                (None, Some(_)) if is_alike(&joined, other) => Some(b.clone()),
                _ => Some(Ty::Record(joined)),
            })
        }
        (Ty::Record(record), Ty::Map(value)) => {
            record_grown(record, &Record::of_rest((**value).clone())).map(Ty::Record)
        }
        (Ty::Map(value), Ty::Record(record)) => Some(Ty::Record(
            record_grown(record, &Record::of_rest((**value).clone())).unwrap_or_else(|| record.clone()),
        )),
        _ if a == b => None,
        _ => return Met::Apart,
    })
}

/// A record with the values of another one of the same keys, of which these fields are unlike; `None` if it holds them
/// already.
fn fields_grown(a: &Record, b: &Record, unlike: Vec<(usize, &RecordField)>) -> Option<Rc<Record>> {
    let (name, variant) = common(a, b);
    let grown = |(at, other): (usize, &RecordField)| Some((at, field_grown(a.fields.get(at)?, other)?));
    let grown: Vec<_> = unlike.into_iter().filter_map(grown).collect();
    if grown.is_empty() && name == a.name && variant == a.variant {
        return None;
    }
    let mut fields = a.fields.clone();
    for (at, grown) in grown {
        if let Some(field) = fields.get_mut(at) {
            *field = grown;
        }
    }
    Some(Rc::new(Record { name, fields, rest: None, variant }))
}

/// The first record with the values of the second; `None` if it holds them already. Fields that only one of them
/// has become `Maybe`.
fn record_grown(a: &Record, b: &Record) -> Option<Rc<Record>> {
    let (name, variant) = common(a, b);
    let mut is_grown = name != a.name || variant != a.variant;
    let mut fields = Vec::with_capacity(a.fields.len());
    let mut look = LookUp::new(&b.fields);
    for field in &a.fields {
        let joined = match (look.find(&field.name), &b.rest) {
            (Some(other), _) => field_grown(field, other),
            // What is not known may well be this field: it is as little known from now on, and no reason to
            // doubt that it is there.
            (None, Some(rest)) if rest.is_unknown() => {
                is_grown = true;
                continue;
            }
            (None, rest) => in_doubt(field, rest.as_ref()),
        };
        is_grown |= joined.is_some();
        fields.push(joined.unwrap_or_else(|| field.clone()));
    }
    if !a.rest.as_ref().is_some_and(Ty::is_unknown) {
        let mut look = LookUp::new(&a.fields);
        for field in b.fields.iter().filter(|field| look.find(&field.name).is_none()) {
            fields.push(in_doubt(field, a.rest.as_ref()).unwrap_or_else(|| field.clone()));
            is_grown = true;
        }
    }
    let rest = match (&a.rest, &b.rest) {
        (Some(known), Some(other)) => known.grown(other),
        (None, Some(other)) => Some(other.clone()),
        (_, None) => None,
    };
    is_grown |= rest.is_some();
    is_grown.then(|| Rc::new(Record { name, fields, rest: rest.or_else(|| a.rest.clone()), variant }))
}

/// Whether two records differ in nothing but what they are called and how their keys are ordered.
fn is_alike(a: &Record, b: &Record) -> bool {
    a.rest == b.rest
        && a.fields.len() == b.fields.len()
        && a.fields.iter().all(|field| b.get(&field.name) == Some(field))
}

/// What two records are called alike.
pub(super) fn common(a: &Record, b: &Record) -> (Option<Rc<str>>, Option<Rc<Variant>>) {
    fn same<T: Clone + PartialEq>(a: &Option<T>, b: &Option<T>) -> Option<T> {
        if a == b { a.clone() } else { None }
    }
    (same(&a.name, &b.name), same(&a.variant, &b.variant))
}

/// A field that both records have.
pub(super) fn field_grown(a: &RecordField, b: &RecordField) -> Option<RecordField> {
    let (ty, presence) = (a.ty.grown(&b.ty), a.presence.max(b.presence));
    (ty.is_some() || presence != a.presence).then(|| RecordField {
        name: a.name.clone(),
        ty: ty.unwrap_or_else(|| a.ty.clone()),
        presence,
    })
}

/// A field that the other record does not list.
fn in_doubt(field: &RecordField, rest: Option<&Ty>) -> Option<RecordField> {
    let grown = rest.and_then(|rest| field.ty.grown(rest));
    (grown.is_some() || field.presence != Presence::Maybe).then(|| RecordField {
        name: field.name.clone(),
        ty: grown.unwrap_or_else(|| field.ty.clone()),
        presence: Presence::Maybe,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_field_that_only_some_bring_is_maybe() {
        let joined = Ty::record([("a", Ty::String), ("b", Ty::Bool(None))])
            .join(&Ty::record([("b", Ty::Float), ("c", Ty::Float)]));
        assert_eq!(joined.by_tag().to_string(), "{ a?: string, b: boolean | number, c?: number }");
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

    /// Types in which all is known: what is not takes the place of what is, so that the order matters.
    fn any_ty() -> impl Strategy<Value = Ty> {
        let leaf = prop_oneof![
            Just(Ty::Null),
            Just(Ty::String),
            Just(Ty::Float),
            Just(Ty::Never),
            (0..3i128, 0..3i128).prop_map(|(a, b)| Ty::Int(a.min(b), a.max(b))),
            prop::option::of(any::<bool>()).prop_map(Ty::Bool),
            prop::sample::subsequence(vec!["x", "y", "z"], 1..3).prop_map(Ty::literals),
        ];
        leaf.prop_recursive(3, 16, 3, |inner| {
            let field = (prop::sample::select(vec!["a", "b", "c"]), inner.clone(), any::<bool>());
            let record = (prop::collection::vec(field, 0..3), prop::option::of(inner.clone()), 0..4usize);
            prop_oneof![
                inner.clone().prop_map(|ty| Ty::List(Rc::new(ty))),
                (inner.clone(), inner.clone(), -1..2i64)
                    .prop_map(|(others, known, at)| Ty::items(others.join(&known), [(at, known)])),
                inner.clone().prop_map(|ty| Ty::Map(Rc::new(ty))),
                prop::collection::vec(inner.clone(), 0..3).prop_map(|items| Ty::Tuple(items.into())),
                prop::collection::vec(inner, 0..3).prop_map(Ty::union),
                record.prop_map(|(fields, rest, variant)| {
                    let mut record = Record { rest: rest.filter(|ty| !ty.is_never()), ..Record::default() };
                    for (name, ty, is_sure) in fields {
                        if record.get(name).is_none() && !ty.is_never() {
                            let presence = if is_sure { Presence::Required } else { Presence::Maybe };
                            record.fields.push(RecordField { presence, ..RecordField::required(name, ty) });
                        }
                    }
                    record.variant = (variant < 2)
                        .then(|| Rc::new(Variant { of: "E".into(), name: variant.to_string().into(), tag: None }));
                    Ty::Record(Rc::new(record))
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_has_grown_holds_what_came(a in any_ty(), b in any_ty()) {
            let joined = a.join(&b);
            match a.grown(&b) {
                None => prop_assert_eq!(&joined, &a),
                Some(grown) => prop_assert!(grown != a, "{a} grew to itself by {b}"),
            }
            prop_assert!(joined.grown(&b).is_none(), "{joined} grows by {b} to {}", joined.join(&b));
            prop_assert!(joined.grown(&a).is_none(), "{joined} grows by {a} to {}", joined.join(&a));
        }
    }
}
