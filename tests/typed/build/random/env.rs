//! What a field of a state can read: a document, the context object and the variables.

use std::collections::BTreeMap;

use super::ty::Ty;

/// Variables that have a value for sure, by name.
pub(crate) type Vars = BTreeMap<String, Ty>;

/// What paths of one field start from.
#[derive(Clone, Debug)]
pub(crate) struct Env {
    /// `$`
    pub(crate) document: Ty,
    /// `$$`
    pub(crate) context: Ty,
    /// `$name`
    pub(crate) vars: Vars,
}

impl Env {
    /// The same with another document.
    pub(crate) fn over(&self, document: Ty) -> Env {
        Env { document, ..self.clone() }
    }

    /// What paths start from; the document is the first.
    pub(crate) fn roots(&self) -> Vec<(String, Ty)> {
        let mut roots = vec![("$".to_owned(), self.document.clone()), ("$$".to_owned(), self.context.clone())];
        roots.extend(self.vars.iter().map(|(name, ty)| (format!("${name}"), ty.clone())));
        roots
    }
}
