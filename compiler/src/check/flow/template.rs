//! What paths, intrinsic functions and payload templates bring.

use std::rc::Rc;

use crate::{
    check::flow::{forgotten, intrinsics, variables::Variables},
    expr::{Path, Root, Template},
    ir::{Assign, Select},
    types::{Record, RecordField, Ty, ty::Walk},
};

/// What paths start from.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// `$`
    pub document: &'a Ty,
    /// What `$` may be in its place: then a path is at fault only if it is so in both.
    pub or: Option<&'a Ty>,
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
        Scope { document, or: None, context: self.context, variables: self.variables }
    }

    /// What a path starts from: of two documents, the one in which it finds more.
    #[must_use]
    pub fn root_of(&self, path: &Path) -> &'a Ty {
        match (&path.root, self.or) {
            (Root::Document, Some(or)) if rank(or, path) > rank(self.document, path) => or,
            (root, _) => self.root(root),
        }
    }

    /// What a root stands for.
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
        let Some(or) = self.or.filter(|_| path.root == Root::Document) else {
            return walk(self.root(&path.root), path);
        };
        let is_in_both = rank(self.document, path) > 0 && rank(or, path) > 0;
        match walk(self.root_of(path), path) {
            // Not alike in both: nothing is known of it.
            Walk::Found { gap, .. } if is_in_both && walk(self.document, path).ty() != walk(or, path).ty() => {
                Walk::Found { ty: Ty::Any, gap }
            }
            found => found,
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
        self.part(None, template).bounded()
    }

    /// The variables after an `Assign`.
    #[must_use]
    pub fn assign(&self, assign: Option<&Assign>) -> Variables {
        match assign {
            None => self.variables.clone(),
            Some(assign) => {
                let assigned = assign.fields.iter().map(|field| {
                    let value = self.part(Some(&field.name), &field.value).bounded();
                    (field.name.as_str().into(), value)
                });
                self.variables.with(assigned)
            }
        }
    }

    /// What a part of a template under a key brings.
    fn part(&self, key: Option<&str>, template: &Template) -> Ty {
        match template {
            Template::Literal(node) => forgotten::literal(self, key, node),
            Template::Path(path) => self.read(path),
            Template::Call(call) => intrinsics::result(self, call),
            Template::Object(fields, _) => Ty::Record(Rc::new(Record {
                fields: fields
                    .iter()
                    .map(|field| RecordField::required(&field.name, self.part(Some(&field.name), &field.value)))
                    .collect(),
                ..Record::default()
            })),
            Template::Array(items, _) => Ty::Tuple(items.iter().map(|item| self.part(None, item)).collect()),
        }
    }
}

/// What stands at the end of a path in a document.
fn walk(document: &Ty, path: &Path) -> Walk {
    let prefix = document.walk(&path.steps);
    let Some(tail) = &path.tail else { return prefix };
    match prefix {
        Walk::Found { ty, gap } => Walk::Found { ty: ty.find(tail).ty, gap: gap.filter(|_| tail.is_definite) },
        Walk::Lost(gap) if tail.is_definite => Walk::Lost(gap),
        Walk::Lost(_) => Walk::Found { ty: Ty::Error, gap: None },
    }
}

/// How well a document answers a path: not at all, sometimes, always.
fn rank(document: &Ty, path: &Path) -> u8 {
    match document.walk(&path.steps) {
        Walk::Lost(_) => 0,
        Walk::Found { ty, .. } if path.tail.as_ref().is_some_and(|tail| ty.find(tail).dead.is_some()) => 0,
        Walk::Found { gap: Some(_), .. } => 1,
        Walk::Found { gap: None, .. } => 2,
    }
}
