//! The union of types: those that have a common form become one, and records stay apart as far as they are kept so.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    rc::Rc,
};

use super::{
    Class, Presence, Record, RecordField, Ty, Variant,
    apart::Apart,
    join::{Met, common, meet},
};

/// How many records a union keeps apart beside the variants of enums, of which each counts but once.
const RECORDS: usize = 64;

/// How many of those may be told apart by nothing but a key.
const BY_KEY: usize = 12;

impl Ty {
    /// The join of several types.
    pub fn union(types: impl IntoIterator<Item = Ty>) -> Ty {
        let mut types = types.into_iter().filter(|ty| !ty.is_never());
        let Some(first) = types.next() else { return Ty::Never };
        let Some(second) = types.next() else { return first };
        let mut all: Vec<Ty> = Vec::new();
        for ty in [first, second].into_iter().chain(types) {
            match ty {
                Ty::Never => {}
                Ty::Any => return Ty::Any,
                Ty::Union(members) => all.extend(members.iter().cloned()),
                other => all.push(other),
            }
        }
        if all.iter().any(|ty| *ty != Ty::Error) {
            all.retain(|ty| *ty != Ty::Error);
        }
        let mut gathered = Gathered::default();
        texts_as_one(all).into_iter().for_each(|ty| gathered.add(ty));
        one(gathered.list)
    }
}

/// The join of types in which records that only keys tell apart are one.
pub(super) fn without_keys(types: impl Iterator<Item = Ty>) -> Ty {
    let mut list = Vec::new();
    types.for_each(|ty| add_by(&mut list, ty, Apart::ByTag));
    one(list)
}

fn one(mut list: Vec<Ty>) -> Ty {
    if list.len() > 1 { Ty::Union(list.into()) } else { list.pop().unwrap_or(Ty::Never) }
}

/// The types with one for all sets of literals of one name: of many, joining one after the other takes the square of
/// their number.
fn texts_as_one(mut types: Vec<Ty>) -> Vec<Ty> {
    let Some((at, name)) = types.iter().enumerate().find_map(|(at, ty)| match ty {
        Ty::Enum(name, _) => Some((at, name.clone())),
        _ => None,
    }) else {
        return types;
    };
    let is_same = |ty: &Ty| matches!(ty, Ty::Enum(other, _) if *other == name);
    if types.iter().filter(|ty| is_same(ty)).count() < 3 {
        return types;
    }
    let values: BTreeSet<String> = types
        .iter()
        .filter(|ty| is_same(ty))
        .flat_map(|ty| match ty {
            Ty::Enum(_, values) => values.iter().cloned().collect(),
            _ => Vec::new(),
        })
        .collect();
    if let Some(first) = types.get_mut(at) {
        *first = Ty::Enum(name.clone(), Rc::new(values));
    }
    let mut index = 0..;
    types.retain(|ty| index.next() == Some(at) || !is_same(ty));
    types
}

/// Types that have no common form.
#[derive(Default)]
struct Gathered {
    list: Vec<Ty>,
    /// Where the records stand that are variants of one enum; `None` once there is another object.
    variants: Places,
}

/// Where the variants of one enum stand.
enum Places {
    /// There is no object yet, or only variants of this one: where the only record of each stands.
    Of(Option<Rc<str>>, HashMap<Rc<str>, Option<usize>>),
    /// There are others.
    Mixed,
}

impl Default for Places {
    fn default() -> Self {
        Places::Of(None, HashMap::new())
    }
}

impl Gathered {
    fn add(&mut self, ty: Ty) {
        let Some(ty) = self.add_variant(ty) else { return };
        let is_object = ty.is_object();
        let before = self.list.len();
        add_by(&mut self.list, ty, Apart::ByKey);
        if self.list.len() > before && is_object && self.loose() > BY_KEY {
            // Every key that only some of the ways write doubles their number.
            for ty in std::mem::take(&mut self.list) {
                add_by(&mut self.list, ty, Apart::ByTag);
            }
            if self.loose() > RECORDS {
                blur(&mut self.list);
            }
        }
        if matches!(self.variants, Places::Of(..)) && (self.list.len() < before || is_object) {
            self.index();
        }
    }

