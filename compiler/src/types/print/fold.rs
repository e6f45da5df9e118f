//! Lays a long type out over several lines.

use std::rc::Rc;

use super::{Printer, key};
use crate::types::{Presence, Ty};

impl Ty {
    /// The whole type, over as many lines as it takes to stay within a width where its words allow that. Lines but the
    /// first are indented by what they stand in.
    #[must_use]
    pub fn folded(&self, width: usize) -> String {
        let mut fold = Fold { width, out: String::new(), column: 0 };
        fold.ty(&self.by_tag(), 0, 0);
        fold.out
    }
}

struct Fold {
    width: usize,
    out: String,
    column: usize,
}

impl Fold {
    /// Writes a type; its lines but the first begin behind the margin, and so many characters follow its last.
    /// Goes as deep as types are nested, which is bounded where they are made.
    fn ty(&mut self, ty: &Ty, margin: usize, after: usize) {
        let whole = flat(ty);
        if self.fits(&whole, after) {
            return self.word(&whole);
        }
        match ty {
            Ty::Record(record) if !record.fields.is_empty() => {
                let fields = record.fields.iter().map(|field| {
                    let mark = if field.presence == Presence::Maybe { "?" } else { "" };
                    (format!("{}{mark}: ", key(&field.name)), &field.ty)
                });
                let rest = record.rest.iter().map(|rest| ("[key]: ".to_owned(), rest));
                let entries: Vec<_> = fields.chain(rest).collect();
                self.entries("{ ", &entries, " }", margin, after);
            }
            Ty::Map(value) => self.entries("{ ", &[("[key]: ".to_owned(), &**value)], " }", margin, after),
            Ty::Tuple(items) => {
                let entries: Vec<_> = items.iter().map(|item| (String::new(), item)).collect();
                self.entries("[", &entries, "]", margin, after);
            }
            Ty::List(item) => {
                let brackets = matches!(**item, Ty::Union(_) | Ty::Enum(..));
                let (open, close) = if brackets { ("(", ")[]") } else { ("", "[]") };
                self.word(open);
                self.ty(item, margin, after + close.len());
                self.word(close);
            }
            Ty::Items(items) => {
                let entries: Vec<_> = items.at.iter().map(|(at, item)| (format!("[{at}]: "), item)).collect();
                let all = Ty::List(Rc::new(items.item.clone()));
                self.ty(&all, margin, " with".len());
                self.entries(" with ", &entries, "", margin, after);
            }
            Ty::Enum(_, variants) => {
                for (at, variant) in variants.iter().enumerate() {
                    self.alternative(at, &format!("{variant:?}"), margin);
                    self.word(&format!("{variant:?}"));
                }
            }
            Ty::Union(members) => {
                let null = members.iter().filter(|member| **member == Ty::Null);
                let others = members.iter().filter(|member| **member != Ty::Null);
                for (at, member) in others.chain(null).enumerate() {
                    self.alternative(at, &flat(member), margin);
                    self.ty(member, margin + 2, if at + 1 == members.len() { after } else { 0 });
                }
            }
            _ => self.word(&whole),
        }
    }

    /// Entries between brackets, as many on a line as fit; one that takes several lines has them for itself.
    fn entries(&mut self, open: &str, entries: &[(String, &Ty)], close: &str, margin: usize, after: usize) {
        let margin = margin + 2;
        self.word(open);
        let mut was_folded = false;
        for (at, (name, ty)) in entries.iter().enumerate() {
            let is_last = at + 1 == entries.len();
            let after = if is_last { close.len() + after } else { 1 };
            let text = format!("{name}{}", flat(ty));
            let fits = self.fits(&text, after + 1);
            if at > 0 {
                if was_folded || !fits {
                    self.line(margin);
                } else {
                    self.word(" ");
                }
            }
            was_folded = !self.fits(&text, after);
            self.word(name);
            self.ty(ty, margin, after);
            if !is_last {
                self.word(",");
            }
        }
        self.word(close);
    }

    fn alternative(&mut self, at: usize, text: &str, margin: usize) {
        if at == 0 {
            return;
        }
        if self.fits(text, 3) {
            self.word(" | ");
        } else {
            self.line(margin);
            self.word("| ");
        }
    }

    /// Whether a text fits on the line, with so many characters more.
    fn fits(&self, text: &str, more: usize) -> bool {
        self.column + text.chars().count() + more <= self.width
    }

    fn word(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    fn line(&mut self, margin: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', margin));
        self.column = margin;
    }
}

fn flat(ty: &Ty) -> String {
    Printer { depth: usize::MAX, width: usize::MAX, by_name: false }.print(ty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Record, RecordField};

    fn order() -> Ty {
        let item = Ty::record([("sku", Ty::String), ("quantity", Ty::Int(0, 9)), ("price", Ty::Float)]);
        let fields = vec![
            RecordField::required("id", Ty::String),
            RecordField::required("customer name", Ty::String),
            RecordField::required("items", Ty::List(Rc::new(item))),
            RecordField::maybe("note", Ty::Null.join(&Ty::String)),
        ];
        Ty::Record(Rc::new(Record { fields, ..Record::default() }))
    }

    #[test]
    fn what_fits_stays_on_one_line() {
        assert_eq!(order().folded(200), order().to_string());
        assert_eq!(Ty::String.folded(2), "string");
    }

    #[test]
    fn entries_fill_lines_and_long_ones_have_their_own() {
        let expected = r#"
{ id: string, "customer name": string,
  items: { sku: string, quantity: integer,
    price: number }[],
  note?: string | null }"#;
        assert_eq!(order().folded(44), expected.trim_start());
        let longer = Ty::record([("order", order()), ("total", Ty::Float)]);
        for width in [20, 40, 60, 80] {
            let lines = longer.folded(width);
            let flat: String = lines.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(flat, longer.to_string(), "nothing is lost at {width}");
            assert!(width < 40 || lines.lines().all(|line| line.chars().count() <= width), "{width}:\n{lines}");
        }
    }

    #[test]
    fn alternatives_are_folded_too() {
        let names: Vec<String> = (0..6).map(|at| format!("variant {at}")).collect();
        let ty = Ty::literals(names.iter().map(String::as_str));
        let expected = r#"
"variant 0" | "variant 1"
| "variant 2" | "variant 3"
| "variant 4" | "variant 5""#;
        assert_eq!(ty.folded(28), expected.trim_start());
    }
}
