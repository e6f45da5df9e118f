//! Which records a union keeps apart: those of different variants, told by a marker or by a literal.

use super::{Presence, Record, RecordField, Ty};

/// How many parts of two types are compared before they count as different.
const PARTS: usize = 256;

/// Whether two records stay two in a union: they are different variants of one enum, or a string that is
/// fixed in both tells them apart and one record for both would know less.
pub(super) fn are_apart(a: &Record, b: &Record) -> bool {
    if let (Some(a), Some(b)) = (&a.variant, &b.variant)
        && a.of == b.of
        && a.name != b.name
    {
        return true;
    }
    a.rest.is_none() && b.rest.is_none() && a.fields.iter().any(|field| tells(field, b)) && {
        let mut parts = PARTS;
        a.fields.len() != b.fields.len() || a.fields.iter().any(|field| differs(field, b, &mut parts))
    }
}

/// Whether a field holds strings that the same field of another record never has.
fn tells(field: &RecordField, other: &Record) -> bool {
    let (Presence::Required, Ty::Enum(_, values)) = (field.presence, &field.ty) else { return false };
    match other.get(&field.name) {
        Some(RecordField { ty: Ty::Enum(_, others), presence: Presence::Required, .. }) => values.is_disjoint(others),
        _ => false,
    }
}

fn differs(field: &RecordField, other: &Record, parts: &mut usize) -> bool {
    match other.get(&field.name) {
        Some(found) => found.presence != field.presence || loses(&field.ty, &found.ty, parts),
        None => true,
    }
}

/// Whether the join of two types tells less than a choice between the two, beyond which scalars of one kind
/// they are.
fn loses(a: &Ty, b: &Ty, parts: &mut usize) -> bool {
    let Some(left) = parts.checked_sub(1) else { return true };
    *parts = left;
    match (a, b) {
        (Ty::Record(a), Ty::Record(b)) => {
            a.fields.len() != b.fields.len()
                || a.rest.is_some() != b.rest.is_some()
                || a.fields.iter().any(|field| differs(field, b, parts))
        }
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
        let plain = Ty::record([("kind", Ty::String), ("x", Ty::Null)]);
        assert_eq!(a.join(&b).join(&plain).to_string(), "{ kind: string, x?: null, y?: null }");
    }

    #[test]
    fn of_many_nothing_is_known() {
        let many = |count| (0..count).map(|at| of(&format!("k{at}"), &[(&*format!("f{at}"), Ty::Null)]));
        assert_eq!(Ty::union(many(64)).members().len(), 64);
        assert_eq!(Ty::union(many(65)), Ty::Any);
        assert_eq!(many(200).fold(Ty::Never, |all, one| all.join(&one)), Ty::Any);
    }

    #[test]
    fn variants_are_apart_by_name() {
        let marked = |name: &str, key: &str| {
            let variant = Some(Rc::new(super::super::Variant { of: "E".into(), name: name.into(), tag: None }));
            let fields = vec![RecordField::required(key, Ty::Null)];
            Ty::Record(Rc::new(Record { fields, variant, ..Record::default() }))
        };
        let both = marked("A", "a").join(&marked("B", "b"));
        assert_eq!(both.to_string(), "{ a: null } | { b: null }");
        assert_eq!(
            Ty::record([("a", Ty::Null)]).join(&Ty::record([("b", Ty::Null)])).to_string(),
            "{ a?: null, b?: null }"
        );
    }
}