    /// Adds a variant of an enum where nothing but the same variant can have a common form with it: many are not compared
    /// with each other. Gives back what has to be compared.
    fn add_variant(&mut self, ty: Ty) -> Option<Ty> {
        let (Ty::Record(record), Places::Of(of, places)) = (&ty, &mut self.variants) else { return Some(ty) };
        let Some(variant) = &record.variant else { return Some(ty) };
        if of.get_or_insert_with(|| variant.of.clone()) != &variant.of {
            return Some(ty);
        }
        let Some(place) = places.get_mut(&variant.name) else {
            places.insert(variant.name.clone(), Some(self.list.len()));
            self.list.push(ty);
            return None;
        };
        let Some(known) = place.and_then(|at| self.list.get_mut(at)) else { return Some(ty) };
        match meet(known, &ty, Apart::ByKey) {
            Met::Held => None,
            Met::Grown(grown) => {
                *known = grown;
                None
            }
            Met::Apart => Some(ty),
        }
    }

    /// Finds where the variants stand.
    fn index(&mut self) {
        let (mut of, mut places) = (None, HashMap::new());
        for (at, ty) in self.list.iter().enumerate().filter(|(_, ty)| ty.is_object()) {
            match variant(ty) {
                Some(variant) if of.as_ref().is_none_or(|of| *of == variant.of) => {
                    of = Some(variant.of.clone());
                    let only = places.entry(variant.name.clone()).and_modify(|place| *place = None);
                    only.or_insert(Some(at));
                }
                _ => {
                    self.variants = Places::Mixed;
                    return;
                }
            }
        }
        self.variants = Places::Of(of, places);
    }

    /// How many records there are beside one for each variant.
    fn loose(&self) -> usize {
        let records = self.list.iter().filter(|ty| matches!(ty, Ty::Record(_))).count();
        let variants: HashSet<_> = self.list.iter().filter_map(variant).map(|one| (&one.of, &one.name)).collect();
        records - variants.len()
    }
}

fn variant(ty: &Ty) -> Option<&Variant> {
    match ty {
        Ty::Record(record) => record.variant.as_deref(),
        _ => None,
    }
}

/// Adds a type where records stay apart that are at least so firmly apart. What two of them become may have a common
/// form with a third.
fn add_by(list: &mut Vec<Ty>, ty: Ty, least: Apart) {
    if list.contains(&ty) {
        return;
    }
    let (mut ty, mut place) = (ty, list.len());
    // The one that stands first lends its order of fields.
    let merged = |at: usize, known: &Ty, ty: &Ty, place: usize| {
        let (first, second) = if at < place { (known, ty) } else { (ty, known) };
        match meet(first, second, least) {
            Met::Held => Some(first.clone()),
            Met::Grown(ty) => Some(ty),
            Met::Apart => None,
        }
    };
    while let Some((at, merged)) =
        list.iter().enumerate().find_map(|(at, known)| Some((at, merged(at, known, &ty, place)?)))
    {
        list.remove(at);
        (ty, place) = (merged, place.min(at));
    }
    list.insert(place.min(list.len()), ty);
}

/// Makes one object of all. What all of them always have is known of it; of another key nothing is, not even that it may
/// be missing: a rule that tells which of them it is could not say which keys that one has.
fn blur(list: &mut Vec<Ty>) {
    let mut all: Option<Record> = None;
    for ty in list.iter() {
        let record = match ty {
            Ty::Record(record) => record,
            Ty::Map(_) => &Rc::new(Record::of_rest(Ty::Any)),
            _ => continue,
        };
        all = Some(match all {
            None => Record { rest: Some(Ty::Any), ..Record::clone(record) },
            Some(all) => {
                let (name, variant) = common(&all, record);
                let fields = all.fields.iter().filter_map(|field| in_all(field, record.get(&field.name)?)).collect();
                Record { name, variant, fields, rest: all.rest }
            }
        });
    }
    let Some(mut all) = all else { return };
    all.fields.retain(|field| field.presence == Presence::Required);
    let place = list.iter().position(Ty::is_object).unwrap_or_default();
    list.retain(|ty| !ty.is_object());
    list.insert(place.min(list.len()), Ty::Record(Rc::new(all)));
}

