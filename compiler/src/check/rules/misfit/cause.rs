//! Which state caused a misfit, and what it forgot.

use super::{
    Refused, Slip,
    keys::{part, steps_of},
};
use crate::{
    check::{
        blame::{Blame, Want},
        branches, envelope,
        origin::{self, Fault, Missing},
        scene::{Here, Scene},
        words,
    },
    diag::Diagnostic,
    expr::Step,
    ir::StateId,
    types::{
        Ty,
        fits::{Misfit, Why, item_of},
        ty::{Class, Walk},
    },
};

/// Names the state that caused a misfit, and what it forgot.
pub(crate) fn explain(
    scene: &Scene<'_>,
    here: &Here<'_>,
    refused: &Refused<'_>,
    slip: &Slip<'_>,
    diagnostic: Diagnostic,
) -> (Diagnostic, Blame) {
    let misfit = slip.misfit;
    let missing = matches!(misfit.why, Why::Missing | Why::MaybeMissing)
        .then(|| Some(Missing { below: steps_of(slip.rest)?, is_part: !slip.rest.is_empty() }))
        .flatten();
    let want = match &misfit.why {
        Why::Type { found, expected, .. } if is_fine_but_for_null(found, expected) => Want::NotNull,
        Why::Type { expected, .. } => Want::type_of(expected),
        Why::Unknown { .. } | Why::Key { .. } => Want::Type("gone".to_owned()),
        Why::Missing | Why::MaybeMissing | Why::NoVariant { .. } => Want::There,
    };
    let bad = |walk: &Walk| slip.is_bad(scene, walk);
    let fault = Fault { missing, ..Fault::of(&slip.lies, want, &bad) };
    let (mut diagnostic, mut blame) = origin::explain(scene, here, &fault, diagnostic);
    if let Some(rest) = steps_of(slip.rest) {
        blame.causes.iter_mut().filter_map(|cause| cause.lost.as_mut()).for_each(|lost| {
            *lost = words::steps_after(std::mem::take(lost), rest.iter());
        });
    }
    let forgotten = blame
        .state()
        .and_then(|state| in_envelope(scene, state, misfit).or_else(|| out_of_order(scene, state, refused)));
    match forgotten {
        Some(help) => diagnostic.help = vec![help],
        // What to do about a type is known best where it is read.
        None if matches!(misfit.why, Why::Type { .. }) => diagnostic.help.truncate(1),
        None => {}
    }
    (diagnostic, blame)
}

/// Whether a value would be taken if it were not null at times.
fn is_fine_but_for_null(found: &Ty, expected: &str) -> bool {
    let rest = found.without(Class::Null);
    if !found.may_be(Class::Null) || rest.is_never() || rest.is_unknown() {
        return false;
    }
    let Want::Type(name) = Want::type_of(expected) else { return false };
    match name.as_str() {
        "string" => rest.is_all(Class::String),
        "number" => rest.is_all(Class::Numeric),
        "boolean" => rest.is_all(Class::Boolean),
        "timestamp" => rest.is_all(Class::Timestamp),
        "list" => rest.members().iter().all(Ty::is_list),
        _ => rest.members().iter().any(Ty::is_object),
    }
}

/// What to do if what is wanted stands in an envelope that the state to blame did not open.
fn in_envelope(scene: &Scene<'_>, state: StateId, misfit: &Misfit) -> Option<String> {
    envelope::unopened(scene, state, &|payload| match (&misfit.why, misfit.path.last()) {
        (Why::Missing | Why::MaybeMissing, Some(key)) => {
            payload.members().iter().any(|ty| ty.walk(&[Step::Key(key.clone())]).ty().is_some())
        }
        (Why::Type { found: Ty::Record(record), .. }, _) => record.get(envelope::PAYLOAD).is_some(),
        _ => false,
    })
}

/// What to do if the branch of a Parallel in which a state stands brings what another one is to bring.
fn out_of_order(scene: &Scene<'_>, state: StateId, refused: &Refused<'_>) -> Option<String> {
    (0..=refused.path.len()).rev().find_map(|length| {
        let slot = refused.path.get(..length)?;
        let found = part(refused.ty, slot)?;
        if let Ty::Tuple(items) = found {
            let at = |place: usize| slot.iter().cloned().chain([format!("[{place}]")]).collect::<Vec<_>>();
            return branches::order(scene, state, items, &|place, ty| refused.fits(scene, &at(place), ty));
        }
        // A part of a list of all results is told by the list.
        let in_list = slot.last().is_some_and(|key| item_of(key).is_some());
        if in_list { None } else { branches::other(scene, state, found, &|ty| refused.fits(scene, slot, ty)) }
    })
}
