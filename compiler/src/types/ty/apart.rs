//! Which records a union keeps apart: those of different variants, those told apart by a literal, and those of which
//! one has a key that the other never has, or a literal in whose place the other may have others.

use std::collections::BTreeSet;

use super::{
    Class, Presence, Record, RecordField, Ty,
    look_up::{LookUp, has_same_keys},
};

/// How many parts of two types are compared before they count as different.
const PARTS: usize = 256;

/// How deep a literal that tells two records apart may lie in them.
const DEPTH: usize = 3;

/// How firmly two records are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Apart {
    /// They are the same.
    Same,
    /// One record can hold the values of both, and nothing is lost by it.
    No,
    /// One of them always has a key that the other never has, or a literal in whose place the other may have others.
    ByKey,
    /// They are variants of an enum, or a literal tells which of them a value is.
    ByTag,
}

/// Two records beside each other.
pub(super) struct Compared<'a> {
    /// How firmly they are apart.
    pub apart: Apart,
    /// The fields of the second that are not as in the first, with their places, if both have the same keys in the
    /// same order and no others.
    pub unlike: Option<Vec<(usize, &'a RecordField)>>,
}

/// Compares two records, to find out whether they stay two in a union as one record for both would know less.
pub(super) fn compare<'a>(a: &Record, b: &'a Record) -> Compared<'a> {
    if let (Some(a), Some(b)) = (&a.variant, &b.variant)
        && a.of == b.of
        && a.name != b.name
    {
        return Compared { apart: Apart::ByTag, unlike: None };
    }
    if a.rest.is_some() || b.rest.is_some() {
        return Compared { apart: Apart::No, unlike: None };
    }
    if has_same_keys(a, b) {
        // Of most records that meet, all fields are alike but one.
        let pairs = a.fields.iter().zip(&b.fields).enumerate().filter(|(_, (field, other))| field != other);
        let pairs: Vec<_> = pairs.collect();
        let apart = match pairs.as_slice() {
            [] if (&a.name, &a.variant) == (&b.name, &b.variant) => Apart::Same,
            // What tells them apart is no reason to keep them so: the rest is.
            [] | [_] => Apart::No,
            _ => told(pairs.iter().map(|(_, pair)| *pair)),
        };
        return Compared { apart, unlike: Some(pairs.into_iter().map(|(at, (_, other))| (at, other)).collect()) };
    }
    Compared { apart: of_other_keys(a, b), unlike: None }
}

/// How firmly records are apart that do not have the same keys in the same order.
fn of_other_keys(a: &Record, b: &Record) -> Apart {
    let (mut unlike, mut is_own, mut shared) = (Vec::new(), false, 0);
    let mut look = LookUp::new(&b.fields);
    for field in &a.fields {
        match look.find(&field.name) {
            Some(other) => {
                shared += 1;
                if field != other {
                    unlike.push((field, other));
                }
            }
            None => is_own |= field.presence == Presence::Required,
        }
    }
    if a.fields.len() == shared && b.fields.len() == shared {
        return told(unlike.iter().copied());
    }
    if unlike.iter().any(|(field, other)| tells(field, other, DEPTH)) {
        return Apart::ByTag;
    }
    let lacks = || {
        let mut look = LookUp::new(&a.fields);
        b.fields.iter().any(|field| field.presence == Presence::Required && look.find(&field.name).is_none())
    };
    if is_own || (b.fields.len() > shared && lacks()) { Apart::ByKey } else { Apart::No }
}

/// How firmly the unlike fields of two records of the same keys keep them apart: one tells which of them a value is, or
/// may, and another one loses by their join.
fn told<'a>(unlike: impl Iterator<Item = (&'a RecordField, &'a RecordField)> + Clone) -> Apart {
    let is_by = |tells: &dyn Fn(&RecordField, &RecordField) -> bool| {
        unlike.clone().enumerate().any(|(at, (field, other))| {
            tells(field, other) && {
                let mut parts = PARTS;
                unlike.clone().enumerate().any(|(found, (a, b))| found != at && differs(a, b, &mut parts))
            }
        })
    };
    match () {
        () if is_by(&|a, b| tells(a, b, DEPTH)) => Apart::ByTag,
        () if is_by(&may_tell) => Apart::ByKey,
        () => Apart::No,
    }
}

