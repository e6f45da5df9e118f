//! What paths and payload templates bring.

use std::rc::Rc;

use crate::{
    expr::{Path, Root, Template},
    ir::Select,
    types::{Record, RecordField, Ty},
};

/// What paths start from.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// `$`
    pub document: &'a Ty,
    /// `$$`
    pub context: &'a Ty,
}

impl Scope<'_> {
    /// What a path starts from. Variables are not known.
    #[must_use]
    pub fn root(&self, root: &Root) -> &Ty {
        match root {
            Root::Document => self.document,
            Root::Context => self.context,
            Root::Variable(_) => &Ty::Any,
        }
    }

    /// What a path brings where it finds something; `Error` where it never does, for a rule says so.
    #[must_use]
    pub fn read(&self, path: &Path) -> Ty {
        self.root(&path.root).walk(&path.steps).ty().cloned().unwrap_or(Ty::Error)
    }

    /// What `InputPath` and `OutputPath` bring.
    #[must_use]
    pub fn select(&self, select: &Select) -> Ty {
        match select {
            Select::Whole => self.document.clone(),
            Select::Null(_) => Ty::empty(),
            Select::Path(path) => self.read(path),
        }
    }

    /// What a payload template brings.
    #[must_use]
    pub fn template(&self, template: &Template) -> Ty {
        self.part(template).bounded()
    }

    fn part(&self, template: &Template) -> Ty {
        match template {
            Template::Literal(node) => Ty::of_literal(node),
            Template::Path(path) => self.read(path),
            Template::Call(_) => Ty::Any,
            Template::Object(fields, _) => Ty::Record(Rc::new(Record {
                fields: fields
                    .iter()
                    .map(|field| RecordField::required(&field.name, self.part(&field.value)))
                    .collect(),
                ..Record::default()
            })),
            Template::Array(items, _) => Ty::Tuple(items.iter().map(|item| self.part(item)).collect()),
        }
    }
}
