//! Ends growth: what still changes after a few rounds of a loop becomes `Any`.

use std::rc::Rc;

use super::{Record, RecordField, Ty};

impl Ty {
    /// `next`, with `Any` wherever it differs from `self` in more than its fields' own types.
    #[must_use]
    pub fn widen(&self, next: &Ty) -> Ty {
        if self == next {
            return next.clone();
        }
        match (self, next) {
            (Ty::Never, _) => next.clone(),
            (_, Ty::Error) => Ty::Error,
            (Ty::Record(old), Ty::Record(new)) => {
                let fields = new.fields.iter().map(|field| match old.get(&field.name) {
                    Some(before) => RecordField { ty: before.ty.widen(&field.ty), ..field.clone() },
                    None => RecordField { ty: scalar_or_any(&field.ty), ..field.clone() },
                });
                let rest = match (&old.rest, &new.rest) {
                    (Some(before), Some(rest)) => Some(before.widen(rest)),
                    (_, rest) => rest.as_ref().map(scalar_or_any),
                };
                Ty::Record(Rc::new(Record {
                    name: new.name.clone(),
                    fields: fields.collect(),
                    rest,
                    variant: new.variant.clone(),
                }))
            }
            (Ty::List(_) | Ty::Items(_), Ty::List(_) | Ty::Items(_)) => {
                Ty::List(Rc::new(self.item().widen(&next.item())))
            }
            (Ty::Map(old), Ty::Map(new)) => Ty::Map(Rc::new(old.widen(new))),
            (Ty::Tuple(old), Ty::Tuple(new)) if old.len() == new.len() => {
                Ty::Tuple(old.iter().zip(new.iter()).map(|(old, new)| old.widen(new)).collect())
            }
            // Bounds and sets of literals would creep through a long loop one literal a round.
            (Ty::Int(low, high), Ty::Int(new_low, new_high)) => {
                Ty::Int(if new_low < low { i128::MIN } else { *low }, if new_high > high { i128::MAX } else { *high })
            }
            (Ty::Enum(..), Ty::Enum(..)) => Ty::Any,
            // The number of records that are kept apart could grow as well.
            (Ty::Union(old), Ty::Union(new)) if old.len() == new.len() => {
                Ty::union(old.iter().zip(new.iter()).map(|(old, new)| old.widen(new)))
            }
            _ => scalar_or_any(next),
        }
    }
}

/// Other scalars have no depth and few forms: they cannot grow without end.
fn scalar_or_any(ty: &Ty) -> Ty {
    match ty {
        Ty::List(_) | Ty::Items(_) | Ty::Tuple(_) | Ty::Map(_) | Ty::Record(_) | Ty::Union(_) => Ty::Any,
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_ends_in_any() {
        let mut ty = Ty::record([("n", Ty::Null)]);
        for round in 0..20 {
            let next = ty.join(&Ty::record([("n", ty.clone())]));
            let next = if round > 3 { ty.widen(&next) } else { next };
            if next == ty {
                return;
            }
            ty = next;
        }
        panic!("still growing: {ty}");
    }
}
