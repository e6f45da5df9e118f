//! Prints types for people: `{ id: string, note?: string | null }`.

mod fold;

use std::{
    fmt::{self, Display, Formatter},
    rc::Rc,
};

use crate::types::{Presence, Ty};

/// How long a type in a label may be.
const BRIEF: usize = 100;
/// The same in a message.
const IN_MESSAGE: usize = 56;

/// Depths and widths, and whether variants are named rather than shown, each shorter than the one before.
const BRIEFER: [(usize, usize, bool); 7] =
    [(4, 12, false), (4, 12, true), (3, 8, true), (2, 8, true), (1, 8, true), (1, 5, true), (1, 3, true)];

impl Display for Ty {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&Printer { depth: usize::MAX, width: usize::MAX, by_name: false }.print(self))
    }
}

impl Ty {
    /// The type as labels quote it: cut where it is long.
    #[must_use]
    pub fn brief(&self) -> String {
        self.within(BRIEF, &BRIEFER)
    }

    /// The type as a message tells it that names the state and the place as well: what is beside the place may say more.
    #[must_use]
    pub fn in_message(&self) -> String {
        self.cut(IN_MESSAGE)
    }

    /// The type in so many characters, if its words allow that: what is deep is cut first, then what is long.
    #[must_use]
    pub fn cut(&self, most: usize) -> String {
        let shorter = BRIEFER.into_iter().chain([(1, 2, true), (1, 1, true), (0, 1, true)]);
        self.within(most, &shorter.collect::<Vec<_>>())
    }

    /// The first of these depths and widths in which it is short enough, or the last.
    fn within(&self, most: usize, ways: &[(usize, usize, bool)]) -> String {
        let (mut text, ty) = (String::new(), self.by_tag());
        for (depth, width, by_name) in ways.iter().copied() {
            text = Printer { depth, width, by_name }.print(&ty);
            if text.chars().count() <= most {
                break;
            }
        }
        text
    }
}

/// Prints down to a depth, and so many entries of one record or enum.
struct Printer {
    depth: usize,
    width: usize,
    /// Whether several variants of an enum are named rather than shown.
    by_name: bool,
}

impl Printer {
    fn print(&self, ty: &Ty) -> String {
        let inner = Printer { depth: self.depth.saturating_sub(1), ..*self };
        match ty {
            Ty::Never => "never".to_owned(),
            Ty::Any => "any".to_owned(),
            Ty::Error => "unknown".to_owned(),
            Ty::Null => "null".to_owned(),
            Ty::Bool(None) => "boolean".to_owned(),
            Ty::Bool(Some(value)) => value.to_string(),
            Ty::Int(low, high) if low == high => low.to_string(),
            Ty::Int(..) => "integer".to_owned(),
            Ty::Float => "number".to_owned(),
            Ty::String => "string".to_owned(),
            Ty::Timestamp => "timestamp".to_owned(),
            Ty::Enum(_, variants) => {
                let names = variants.iter().map(|variant| format!("{variant:?}"));
                self.list(names, variants.len(), " | ")
            }
            Ty::List(item) => match **item {
                Ty::Union(_) | Ty::Enum(..) => format!("({})[]", self.print(item)),
                _ => format!("{}[]", self.print(item)),
            },
            Ty::Items(items) => {
                let known = items.at.iter().map(|(at, item)| format!("[{at}]: {}", inner.print(item)));
                let all = self.print(&Ty::List(Rc::new(items.item.clone())));
                format!("{all} with {}", self.list(known, items.at.len(), ", "))
            }
            Ty::Tuple(items) => {
                format!("[{}]", self.list(items.iter().map(|item| inner.print(item)), items.len(), ", "))
            }
            Ty::Map(value) => format!("{{ [key]: {} }}", inner.print(value)),
            Ty::Record(record) if record.fields.is_empty() && record.rest.is_none() => "{}".to_owned(),
            Ty::Record(_) if self.depth == 0 => "{ … }".to_owned(),
            Ty::Record(record) => {
                let fields = record.fields.iter().map(|field| {
                    let mark = if field.presence == Presence::Maybe { "?" } else { "" };
                    format!("{}{mark}: {}", key(&field.name), inner.print(&field.ty))
                });
                let rest = record.rest.iter().map(|rest| format!("[key]: {}", inner.print(rest)));
                let all = record.fields.len() + usize::from(record.rest.is_some());
                format!("{{ {} }}", self.list(fields.chain(rest), all, ", "))
            }
            Ty::Opaque(name) => name.to_string(),
            Ty::Union(members) => {
                // `null` reads best at the end.
                let (null, other): (Vec<_>, Vec<_>) = members.iter().partition(|member| **member == Ty::Null);
                let (named, other) = if self.by_name { self.named(&other) } else { (Vec::new(), other) };
                let shown = other.into_iter().chain(null).map(|member| self.print(member));
                let all = named.into_iter().chain(shown).collect::<Vec<_>>();
                self.list(all.iter().cloned(), all.len(), " | ")
            }
        }
    }

