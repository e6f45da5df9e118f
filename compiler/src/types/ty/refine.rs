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
                let record = Rc::new(Record { rest: Some((**value).clone()), ..Record::default() });
                key_of(self, &record, key, rest, what)
            }
            // One item of many: nothing is learnt about the others, so what it decides is no longer known of any.
            (Ty::List(item), Step::Index(_)) => match what {
                Refine::Value(_) => match item.refine(rest, what) {
                    // No item is like that.
                    Ty::Never => Ty::Never,
                    refined if refined == **item => self.clone(),
                    refined => Ty::List(Rc::new(loosened(item, &refined))),
                },
                Refine::Absent => self.clone(),
            },
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

/// What is sure of every item of a list of which one was asked for: what the answer decides may be anything.
fn loosened(item: &Ty, refined: &Ty) -> Ty {
    if let (Ty::Record(before), Ty::Record(after)) = (item, refined)
        && before.rest.is_none()
    {
        return Ty::Record(Rc::new(Record { fields: decided(before, after), ..Record::default() }));
    }
    let records = item.members().iter().map(|member| match member {
        Ty::Record(record) => Some(record),
        _ => None,
    });
    let Some(records) = records.collect::<Option<Vec<_>>>() else { return Ty::Any };
    let Some((first, others)) = records.split_first() else { return Ty::Any };
    let sure = first.fields.iter().filter_map(|field| {
        let in_all = others.iter().try_fold(field.clone(), |known, record| {
            let found = record.get(&field.name)?;
            Some(RecordField { ty: known.ty.join(&found.ty), presence: known.presence.max(found.presence), ..known })
        })?;
        // A scalar says nothing of what goes with it; what lies deeper may have been asked for.
        (in_all.presence == Presence::Required && is_flat(&in_all.ty)).then_some(in_all)
    });
    Ty::Record(Rc::new(Record { fields: sure.collect(), rest: Some(Ty::Any), ..Record::default() }))
}

/// The fields of a record, with nothing said of those that the answer about one item decides.
fn decided(before: &Record, after: &Record) -> Vec<RecordField> {
    let field = |field: &RecordField| {
        let is_sure = field.presence == Presence::Required && is_flat(&field.ty);
        match after.get(&field.name) {
            Some(found) if is_sure || found == field => field.clone(),
            Some(found) if field.presence == Presence::Required => {
                RecordField { ty: loosened(&field.ty, &found.ty), ..field.clone() }
            }
            _ => RecordField { ty: Ty::Any, presence: Presence::Required, ..field.clone() },
        }
    };
    before.fields.iter().map(field).collect()
}

fn is_flat(ty: &Ty) -> bool {
    match ty {
        // Every place of it is there.
        Ty::Tuple(items) => items.iter().all(is_flat),
        Ty::Bool(_) | Ty::Int(..) | Ty::Float | Ty::String | Ty::Timestamp | Ty::Enum(..) | Ty::Opaque(_) => true,
        _ => false,
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
    fn an_item_of_a_list_that_is_asked_for_leaves_the_others_open() {
        let record = Record {
            fields: vec![RecordField::required("id", Ty::String), RecordField::maybe("b", Ty::Null)],
            ..Record::default()
        };
        let list = Ty::List(Rc::new(Ty::Record(Rc::new(record))));
        let steps = [Step::Index(0), Step::Key("b".to_owned())];
        let guarded = list.refine(&steps, &Refine::Value(&Ty::clone));
        assert_eq!(guarded.to_string(), "{ id: string, b: any }[]");
        assert_eq!(list.refine(&[Step::Index(0), Step::Key("id".to_owned())], &Refine::Value(&Ty::clone)), list);
    }
}
