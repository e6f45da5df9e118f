//! What `ResultPath` changes of the data that a state has.

use super::{Expr, ValueStep};

/// A change of the state's own data. All values are made before anything is changed.
#[derive(Debug, Default)]
pub struct Change {
    /// What is made only because it may fail: nothing keeps it.
    pub unread: Option<Box<Expr>>,
    /// Slots that are emptied.
    pub clear: Vec<usize>,
    /// Slots that are set.
    pub set: Vec<(usize, Expr)>,
    /// A value that is put into the plain value of a slot, or of the whole data.
    pub put: Option<Put>,
}

/// A value that is put into a plain value, creating objects on the way.
#[derive(Debug)]
pub struct Put {
    /// The slot; `None`: the data itself is the plain value.
    pub slot: Option<usize>,
    /// The way from there.
    pub path: Vec<ValueStep>,
    /// `ResultPath` as written.
    pub text: String,
    /// What is put there.
    pub value: Expr,
}
