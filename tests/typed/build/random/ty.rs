//! The types of the values in a random definition: what may be read, and what is only moved.

/// What a value is known to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ty {
    /// Not known: everything may be tried.
    Any,
    /// Several things: it is moved as a whole only.
    Mixed,
    /// One value. The leaf is the field of the contract that it comes from; a value of the definition's own
    /// has none, and no rule compares it, for it might be known too well.
    Scalar(Kind, Option<&'static str>),
    /// A value or `null`.
    Optional(Box<Ty>),
    /// A list of one type.
    List(Box<Ty>),
    /// A list of fixed length.
    Tuple(Vec<Ty>),
    /// An object with any keys.
    Map(Box<Ty>),
    /// An object with known keys.
    Record(Record),
}

/// What a scalar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    /// A whole number.
    Int,
    Float,
    Text,
    /// A timestamp.
    Moment,
    /// One of a few texts.
    Mode,
}

/// An object with known keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    /// The keys that are always there, and, with `None`, those that are there at times.
    pub(crate) fields: Vec<(String, Option<Ty>)>,
    /// Whether its keys have the same order in every build: the contract has it. Other objects share layouts
    /// with others in the typed build, and have their keys in the order of the first.
    pub(crate) in_order: bool,
}

impl Ty {
    /// A value of the definition's own.
    pub(crate) fn own(kind: Kind) -> Ty {
        Ty::Scalar(kind, None)
    }

    /// An object of the contract.
    pub(crate) fn record(fields: Vec<(&str, Ty)>) -> Ty {
        let fields = fields.into_iter().map(|(name, ty)| (name.to_owned(), Some(ty))).collect();
        Ty::Record(Record { fields, in_order: true })
    }

    /// An object of the definition's own.
    pub(crate) fn made(fields: Vec<(&str, Ty)>) -> Ty {
        let fields = fields.into_iter().map(|(name, ty)| (name.to_owned(), Some(ty))).collect();
        Ty::Record(Record { fields, in_order: false })
    }

    /// Whether the text of the value has one form in every build.
    pub(crate) fn in_order(&self) -> bool {
        match self {
            Ty::Any | Ty::Mixed => false,
            Ty::Scalar(..) => true,
            Ty::Optional(inner) | Ty::List(inner) | Ty::Map(inner) => inner.in_order(),
            Ty::Tuple(items) => items.iter().all(Ty::in_order),
            Ty::Record(record) => {
                record.in_order && record.fields.iter().all(|(_, ty)| ty.as_ref().is_none_or(Ty::in_order))
            }
        }
    }

    /// What it is where two ways meet.
    pub(crate) fn join(&self, other: &Ty) -> Ty {
        match (self, other) {
            (one, other) if one == other => one.clone(),
            (Ty::List(one), Ty::List(other)) => Ty::List(Box::new(one.join(other))),
            (Ty::Record(one), Ty::Record(other)) => {
                let names = one.fields.iter().map(|(name, _)| name);
                let more = other.fields.iter().map(|(name, _)| name).filter(|name| one.get(name).is_none());
                let fields = names.chain(more).map(|name| {
                    let both = one.sure(name).zip(other.sure(name)).map(|(one, other)| one.join(other));
                    (name.clone(), both)
                });
                Ty::Record(Record { fields: fields.collect(), in_order: false })
            }
            (Ty::Scalar(one, _), Ty::Scalar(other, _)) if one == other => Ty::own(*one),
            _ => Ty::Mixed,
        }
    }

    /// What it is once something was written at these keys; `None` if that may not be.
    pub(crate) fn put(&self, keys: &[&str], value: Ty) -> Option<Ty> {
        let Some((key, rest)) = keys.split_first() else { return Some(value) };
        match self {
            // It has to be an object for that, of which no more is known.
            Ty::Any => Ty::Record(Record { fields: Vec::new(), in_order: false }).put(keys, value),
            Ty::Record(record) => {
                let mut record = record.clone();
                record.in_order = false;
                let at = record.fields.iter().position(|(name, _)| name == key);
                match at.and_then(|at| record.fields.get_mut(at)) {
                    Some((_, field)) if rest.is_empty() => *field = Some(value),
                    Some((_, field)) => *field = Some(field.as_ref()?.put(rest, value)?),
                    None => {
                        let empty = Ty::Record(Record { fields: Vec::new(), in_order: true });
                        record.fields.push(((*key).to_owned(), Some(empty.put(rest, value)?)));
                    }
                }
                Some(Ty::Record(record))
            }
            _ => None,
        }
    }
}

impl Record {
    fn get(&self, name: &str) -> Option<&Option<Ty>> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, ty)| ty)
    }

    fn sure(&self, name: &str) -> Option<&Ty> {
        self.get(name)?.as_ref()
    }
}
