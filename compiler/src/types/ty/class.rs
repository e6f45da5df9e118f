//! The kinds of JSON values, which type tests ask for and operators want.

use super::{Ty, leaf::is_timestamp};

/// A kind of values that an operator or a type test asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean,
    /// Any number.
    Numeric,
    /// Any string.
    String,
    /// A string that is an RFC 3339 timestamp.
    Timestamp,
}

impl Class {
    /// The word for people, with its article.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Class::Null => "null",
            Class::Boolean => "a boolean",
            Class::Numeric => "a number",
            Class::String => "a string",
            Class::Timestamp => "a timestamp",
        }
    }
}

impl Ty {
    /// The types it is made of: those of a union, or itself.
    #[must_use]
    pub fn members(&self) -> &[Ty] {
        match self {
            Ty::Union(members) => members,
            Ty::Never => &[],
            other => std::slice::from_ref(other),
        }
    }

    /// The part of it that is of a class.
    #[must_use]
    pub fn only(&self, class: Class) -> Ty {
        Ty::union(self.members().iter().map(|member| member.split(class).0))
    }

    /// The part of it that is not of a class.
    #[must_use]
    pub fn without(&self, class: Class) -> Ty {
        Ty::union(self.members().iter().map(|member| member.split(class).1))
    }

    /// Whether some value of it may be of a class.
    #[must_use]
    pub fn may_be(&self, class: Class) -> bool {
        !self.only(class).is_never()
    }

    /// Whether every value of it is of a class, as far as is known.
    #[must_use]
    pub fn is_all(&self, class: Class) -> bool {
        self.without(class).is_never()
    }

    /// What of one member is of the class, and what is not. A type that we do not see into is both.
    fn split(&self, class: Class) -> (Ty, Ty) {
        let known = match (self, class) {
            (Ty::Any | Ty::Error | Ty::Opaque(_), _) => return (self.clone(), self.clone()),
            (Ty::Null, Class::Null)
            | (Ty::Bool(_), Class::Boolean)
            | (Ty::Int(..) | Ty::Float, Class::Numeric)
            | (Ty::String | Ty::Timestamp | Ty::Enum(..), Class::String)
            | (Ty::Timestamp, Class::Timestamp) => true,
            (Ty::String, Class::Timestamp) => return (Ty::Timestamp, Ty::String),
            (Ty::Enum(..), Class::Timestamp) => return self.partition(is_timestamp),
            _ => false,
        };
        if known { (self.clone(), Ty::Never) } else { (Ty::Never, self.clone()) }
    }

    /// The variants of an enum for which `keep` holds, and the others.
    pub(crate) fn partition(&self, keep: impl Fn(&str) -> bool) -> (Ty, Ty) {
        let Ty::Enum(name, variants) = self else { return (self.clone(), self.clone()) };
        let (yes, no): (Vec<_>, Vec<_>) = variants.iter().cloned().partition(|variant| keep(variant));
        let part = |list: Vec<String>| match list.len() {
            0 => Ty::Never,
            all if all == variants.len() => self.clone(),
            _ => Ty::Enum(name.clone(), std::rc::Rc::new(list.into_iter().collect())),
        };
        (part(yes), part(no))
    }
}
