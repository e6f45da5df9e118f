//! What paths, intrinsic functions and payload templates bring.

use std::rc::Rc;

use crate::{
    check::flow::{intrinsics, variables::Variables},
    expr::{Path, Root, Template},
    ir::{Assign, Select},
    types::{Record, RecordField, Ty, ty::Walk},
};

/// What paths start from.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// `$`
    pub document: &'a Ty,
    /// `$$`
    pub context: &'a Ty,
    /// `$name`
    pub variables: &'a Variables,
}

impl<'a> Scope<'a> {
    /// The same, with another `$`.
    #[must_use]
    pub fn on<'b>(&self, document: &'b Ty) -> Scope<'b>
    where
        'a: 'b,
    {
        Scope { document, context: self.context, variables: self.variables }
    }

    /// What a path starts from.
    #[must_use]
    pub fn root(&self, root: &Root) -> &'a Ty {
        match root {
            Root::Document => self.document,
            Root::Context => self.context,
            Root::Variable(name) => self.variables.ty(name),
        }
    }

    /// What stands at the end of a path. A path that may name several places finds a list, always.
    #[must_use]
    pub fn walk(&self, path: &Path) -> Walk {
        let prefix = self.root(&path.root).walk(&path.steps);
        let Some(tail) = &path.tail else { return prefix };
        match prefix {
            Walk::Found { ty, gap } => Walk::Found { ty: ty.find(tail).ty, gap: gap.filter(|_| tail.is_definite) },
            Walk::Lost(gap) if tail.is_definite => Walk::Lost(gap),
            Walk::Lost(_) => Walk::Found { ty: Ty::Error, gap: None },
        }
    }

    /// What a path brings where it finds something; `Error` where it never does, for a rule says so.
    #[must_use]
    pub fn read(&self, path: &Path) -> Ty {
        self.walk(path).ty().cloned().unwrap_or(Ty::Error)
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

    /// The variables after an `Assign`.
    #[must_use]
    pub fn assign(&self, assign: Option<&Assign>) -> Variables {
        match assign {
            None => self.variables.clone(),
            Some(assign) => {
                let assigned =
                    assign.fields.iter().map(|field| (field.name.as_str().into(), self.template(&field.value)));
                self.variables.with(assigned)
            }
        }
    }

    fn part(&self, template: &Template) -> Ty {
        match template {
            Template::Literal(node) => Ty::of_literal(node),
            Template::Path(path) => self.read(path),
            Template::Call(call) => intrinsics::result(self, call),
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
