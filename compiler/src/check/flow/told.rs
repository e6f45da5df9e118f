//! What of the variables tells alternatives apart.
//!
//! Two that are alike are still alike with each of them once they are one: for whatever is looked at here, what is the same
//! in two types is the same in their join.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    rc::Rc,
};

use super::{alive::INPUT, variables::Variables};
use crate::types::{Presence, Ty, ty::Class};

/// What a type tells of its value.
#[derive(Hash)]
enum Form<'a> {
    /// Nothing.
    Unknown,
    /// It is this one.
    Literal(Literal<'a>),
    /// Of which kinds it is, one bit each, and the keys that it has if it is an object; with their values, where those are
    /// literals.
    Kinds(u8, Vec<(&'a str, Option<Literal<'a>>)>),
}

/// One value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Literal<'a> {
    Null,
    Bool(bool),
    Int(i128),
    Text(&'a str),
}

/// What of each variable tells, as a hash: alternatives of which it is the same are one. That two forms have one hash makes one of more, and
/// nothing wrong.
pub(super) type Told = Vec<(Rc<str>, u64)>;

/// What of some variables tells, by name.
pub(super) fn told(variables: &Variables, tells: &dyn Fn(&str) -> bool) -> Told {
    fn hashed(of: impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        of.hash(&mut hasher);
        hasher.finish()
    }
    let input = variables.input().filter(|_| tells(INPUT)).map(|input| (INPUT.into(), hashed(form(input))));
    let each = variables.known().filter(|(name, _)| tells(name));
    input
        .into_iter()
        .chain(each.map(|(name, variable)| (name.clone(), hashed((variable.is_sure, form(&variable.ty))))))
        .collect()
}

/// What a type tells.
fn form(ty: &Ty) -> Form<'_> {
    if ty.is_unknown() || matches!(ty, Ty::Never) {
        return Form::Unknown;
    }
    if let Some(literal) = literal(ty) {
        return Form::Literal(literal);
    }
    let mut kinds = 0;
    let mut keys: Option<Vec<(&str, Option<Literal<'_>>)>> = None;
    for member in ty.members() {
        kinds |= kind(member);
        match member {
            Ty::Record(record) => {
                let sure = record.fields.iter().filter(|field| field.presence == Presence::Required);
                let own = sure.map(|field| (&*field.name, literal(&field.ty)));
                keys = Some(match keys.take() {
                    None => own.collect(),
                    Some(keys) => {
                        let own: HashMap<_, _> = own.collect();
                        let both = keys.into_iter().filter_map(|(name, value)| {
                            let other = own.get(name)?;
                            Some((name, value.filter(|_| *other == value)))
                        });
                        both.collect()
                    }
                });
            }
            Ty::Map(_) => keys = Some(Vec::new()),
            _ => {}
        }
    }
    let mut keys = keys.unwrap_or_default();
    keys.sort_unstable_by_key(|(name, _)| *name);
    Form::Kinds(kinds, keys)
}

/// The one value that a type has.
fn literal(ty: &Ty) -> Option<Literal<'_>> {
    Some(match ty {
        Ty::Null => Literal::Null,
        Ty::Bool(value) => Literal::Bool((*value)?),
        Ty::Int(low, high) if low == high => Literal::Int(*low),
        Ty::Enum(_, values) if values.len() == 1 => Literal::Text(values.first()?),
        _ => return None,
    })
}

/// The bit of a kind of values.
fn kind(ty: &Ty) -> u8 {
    let classes = [Class::Null, Class::Boolean, Class::Numeric, Class::String];
    match ty {
        Ty::Opaque(_) => 1 << 6,
        _ if ty.is_object() => 1 << 5,
        _ if ty.is_list() => 1 << 4,
        _ => (0..).zip(classes).find(|(_, class)| ty.is_all(*class)).map_or(0, |(at, _)| 1 << at),
    }
}
