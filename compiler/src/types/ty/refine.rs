//! Narrows a type by what is known of the value at a path.

use std::rc::Rc;

use super::{Presence, Record, RecordField, Ty, walk::position};
use crate::expr::Step;

/// What is known of the value at a path.
pub enum Refine<'a> {
    /// It is there, and this is what remains of its type.
    Value(&'a dyn Fn(&Ty) -> Ty),
    /// It is not there.
    Absent,
}

impl Ty {
    /// What remains of the type once something is known of the value at a path; `Never` if nothing does.
    #[must_use]
    pub fn refine(&self, steps: &[Step], what: &Refine<'_>) -> Ty {
        let Some((step, rest)) = steps.split_first() else {
            return match what {
                Refine::Value(f) => f(self),
                Refine::Absent if self.is_unknown() => self.clone(),
                Refine::Absent => Ty::Never,
            };
        };
        match (self, step) {
            (Ty::Never | Ty::Any | Ty::Error | Ty::Opaque(_), _) => self.clone(),
            (Ty::Union(members), _) => Ty::union(members.iter().map(|member| member.refine(steps, what))),
            (Ty::Record(record), Step::Key(key)) => key_of(self, record, key, rest, what),
            (Ty::Map(value), Step::Key(key)) => {
                let record = Rc::new(Record::of_rest((**value).clone()));
                key_of(self, &record, key, rest, what)
            }
            // One item of many: nothing is learnt about the others.
            (Ty::List(_) | Ty::Items(_), Step::Index(index)) => {
                let found = self.item_at(*index).unwrap_or(&Ty::Never);
                match (what, found.refine(rest, what)) {
                    // No item is like that.
                    (Refine::Value(_), Ty::Never) => Ty::Never,
                    // Nor is this one: then there are not that many.
                    (Refine::Absent, Ty::Never) => self.clone(),
                    (_, refined) if refined != *found => self.with_item(*index, refined),
                    _ => self.clone(),
                }
            }
            (Ty::Tuple(items), Step::Index(index)) => {
                match position(items.len(), *index).and_then(|index| Some((index, items.get(index)?))) {
                    Some((index, item)) => {
                        let refined = item.refine(rest, what);
                        if refined.is_never() {
                            return Ty::Never;
                        }
                        let with = |(at, item): (usize, &Ty)| if at == index { refined.clone() } else { item.clone() };
                        Ty::Tuple(items.iter().enumerate().map(with).collect())
                    }
                    None => nowhere(self, what),
                }
            }
            _ => nowhere(self, what),
        }
    }
}

/// A type in which the step cannot be taken: only absence agrees with it.
fn nowhere(ty: &Ty, what: &Refine<'_>) -> Ty {
    match what {
        Refine::Absent => ty.clone(),
        Refine::Value(_) => Ty::Never,
    }
}

fn key_of(whole: &Ty, record: &Rc<Record>, key: &str, rest: &[Step], what: &Refine<'_>) -> Ty {
    let found = record.fields.iter().position(|field| &*field.name == key);
    let (ty, presence) = match (found.and_then(|index| record.fields.get(index)), &record.rest) {
        (Some(field), _) => (&field.ty, field.presence),
        (None, Some(rest)) => (rest, Presence::Maybe),
        (None, None) => return nowhere(whole, what),
    };
    let refined = ty.refine(rest, what);
    let field = match (what, presence) {
        (Refine::Value(_), _) | (Refine::Absent, Presence::Required) if refined.is_never() => return Ty::Never,
        (Refine::Value(_), _) => Some(RecordField { name: key.into(), ty: refined, presence: Presence::Required }),
        // Absence in a map cannot be written down for one key.
        (Refine::Absent, Presence::Maybe) if found.is_none() => return whole.clone(),
        (Refine::Absent, Presence::Maybe) if refined.is_never() || (rest.is_empty() && refined.is_unknown()) => None,
        (Refine::Absent, _) => Some(RecordField { name: key.into(), ty: refined, presence }),
    };
    let known = found.and_then(|index| record.fields.get(index));
    if known.is_some() && known == field.as_ref() {
        return whole.clone();
    }
    let mut fields = record.fields.clone();
    match (found, field) {
        (Some(index), Some(field)) => {
            if let Some(old) = fields.get_mut(index) {
                *old = field;
            }
        }
        (Some(index), None) => {
            fields.remove(index);
        }
        (None, Some(field)) => fields.push(field),
        (None, None) => {}
    }
    Ty::Record(Rc::new(Record {
        name: record.name.clone(),
        fields,
        rest: record.rest.clone(),
        variant: record.variant.clone(),
    }))
}