/// Whether a field always holds a literal beside which the same field of the other record may hold others, of a few: who
/// asks for one of those excludes the record. Texts of any kind are seldom asked for, and often written.
fn may_tell(a: &RecordField, b: &RecordField) -> bool {
    let is_one = |values: &BTreeSet<String>| values.len() == 1;
    if (a.presence, b.presence) != (Presence::Required, Presence::Required) {
        return false;
    }
    match (&a.ty, &b.ty) {
        (Ty::Bool(value), Ty::Bool(other)) => value != other,
        (Ty::Enum(_, values), Ty::Enum(_, others)) => values != others && (is_one(values) || is_one(others)),
        _ => false,
    }
}

/// Whether a field always holds what the same field of the other record never holds.
fn tells(a: &RecordField, b: &RecordField, depth: usize) -> bool {
    if (a.presence, b.presence) != (Presence::Required, Presence::Required) {
        return false;
    }
    match (&a.ty, &b.ty) {
        (Ty::Enum(_, values), Ty::Enum(_, others)) => values.is_disjoint(others),
        (Ty::Bool(Some(value)), Ty::Bool(Some(other))) => value != other,
        (Ty::Int(low, high), Ty::Int(other_low, other_high)) => high < other_low || other_high < low,
        (Ty::Null, ty) | (ty, Ty::Null) => !ty.may_be(Class::Null),
        (Ty::Record(a), Ty::Record(b)) if depth > 0 && a.rest.is_none() && b.rest.is_none() => {
            a.fields.iter().any(|field| b.get(&field.name).is_some_and(|other| tells(field, other, depth - 1)))
        }
        _ => false,
    }
}

fn differs(a: &RecordField, b: &RecordField, parts: &mut usize) -> bool {
    a.presence != b.presence || loses(&a.ty, &b.ty, parts)
}

/// Whether some field of a record is in another one, of the same number of fields, not what it is here.
fn is_unlike(a: &Record, b: &Record, parts: &mut usize) -> bool {
    a.fields.len() != b.fields.len()
        || a.fields.iter().any(|field| b.get(&field.name).is_none_or(|other| differs(field, other, parts)))
}