/// A field that two records always have, if it is the same in both, or a scalar of one kind.
fn in_all(a: &RecordField, b: &RecordField) -> Option<RecordField> {
    if (a.presence, b.presence) != (Presence::Required, Presence::Required) {
        return None;
    }
    let kinds = [Class::Boolean, Class::Numeric, Class::String];
    let is_alike = a.ty == b.ty || kinds.into_iter().any(|kind| [a, b].iter().all(|field| field.ty.is_all(kind)));
    is_alike.then(|| RecordField { ty: a.ty.join(&b.ty), ..a.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Step;

    fn variant_of(of: &str, name: &str, key: &str) -> Ty {
        let variant = Some(Rc::new(Variant { of: of.into(), name: name.into(), tag: None }));
        let fields = vec![RecordField::required("tag", Ty::literals([name])), RecordField::required(key, Ty::Null)];
        Ty::Record(Rc::new(Record { fields, variant, ..Record::default() }))
    }

    fn many(count: usize) -> Ty {
        Ty::union((0..count).map(|at| variant_of("E", &format!("V{at}"), &format!("f{at}"))))
    }

    fn walk(ty: &Ty, key: &str) -> String {
        ty.walk(&[Step::Key(key.to_owned())]).ty().map(Ty::to_string).unwrap_or_default()
    }

    #[test]
    fn variants_stay_apart_however_many_there_are() {
        let all = many(1_000);
        assert_eq!(all.members().len(), 1_000);
        assert_eq!(all.grown(&many(1_000)), None);
        assert_eq!(all.grown(&many(3)), None);
        assert_eq!(many(3).join(&all), all);
        let tags = all.walk(&[Step::Key("tag".to_owned())]);
        assert!(matches!(tags.ty(), Some(Ty::Enum(None, names)) if names.len() == 1_000));
    }

    #[test]
    fn variants_stand_beside_what_is_none() {
        let all = Ty::Null.join(&many(70)).join(&Ty::literals(["x"])).join(&many(70));
        assert_eq!(all.members().len(), 72);
        let other = all.join(&variant_of("F", "V1", "f")).join(&Ty::record([("own", Ty::Null)]));
        assert_eq!(other.members().len(), 74);
        assert_eq!(other.grown(&all), None);
        assert_eq!(other.grown(&variant_of("F", "V1", "f")), None);
    }

    #[test]
    fn one_variant_in_two_forms_is_two() {
        let both = many(70).join(&variant_of("E", "V3", "other"));
        assert_eq!(both.members().len(), 71);
        assert_eq!(both.grown(&variant_of("E", "V3", "other")), None);
        assert_eq!(both.grown(&variant_of("E", "V3", "f3")), None);
    }

    #[test]
    fn of_too_many_records_what_all_have_is_known_and_nothing_may_be_missing() {
        let of = |at: usize| {
            let at = at.to_string();
            let own = format!("f{at}");
            let mixed = if at.ends_with('1') { Ty::Null } else { Ty::String };
            Ty::record([("kind", Ty::literals([at.as_str()])), ("mixed", mixed), ("n", Ty::Float), (&*own, Ty::Null)])
        };
        let all = Ty::union((0..65).map(of).chain([Ty::Null]));
        let record = all.members().iter().find(|ty| ty.is_object()).unwrap().clone();
        assert_eq!(all.members().len(), 2);
        assert_eq!(["n", "f3", "mixed", "nowhere"].map(|key| walk(&record, key)), ["number", "any", "any", "any"]);
        assert!(record.walk(&[Step::Key("f3".to_owned())]).is_sure());
        let back = Ty::union((0..65).rev().map(of).chain([Ty::Null]));
        assert!(back.grown(&all).is_none() && all.grown(&back).is_none());
    }
}
