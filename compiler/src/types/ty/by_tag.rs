//! The type with only those records apart that a tag tells apart: as people are shown it, and as a value can tell.

use std::rc::Rc;

use super::{Items, Record, RecordField, Ty, union};

impl Ty {
    /// The type with one record for those that only keys tell apart; keys that some lack are marked. Goes as deep as
    /// types are nested, which is bounded where they are made.
    #[must_use]
    pub(crate) fn by_tag(&self) -> Ty {
        match self {
            Ty::Union(members) => union::without_keys(members.iter().map(Ty::by_tag)),
            Ty::Record(record) => {
                let fields = record.fields.iter().map(|field| RecordField { ty: field.ty.by_tag(), ..field.clone() });
                Ty::Record(Rc::new(Record {
                    name: record.name.clone(),
                    fields: fields.collect(),
                    rest: record.rest.as_ref().map(Ty::by_tag),
                    variant: record.variant.clone(),
                }))
            }
            Ty::List(item) => Ty::List(Rc::new(item.by_tag())),
            Ty::Map(value) => Ty::Map(Rc::new(value.by_tag())),
            Ty::Tuple(items) => Ty::Tuple(items.iter().map(Ty::by_tag).collect()),
            Ty::Items(items) => {
                let at = items.at.iter().map(|(at, item)| (*at, item.by_tag()));
                Ty::Items(Rc::new(Items { item: items.item.by_tag(), at: at.collect() }))
            }
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_keys_tell_apart_is_one_record() {
        let way = |keys: &[&str]| Ty::record(keys.iter().map(|key| (*key, Ty::String)));
        let both = Ty::List(Rc::new(way(&["id", "result"]).join(&way(&["id", "error"]))));
        assert_eq!(both.to_string(), "({ id: string, result: string } | { id: string, error: string })[]");
        assert_eq!(both.by_tag().to_string(), "{ id: string, result?: string, error?: string }[]");
        let tagged = |tag: &str, key| Ty::record([("tag", Ty::literals([tag])), (key, Ty::Null)]);
        let both = tagged("a", "x").join(&tagged("b", "y"));
        assert_eq!(both.by_tag(), both);
    }
}
