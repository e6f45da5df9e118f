//! The keys that lead to a misfit: as steps of a path, and in the type that does not fit.

use std::rc::Rc;

use crate::{
    expr::Step,
    types::{
        Ty,
        fits::{ANY_ITEM, ANY_KEY, item_of},
    },
};

/// Keys of a misfit as steps of a path, any item of a list standing for all; `None` if one is not known.
pub(super) fn steps_of(keys: &[String]) -> Option<Vec<Step>> {
    let step = |key: &String| match (key.as_str(), item_of(key)) {
        (ANY_ITEM, _) => Some(Step::Index(0)),
        (ANY_KEY, _) => None,
        (_, Some(at)) => Some(Step::Index(i64::try_from(at).ok()?)),
        _ => Some(Step::Key(key.clone())),
    };
    keys.iter().map(step).collect()
}

/// The same in a type: an item that stands for all of a list is one of which no more is known than of all.
pub(super) fn steps_in(ty: &Ty, keys: &[String]) -> Option<Vec<Step>> {
    let mut steps = steps_of(keys)?;
    for at in 0..steps.len() {
        let (before, rest) = steps.split_at_mut(at);
        let is_any = keys.get(at).is_some_and(|key| key == ANY_ITEM);
        if let (Some(Step::Index(index)), true, Some(Ty::Items(items))) =
            (rest.first_mut(), is_any, ty.walk(before).ty())
        {
            *index = (0..).find(|index| !items.at.contains_key(index))?;
        }
    }
    Some(steps)
}

/// Whether a key stands for any item of a list, or for any key of a map.
pub(super) fn is_any(key: &String) -> bool {
    key == ANY_ITEM || key == ANY_KEY
}

/// What stands at some keys.
pub(crate) fn part<'t>(ty: &'t Ty, keys: &[String]) -> Option<&'t Ty> {
    keys.iter().try_fold(ty, |ty, key| match ty {
        Ty::Record(record) => record.get(key).map(|field| &field.ty),
        Ty::Tuple(items) => items.get(item_of(key)?),
        _ => None,
    })
}

/// The type with another value at some keys; goes as deep as a payload template is nested.
pub(super) fn replaced(ty: &Ty, keys: &[String], value: &Ty) -> Option<Ty> {
    let Some((key, rest)) = keys.split_first() else { return Some(value.clone()) };
    match ty {
        Ty::Record(record) => {
            let mut record = (**record).clone();
            let field = record.fields.iter_mut().find(|field| *field.name == **key)?;
            field.ty = replaced(&field.ty, rest, value)?;
            Some(Ty::Record(Rc::new(record)))
        }
        Ty::Tuple(items) => {
            let mut items = items.to_vec();
            let item = items.get_mut(item_of(key)?)?;
            *item = replaced(item, rest, value)?;
            Some(Ty::Tuple(items.into()))
        }
        _ => None,
    }
}
