//! What the rules about task arguments and the workflow's output share: values that the contract's types
//! do not accept.

mod cause;
mod help;
mod keys;
mod slip;
mod written;

pub(crate) use cause::explain;
pub(crate) use help::{describe, otherwise};
pub(crate) use keys::part;
pub(crate) use slip::{Slip, is_akin, slip};
pub(crate) use written::{in_literal, in_template, path_in_template, read_from};

use crate::{
    check::scene::Scene,
    types::{
        Ty,
        contract::Typed,
        fits::{Misfit, misfits},
    },
};

/// Every reason why a value is not accepted.
pub(crate) fn of(scene: &Scene<'_>, ty: &Ty, accepted: &Typed) -> Vec<Misfit> {
    match (scene.world.contract, &scene.world.written) {
        (Some(contract), Some(written)) => misfits(contract, written, ty, &accepted.ty),
        _ => Vec::new(),
    }
}

/// A value that is not accepted.
pub(crate) struct Refused<'a> {
    /// How it is called.
    pub whole: &'a str,
    /// What it is.
    pub ty: &'a Ty,
    /// What is accepted.
    pub accepted: &'a Typed,
    /// The keys of what is wrong in it.
    pub path: &'a [String],
    /// The path that what is wrong is read from, if a rule can ask for it.
    pub read: Option<String>,
}

impl Refused<'_> {
    /// Whether nothing is wrong at some keys once another value stands there.
    fn fits(&self, scene: &Scene<'_>, keys: &[String], value: &Ty) -> bool {
        let whole = keys::replaced(self.ty, keys, value);
        whole.is_some_and(|whole| !of(scene, &whole, self.accepted).iter().any(|left| left.path.starts_with(keys)))
    }
}