/// Whether the join of two types tells less than a choice between the two, beyond which scalars of one kind
/// they are.
fn loses(a: &Ty, b: &Ty, parts: &mut usize) -> bool {
    let Some(left) = parts.checked_sub(1) else { return true };
    *parts = left;
    match (a, b) {
        (Ty::Record(a), Ty::Record(b)) => a.rest.is_some() != b.rest.is_some() || is_unlike(a, b, parts),
        (Ty::List(a), Ty::List(b)) | (Ty::Map(a), Ty::Map(b)) => loses(a, b, parts),
        (Ty::List(_) | Ty::Items(_), Ty::List(_) | Ty::Items(_)) => loses(&a.item(), &b.item(), parts),
        (Ty::Tuple(a), Ty::Tuple(b)) => a.len() != b.len() || a.iter().zip(b.iter()).any(|(a, b)| loses(a, b, parts)),
        (Ty::Union(_), _) | (_, Ty::Union(_)) => a != b,
        (Ty::Bool(_), Ty::Bool(_))
        | (Ty::Int(..) | Ty::Float, Ty::Int(..) | Ty::Float)
        | (Ty::String | Ty::Timestamp | Ty::Enum(..), Ty::String | Ty::Timestamp | Ty::Enum(..))
        | (Ty::Any | Ty::Error | Ty::Opaque(_), _)
        | (_, Ty::Any | Ty::Error | Ty::Opaque(_)) => false,
        _ => a != b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    fn apart(a: &Record, b: &Record) -> Apart {
        compare(a, b).apart
    }

    fn of(kind: &str, fields: &[(&str, Ty)]) -> Ty {
        Ty::record([("kind", Ty::literals([kind]))].into_iter().chain(fields.iter().cloned()))
    }

    #[test]
    fn a_literal_keeps_records_of_different_fields_apart() {
        let card = of("card", &[("number", Ty::String)]);
        let cash = of("cash", &[]);
        let both = card.join(&cash);
        assert_eq!(both.to_string(), r#"{ kind: "card", number: string } | { kind: "cash" }"#);
        assert_eq!(both.join(&cash), both);
        assert_eq!(cash.join(&both).join(&card), cash.join(&card));
    }

    #[test]
    fn records_alike_are_one() {
        let (a, b) = (of("a", &[("n", Ty::Int(1, 1))]), of("b", &[("n", Ty::Int(2, 2))]));
        assert_eq!(a.join(&b).to_string(), r#"{ kind: "a" | "b", n: integer }"#);
    }

    #[test]
    fn the_contents_may_differ_deeper() {
        let (a, b) = (of("a", &[("data", Ty::record([("x", Ty::Null)]))]), of("b", &[("data", Ty::empty())]));
        assert_eq!(a.join(&b).to_string(), r#"{ kind: "a", data: { x: null } } | { kind: "b", data: {} }"#);
    }

    #[test]
    fn a_record_that_joins_two_makes_one_of_all() {
        let (a, b) = (of("a", &[("x", Ty::Null)]), of("b", &[("y", Ty::Null)]));
        let fields = vec![
            RecordField::required("kind", Ty::String),
            RecordField::maybe("x", Ty::Null),
            RecordField::maybe("y", Ty::Null),
        ];
        let plain = Ty::Record(Rc::new(Record { fields, ..Record::default() }));
        assert_eq!(a.join(&b).join(&plain).to_string(), "{ kind: string, x?: null, y?: null }");
    }

    #[test]
    fn of_many_is_known_what_all_have() {
        let many = |count| (0..count).map(|at| of(&format!("k{at}"), &[(&*format!("f{at}"), Ty::Null)]));
        assert_eq!(Ty::union(many(64)).members().len(), 64);
        for all in [Ty::union(many(65)), many(200).fold(Ty::Never, |all, one| all.join(&one))] {
            let key = |key: &str| all.walk(&[crate::expr::Step::Key(key.to_owned())]);
            assert_eq!((all.members().len(), key("f3").ty(), key("f3").is_sure()), (1, Some(&Ty::Any), true));
            assert!(key("kind").is_sure() && key("kind").ty().is_some_and(|ty| ty.is_all(Class::String)));
        }
    }

    #[test]
    fn variants_are_apart_by_name() {
        let marked = |name: &str, key: &str| {
            let variant = Some(Rc::new(super::super::Variant { of: "E".into(), name: name.into(), tag: None }));
            let fields = vec![RecordField::required(key, Ty::Null)];
            Ty::Record(Rc::new(Record { fields, variant, ..Record::default() }))
        };
        assert_eq!(marked("A", "a").join(&marked("B", "a")).members().len(), 2);
        assert_eq!(marked("A", "a").join(&marked("A", "a")), marked("A", "a"));
    }

    #[test]
    fn a_key_that_the_other_never_has_keeps_them_apart() {
        let of = |keys: &[&str]| Ty::record(keys.iter().map(|key| (*key, Ty::Null)));
        let both = of(&["id", "result"]).join(&of(&["id", "error"]));
        assert_eq!(both.to_string(), "{ id: null, result: null } | { id: null, error: null }");
        assert_eq!(of(&["id"]).join(&of(&["id", "x"])).to_string(), "{ id: null } | { id: null, x: null }");
        let maybe = Record { fields: vec![RecordField::maybe("x", Ty::Null)], ..Record::default() };
        assert_eq!(of(&[]).join(&Ty::Record(Rc::new(maybe))).to_string(), "{ x?: null }");
        // Of many that nothing but keys tell apart, one is made.
        let keys: Vec<String> = (0..13).map(|at| format!("k{at}")).collect();
        let all = Ty::union(keys.iter().map(|key| of(&["id", key])));
        assert_eq!((all.members().len(), all.walk(&[crate::expr::Step::Key("id".into())]).is_sure()), (1, true));
    }

    #[test]
    fn other_literals_tell_as_well() {
        let of = |tag: Ty, key: &str| Ty::record([("tag", tag), (key, Ty::Null)]);
        let nested = |tag| Ty::record([("name", Ty::literals([tag]))]);
        for (one, other) in [
            (Ty::Bool(Some(true)), Ty::Bool(Some(false))),
            (Ty::Int(200, 200), Ty::Int(500, 500)),
            (Ty::Null, Ty::String),
            (nested("a"), nested("b")),
        ] {
            let record = |tag: &Ty, key| match of(tag.clone(), key) {
                Ty::Record(record) => record,
                _ => panic!(),
            };
            assert_eq!(apart(&record(&one, "x"), &record(&other, "y")), Apart::ByTag, "{one} {other}");
            assert_eq!(apart(&record(&one, "x"), &record(&other, "x")), Apart::No, "{one} {other}");
            assert_eq!(apart(&record(&one, "x"), &record(&one, "y")), Apart::ByKey, "{one} {other}");
        }
    }
}
