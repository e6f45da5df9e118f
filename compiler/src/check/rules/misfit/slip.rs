//! Where in a value the cause of a misfit is looked for, and what is at fault there.

use super::{Refused, keys::steps_in};
use crate::{
    check::{origin::Origin, scene::Scene},
    expr::Step,
    types::{
        Ty,
        contract::RustTy,
        fits::{Misfit, Why, accepted_at, misfits},
        ty::Walk,
    },
};

/// Where a misfit is traced from, and what is at fault there.
pub(crate) struct Slip<'a> {
    /// The misfit.
    pub misfit: &'a Misfit,
    /// Its keys behind the place, which is the nearest value of several types of which only some do not fit.
    pub rest: &'a [String],
    /// Where the place lies: what comes from several states, in each of them.
    pub lies: Vec<Origin>,
    /// What is accepted there, if that tells what is at fault.
    rust: Option<&'a RustTy>,
}

/// Where to look for the cause of a misfit of a value. `lies` tells where steps in the value lie: of a place that the state
/// itself makes, the parts have a cause of their own.
pub(crate) fn slip<'a>(
    scene: &'a Scene<'_>,
    refused: &Refused<'a>,
    misfit: &'a Misfit,
    lies: &dyn Fn(Vec<Step>) -> Vec<Origin>,
) -> Slip<'a> {
    let path = misfit.path.as_slice();
    let rust = |count: usize| accepted_at(scene.world.contract?, &refused.accepted.ty, path.get(..count)?);
    let is_mixed = |count: &usize| {
        let ty = steps_in(refused.ty, path.get(..*count).unwrap_or(path)).map(|steps| refused.ty.walk(&steps));
        matches!(ty.as_ref().and_then(Walk::ty), Some(Ty::Union(_))) && rust(*count).is_some()
    };
    // A key that is not taken was written with the object that has it.
    let whole = match misfit.why {
        Why::Unknown { .. } | Why::Key { .. } => path.len().saturating_sub(1),
        _ => path.len(),
    };
    let at = |count: usize| {
        let (keys, rest) = path.split_at(count);
        let is_field = matches!(misfit.why, Why::Missing | Why::MaybeMissing) && rest.is_empty();
        let lies = steps_in(refused.ty, keys).map_or_else(Vec::new, lies);
        Slip { misfit, rest, lies, rust: rust(count).filter(|_| !is_field) }
    };
    let mut mixed = (0..whole).filter(is_mixed).map(at);
    mixed.find(|slip| !slip.lies.is_empty()).unwrap_or_else(|| at(whole))
}

impl Slip<'_> {
    /// Whether what is found at the place is at fault.
    pub(super) fn is_bad(&self, scene: &Scene<'_>, walk: &Walk) -> bool {
        let why = &self.misfit.why;
        match (self.rust, walk.ty(), scene.world.contract, &scene.world.written) {
            (Some(rust), Some(ty), Some(contract), Some(written)) => ty.members().iter().any(|member| {
                let found = misfits(contract, written, member, rust);
                found.iter().any(|misfit| misfit.is_at(self.rest) && alike(&misfit.why, why))
            }),
            (Some(_), ..) => false,
            (None, ty, ..) => match why {
                Why::Type { found, .. } => {
                    ty.is_some_and(|ty| ty.members().iter().any(|member| is_akin(member, found)))
                }
                Why::Missing | Why::MaybeMissing | Why::NoVariant { .. } => !walk.is_sure(),
                Why::Unknown { .. } | Why::Key { .. } => {
                    let key = self.misfit.path.last().cloned().map(Step::Key);
                    ty.is_some_and(|ty| key.is_some_and(|key| ty.walk(&[key]).ty().is_some()))
                }
            },
        }
    }
}

/// Whether two reasons are one that was seen from nearer and from farther.
fn alike(a: &Why, b: &Why) -> bool {
    let kind = |why: &Why| match why {
        Why::Missing | Why::MaybeMissing => 0,
        Why::Unknown { .. } | Why::Key { .. } => 1,
        Why::NoVariant { .. } | Why::Type { .. } => 2,
    };
    kind(a) == kind(b) || kind(b) == 2
}

/// Whether a type may be what was found to be wrong: rules narrow types on the way, and ways that meet widen
/// them.
pub(crate) fn is_akin(member: &Ty, found: &Ty) -> bool {
    match (member, found) {
        (Ty::Enum(_, values), Ty::Enum(_, wrong)) => !values.is_disjoint(wrong),
        // Where no object is wanted, one with a field more or less is none the better.
        (Ty::Record(_), Ty::Record(_)) => true,
        _ if found.members().contains(member) => true,
        _ => !member.is_unknown() && (found.join(member) == *found || member.join(found) == *member),
    }
}
