//! Paths that are more than a chain of steps.

use super::{Access, ReadSource};
use crate::{expr::Segment, types::contract::RustTy};

/// A path over plain values.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryPlan {
    /// Where its definite steps lead; nothing may be there.
    pub base: ReadSource,
    /// What `$` means in filters, if they use it.
    pub document: Option<ReadSource>,
    /// The rest.
    pub segments: Vec<Segment>,
    /// Whether it brings one value, and fails if there is none; else a list of what was found.
    pub is_definite: bool,
}

/// A path that goes through a native list and takes a place of each of some elements.
#[derive(Clone, Debug, PartialEq)]
pub struct Gather {
    /// The list: a `Vec`. If nothing is there, nothing is found.
    pub list: Access,
    /// Which elements.
    pub pick: Pick,
    /// What is taken of each, from [`RootPlace::Element`](super::RootPlace::Element) on: something that is
    /// surely there.
    pub of_each: Access,
    /// The type of what is taken.
    pub ty: RustTy,
}

/// Which elements of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// `[*]`
    All,
    /// `[1:3]`
    Slice(Option<i64>, Option<i64>),
}
