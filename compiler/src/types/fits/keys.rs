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

impl Wanted {
    fn takes(&self, key: &str) -> bool {
        match self {
            Wanted::Among(_, names) => names.iter().any(|name| name == key),
            Wanted::Int(low, high) => key.parse().is_ok_and(|number: i128| (low..=high).contains(&&number)),
            Wanted::Any => true,
        }
    }

    /// What is wrong with a key that is not taken.
    fn why(&self) -> Why {
        let (expected, among) = match self {
            Wanted::Among(expected, names) => (expected.clone(), names.clone()),
            Wanted::Int(low, high) => (format!("a whole number between {low} and {high}"), Vec::new()),
            Wanted::Any => ("a key".to_owned(), Vec::new()),
        };
        Why::Key { expected, among }
    }
}

impl Fit<'_> {
    /// The keys of a record that a map is made from.
    pub(super) fn keys(&mut self, record: &Record, key: &RustTy) {
        let wanted = self.wanted(key, DEPTH);
        for field in record.fields.iter().filter(|field| !wanted.takes(&field.name)) {
            self.within(&field.name, |fit| fit.push(wanted.why()));
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
