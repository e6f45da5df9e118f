//! Whether the literal keys of an object are what the key type of a map is read from.

use super::{Fit, Why};
use crate::types::{
    Record,
    contract::{JsonForm, RustTy, TypeKind},
};

/// How many newtypes and pointers a key may be in.
const DEPTH: u32 = 16;

/// What a key must be.
enum Wanted {
    /// One of these, and what people call them.
    Among(String, Vec<String>),
    /// A whole number between two bounds, both included.
    Int(i128, i128),
    /// Anything, or what only the code that reads it knows.
    Any,
}

impl Fit<'_> {
    /// The keys of a record that a map is made from.
    pub(super) fn keys(&mut self, record: &Record, key: &RustTy) {
        let (expected, among, is_fine): (String, Vec<String>, Box<dyn Fn(&str) -> bool>) = match self.wanted(key, DEPTH)
        {
            Wanted::Any => return,
            Wanted::Int(low, high) => {
                let is_fine = move |text: &str| text.parse().is_ok_and(|number: i128| (low..=high).contains(&number));
                (format!("a whole number between {low} and {high}"), Vec::new(), Box::new(is_fine))
            }
            Wanted::Among(expected, names) => {
                let known = names.clone();
                (expected, names, Box::new(move |text| known.iter().any(|name| name == text)))
            }
        };
        for field in record.fields.iter().filter(|field| !is_fine(&field.name)) {
            let (expected, among) = (expected.clone(), among.clone());
            self.within(&field.name, |fit| fit.push(Why::Key { expected, among }));
        }
    }

    fn wanted(&self, key: &RustTy, depth: u32) -> Wanted {
        let Some(depth) = depth.checked_sub(1) else { return Wanted::Any };
        match key {
            RustTy::Bool => Wanted::Among("`true` or `false`".to_owned(), ["true", "false"].map(str::to_owned).into()),
            RustTy::Int(int) => {
                let (low, high) = int.range();
                Wanted::Int(low, high)
            }
            RustTy::Box(inner) => self.wanted(inner, depth),
            RustTy::Def(id) => match self.contract.def(*id) {
                Some(def) => match &def.kind {
                    TypeKind::Enum(variants) => {
                        let names = variants.iter().flat_map(|v| std::iter::once(&v.json_name).chain(&v.aliases));
                        Wanted::Among(self.expected(key), names.cloned().collect())
                    }
                    TypeKind::Newtype(newtype) => self.wanted(&newtype.ty, depth),
                    TypeKind::Whole(whole) => match &whole.form {
                        JsonForm::Like(like) => self.wanted(like, depth),
                        JsonForm::Int(low, high) => Wanted::Int(*low, *high),
                        JsonForm::Map(..) => Wanted::Any,
                    },
                    _ => Wanted::Any,
                },
                None => Wanted::Any,
            },
            _ => Wanted::Any,
        }
    }
}