#[cfg(test)]
mod tests {
    use super::{super::Class, *};

    fn keys(names: &[&str]) -> Vec<Step> {
        names.iter().map(|name| Step::Key((*name).to_owned())).collect()
    }

    fn sample() -> Ty {
        let inner =
            Ty::Record(Rc::new(Record { fields: vec![RecordField::maybe("b", Ty::String)], ..Record::default() }));
        let fields = vec![RecordField::maybe("a", inner), RecordField::required("n", Ty::Null.join(&Ty::Float))];
        Ty::Record(Rc::new(Record { fields, ..Record::default() }))
    }

    #[test]
    fn presence_makes_the_whole_way_required() {
        let present = sample().refine(&keys(&["a", "b"]), &Refine::Value(&Ty::clone));
        assert_eq!(present.to_string(), "{ a: { b: string }, n: number | null }");
    }

    #[test]
    fn absence_removes_only_the_last_key() {
        let absent = sample().refine(&keys(&["a", "b"]), &Refine::Absent);
        assert_eq!(absent.to_string(), "{ a?: {}, n: number | null }");
        assert_eq!(sample().refine(&keys(&["a"]), &Refine::Absent).to_string(), "{ n: number | null }");
        assert_eq!(sample().refine(&keys(&["n"]), &Refine::Absent), Ty::Never);
        assert_eq!(sample().refine(&keys(&["zzz"]), &Refine::Absent), sample());
    }

    #[test]
    fn a_value_test_keeps_what_agrees() {
        let null = sample().refine(&keys(&["n"]), &Refine::Value(&|ty| ty.only(Class::Null)));
        assert_eq!(null.to_string(), "{ a?: { b?: string }, n: null }");
        assert_eq!(sample().refine(&keys(&["n"]), &Refine::Value(&|ty| ty.only(Class::String))), Ty::Never);
    }

    #[test]
    fn an_item_of_a_list_that_is_asked_for_tells_of_no_other() {
        let record = Record {
            fields: vec![RecordField::required("id", Ty::String), RecordField::maybe("b", Ty::Null)],
            ..Record::default()
        };
        let list = Ty::List(Rc::new(Ty::Record(Rc::new(record))));
        let at = |index: i64, key: &str| [Step::Index(index), Step::Key(key.to_owned())];
        let there = |list: &Ty, index| list.walk(&at(index, "b")).is_sure();
        let guarded = list.refine(&at(0, "b"), &Refine::Value(&Ty::clone));
        assert_eq!(guarded.to_string(), "{ id: string, b?: null }[] with [0]: { id: string, b: null }");
        assert!(there(&guarded, 0) && !there(&guarded, 1) && !there(&guarded, -1));
        let without = guarded.refine(&at(1, "b"), &Refine::Absent);
        assert_eq!(without.walk(&at(1, "b")).ty(), None);
        assert!(there(&without, 0));
        assert_eq!(list.refine(&at(0, "id"), &Refine::Value(&Ty::clone)), list);
        assert_eq!(list.refine(&at(0, "id"), &Refine::Absent), list);
        let last = list.refine(&at(-1, "b"), &Refine::Value(&Ty::clone));
        assert!(there(&last, -1) && !there(&last, 0));
        assert_eq!(guarded.join(&list), list);
        assert_eq!(guarded.join(&without), guarded);
    }

    #[test]
    fn what_is_written_over_an_item_leaves_the_others() {
        let list = Ty::List(Rc::new(Ty::literals(["a", "b"])));
        let only = |ty: &Ty| ty.partition(|text| text == "a").0;
        let known = [0, 1, -1].iter().fold(list, |list, at| list.refine(&[Step::Index(*at)], &Refine::Value(&only)));
        let at = |ty: &Ty, index| ty.walk(&[Step::Index(index)]).ty().map(Ty::to_string).unwrap_or_default();
        let (placed, _) = known.place(&[Step::Index(1)], &Ty::Null);
        let any = r#""a" | "b" | null"#;
        assert_eq!([0, 1, 2, -1].map(|index| at(&placed, index)), [r#""a""#, "null", any, any]);
        let (placed, _) = known.place(&[Step::Index(-1)], &Ty::Null);
        assert_eq!([0, 1, -1, -2].map(|index| at(&placed, index)), [any, any, "null", any]);
    }
}