    /// Enums of which there are several variants, each as one entry, and the members that are not named by them.
    fn named<'t>(&self, members: &[&'t Ty]) -> (Vec<String>, Vec<&'t Ty>) {
        let variant = |ty: &Ty| match ty {
            Ty::Record(record) => record.variant.clone(),
            _ => None,
        };
        // A struct that flattens an enum is known by its own name.
        let name = |ty: &Ty| match ty {
            Ty::Record(record) => record.name.clone(),
            _ => None,
        };
        let mut enums: Vec<Named> = Vec::new();
        for (found, name) in members.iter().filter_map(|member| Some((variant(member)?, name(member)))) {
            match enums.iter_mut().find(|known| known.of == found.of) {
                Some(known) => {
                    known.count += 1;
                    // A variant whose content is itself told apart stands there several times.
                    if !known.names.contains(&found.name) {
                        known.names.push(found.name.clone());
                    }
                    known.whole = known.whole.take().filter(|known| Some(known) == name.as_ref());
                }
                None => {
                    enums.push(Named { of: found.of.clone(), whole: name, names: vec![found.name.clone()], count: 1 })
                }
            }
        }
        enums.retain(|known| known.count > 1);
        let is_named = |ty: &Ty| variant(ty).is_some_and(|found| enums.iter().any(|known| known.of == found.of));
        let others = members.iter().filter(|member| !is_named(member)).copied().collect();
        let texts = enums.iter().map(|Named { of, whole, names, .. }| {
            let shown = self.list(names.iter().map(ToString::to_string), names.len(), ", ");
            format!("{} ({shown})", whole.as_ref().unwrap_or(of))
        });
        (texts.collect(), others)
    }

    fn list(&self, entries: impl Iterator<Item = String>, all: usize, between: &str) -> String {
        let mut shown: Vec<String> = entries.take(self.width).collect();
        if all > shown.len() {
            shown.push("…".to_owned());
        }
        shown.join(between)
    }
}

/// Several variants of one enum.
struct Named {
    /// The enum.
    of: Rc<str>,
    /// What all of them are called, if they are: a struct among whose keys they stand.
    whole: Option<Rc<str>>,
    /// The variants.
    names: Vec<Rc<str>>,
    /// How many records they are.
    count: usize,
}

/// A key as people write it: bare where it is a plain word.
fn key(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { format!("{name:?}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Record, RecordField};

    #[test]
    fn types_read_like_what_people_write() {
        let fields = vec![
            RecordField::required("id", Ty::String),
            RecordField::maybe("note", Ty::Null.join(&Ty::String)),
            RecordField::required("a-b", Ty::List(Rc::new(Ty::literals(["A", "B"])))),
        ];
        let ty = Ty::Record(Rc::new(Record { fields, ..Record::default() }));
        assert_eq!(ty.to_string(), r#"{ id: string, note?: string | null, "a-b": ("A" | "B")[] }"#);
    }

    #[test]
    fn long_types_are_cut() {
        let names: Vec<String> = (0..40).map(|at| format!("field_{at}")).collect();
        let wide = Ty::record(names.iter().map(|name| (name.as_str(), Ty::empty())));
        assert!(wide.brief().chars().count() <= BRIEF, "{}", wide.brief());
        assert!(wide.brief().ends_with("… }"));
        let deep = Ty::record([("a", Ty::record([("b", wide.clone()), ("c", wide)]))]);
        assert_eq!(deep.brief(), "{ a: { b: { … }, c: { … } } }");
    }
}
