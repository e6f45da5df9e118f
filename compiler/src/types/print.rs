//! Prints types for people: `{ id: string, note?: string | null }`.

use std::fmt::{self, Display, Formatter};

use crate::types::{Presence, Ty};

/// How long a type in a message may be.
const BRIEF: usize = 100;

impl Display for Ty {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&Printer { depth: usize::MAX, width: usize::MAX }.print(self))
    }
}

impl Ty {
    /// The type as messages quote it: cut where it is long.
    #[must_use]
    pub fn brief(&self) -> String {
        for (depth, width) in [(4, 12), (3, 8), (2, 8), (1, 8), (1, 5)] {
            let text = Printer { depth, width }.print(self);
            if text.chars().count() <= BRIEF {
                return text;
            }
        }
        Printer { depth: 1, width: 3 }.print(self)
    }
}

/// Prints down to a depth, and so many entries of one record or enum.
struct Printer {
    depth: usize,
    width: usize,
}

impl Printer {
    fn print(&self, ty: &Ty) -> String {
        let inner = Printer { depth: self.depth.saturating_sub(1), width: self.width };
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
                other.into_iter().chain(null).map(|member| self.print(member)).collect::<Vec<_>>().join(" | ")
            }
        }
    }

    fn list(&self, entries: impl Iterator<Item = String>, all: usize, between: &str) -> String {
        let mut shown: Vec<String> = entries.take(self.width).collect();
        if all > shown.len() {
            shown.push("…".to_owned());
        }
        shown.join(between)
    }
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
    use std::rc::Rc;

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
