//! What `$` stands for where a path is read: a document, and the way into it that `InputPath` went.

use crate::{
    expr::{Path, Root, Step},
    lower::{
        layout::{KeyPath, Presence},
        plan::{ArmId, Scope, ScopeDocument, ValueStep},
        repr::Repr,
    },
};

/// What `$` stands for where a path is read.
#[derive(Clone, Debug)]
pub enum Document {
    /// The state's data.
    Data(ArmId, Presence),
    /// The task's result.
    Result(Repr),
    /// Nothing: `InputPath: null`.
    Empty,
    /// The context object (`InputPath: $$`).
    Context,
    /// A workflow variable (`InputPath: $name`).
    Variable(String),
    /// What `InputPath` selected, as a value of its own.
    Selected,
}

/// What `$` stands for, and the way from there (`InputPath`).
#[derive(Clone, Debug)]
pub struct View {
    /// The document.
    pub document: Document,
    /// The steps into it.
    pub prefix: Vec<Step>,
}

impl View {
    /// The state's data as a whole.
    #[must_use]
    pub fn data(arm: ArmId, presence: Presence) -> Self {
        View { document: Document::Data(arm, presence), prefix: Vec::new() }
    }

    /// What failures say that `$` stands for.
    #[must_use]
    pub fn scope(&self) -> Scope {
        let document = match &self.document {
            Document::Data(..) => ScopeDocument::Data,
            Document::Result(_) => ScopeDocument::Result,
            Document::Empty => ScopeDocument::Empty,
            Document::Context => ScopeDocument::Context,
            Document::Variable(name) => ScopeDocument::Variable(name.clone()),
            Document::Selected => ScopeDocument::Selected,
        };
        Scope { document, prefix: value_steps(&self.prefix) }
    }

    /// What a path starts from, read where this view is `$`.
    #[must_use]
    pub fn of_root(&self, root: &Root) -> View {
        let document = match root {
            Root::Document => return self.clone(),
            Root::Context => Document::Context,
            Root::Variable(name) => Document::Variable(name.clone()),
        };
        View { document, prefix: Vec::new() }
    }

    /// The view from a path on: `InputPath` for what follows it.
    #[must_use]
    pub fn enter(&self, path: &Path) -> View {
        if path.tail.is_some() {
            return View { document: Document::Selected, prefix: Vec::new() };
        }
        let mut view = self.of_root(&path.root);
        view.prefix.extend(path.steps.iter().cloned());
        view
    }
}

/// The keys of steps; `None` if an index is among them.
#[must_use]
pub fn key_path<'s>(steps: impl IntoIterator<Item = &'s Step>) -> Option<KeyPath> {
    let keys = steps.into_iter().map(|step| match step {
        Step::Key(key) => Some(key.clone()),
        Step::Index(_) => None,
    });
    keys.collect()
}

/// Steps as the runtime walks a plain value.
#[must_use]
pub fn value_steps(steps: &[Step]) -> Vec<ValueStep> {
    steps
        .iter()
        .map(|step| match step {
            Step::Key(key) => ValueStep::Key(key.clone()),
            Step::Index(index) => ValueStep::Index(*index),
        })
        .collect()
}
