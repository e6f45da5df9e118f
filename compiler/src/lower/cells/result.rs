//! `ResultPath` and the `OutputPath` behind it: how a result becomes a part of the data, or takes its place.

use super::{Cells, Leaving};
use crate::{
    expr::{Path, Root, Step},
    ir::Select,
    lower::{
        build::place_of,
        layout::{KeyPath, Presence},
        made::{self, Made},
        plan::{ArmId, Change, Expr, Missing, MissingKind, Put, ReadSource, Scope, ScopeDocument},
        view::{Document, View, key_path, value_steps},
    },
};

impl Cells<'_> {
    /// `ResultPath`: lays a result over the raw input, or puts it in its place.
    pub(super) fn result(&mut self, arm: ArmId, presence: &Presence, made: Made, select: &Select) -> (Change, Leaving) {
        let path = match select {
            Select::Whole => return (Change::default(), Leaving::New(made)),
            Select::Null(_) => {
                return (Change { unread: made.unread(), ..Change::default() }, Leaving::Same(presence.clone()));
            }
            Select::Path(path) if path.steps.is_empty() => return (Change::default(), Leaving::New(made)),
            Select::Path(path) => path,
        };
        if self.layouts.arm(arm).is_none_or(|arm| arm.base.is_value()) {
            return (put(None, path, &path.steps, made), Leaving::Same(presence.clone()));
        }
        match key_path(&path.steps).filter(|keys| self.parents_are_objects(arm, presence, keys)) {
            Some(keys) => {
                let mut presence = presence.clone();
                (self.lay(arm, &mut presence, path, &keys, made), Leaving::Same(presence))
            }
            None => (Change::default(), Leaving::New(self.put_into_document(arm, presence, path, made))),
        }
    }

    /// Lays a result over the data: into the slot above its place that holds a plain value, or into slots of its own.
    fn lay(&mut self, arm: ArmId, presence: &mut Presence, path: &Path, keys: &KeyPath, made: Made) -> Change {
        if let Some((slot, length)) = self.layouts.absorbing(arm, keys) {
            presence.insert(keys.get(..length).unwrap_or_default().to_vec(), true);
            return put(Some(slot), path, path.steps.get(length..).unwrap_or_default(), made);
        }
        let mut change = Change::default();
        let gone: Vec<KeyPath> = presence.keys().filter(|at| at.starts_with(keys)).cloned().collect();
        for at in gone {
            presence.remove(&at);
            change.clear.extend(self.layouts.arm(arm).and_then(|arm| arm.slot(&at)).map(|(slot, _)| slot));
        }
        made::lay(self.layouts, arm, keys, made, &mut change.set, presence);
        change.clear.retain(|slot| !change.set.iter().any(|(set, _)| set == slot));
        change
    }

    /// The whole document as a plain value, with a result put into it: where only its value tells whether that can be.
    fn put_into_document(&self, arm: ArmId, presence: &Presence, path: &Path, made: Made) -> Made {
        let whole = Self::effective(&View::data(arm, presence.clone()), &Select::Whole);
        let document = Expr::ToValue(self.resolver().read(&whole));
        Made::value(Expr::PutInto(
            Box::new(document),
            value_steps(&path.steps),
            path.text.clone(),
            Box::new(made.into_value()),
        ))
    }

    /// Whether everything above a path is an object, or not there and so made one.
    fn parents_are_objects(&self, arm: ArmId, presence: &Presence, keys: &[String]) -> bool {
        if !self.layouts.arm(arm).is_some_and(|arm| arm.base.is_object(self.contract)) {
            return false;
        }
        let absorbing = self.layouts.absorbing(arm, keys).map(|(_, length)| length);
        let view = View::data(arm, presence.clone());
        (1..keys.len()).all(|length| {
            let above = keys.get(..length).unwrap_or_default();
            if absorbing == Some(length) {
                // The slot takes it if nothing under it would be hidden: it is there, or nothing is.
                let steps: Vec<Step> = above.iter().map(|key| Step::Key(key.clone())).collect();
                return presence.get(above) == Some(&true)
                    || self.resolver().find(&view, &steps) == ReadSource::Nowhere;
            }
            // Below the slot that takes it, the plain value in there tells at run time.
            absorbing.is_some_and(|absorbing| absorbing < length) || self.resolver().only_objects(arm, presence, above)
        })
    }

    /// `OutputPath` of what `ResultPath` left.
    pub(super) fn select_output(
        &mut self,
        arm: ArmId,
        leaving: Leaving,
        select: &Select,
        change: &mut Change,
    ) -> Leaving {
        let path = match select {
            Select::Whole => return leaving,
            Select::Null(_) => None,
            Select::Path(path) => Some(path),
        };
        let Some(path) = path.filter(|path| path.root == Root::Document) else {
            if let Leaving::New(made) = leaving {
                change.unread = made.unread();
            }
            let elsewhere = View { document: Document::Empty, prefix: Vec::new() };
            return Leaving::New(match path {
                Some(path) => self.made_of(&place_of(path, MissingKind::Path, &elsewhere)),
                None => self.empty(),
            });
        };
        match leaving {
            Leaving::Same(presence) => {
                let place = place_of(path, MissingKind::Path, &View::data(arm, presence));
                Leaving::New(self.made_of(&place))
            }
            Leaving::New(made) => Leaving::New(self.part_of(made, path, &path.steps)),
        }
    }

    /// A part of a value that was just made.
    fn part_of(&self, made: Made, path: &Path, steps: &[Step]) -> Made {
        let Some((step, rest)) = steps.split_first() else {
            return match &path.tail {
                None => made,
                Some(_) => Made::value(pick(made.into_value(), path, steps)),
            };
        };
        match (made, step) {
            (Made::Record(mut fields), Step::Key(key)) => {
                let others_fail = fields.iter().any(|(name, made)| name != key && made.may_fail());
                match fields.iter().position(|(name, _)| name == key) {
                    Some(at) if !others_fail => self.part_of(fields.swap_remove(at).1, path, rest),
                    _ => Made::value(pick(Made::Record(fields).into_value(), path, steps)),
                }
            }
            (Made::Leaf(repr, Expr::TakeResult), _) => {
                let view = View { document: Document::Result(repr), prefix: Vec::new() };
                let mut place = place_of(path, MissingKind::Path, &view);
                place.steps = steps.to_vec();
                self.made_of(&place)
            }
            (made, _) => Made::value(pick(made.into_value(), path, steps)),
        }
    }
}

/// Puts a result into the plain value of a slot, or of the whole data.
fn put(slot: Option<usize>, path: &Path, way: &[Step], made: Made) -> Change {
    let put = Put { slot, path: value_steps(way), text: path.text.clone(), value: made.into_value() };
    Change { put: Some(put), ..Change::default() }
}

/// A part of a plain value, for `OutputPath`.
fn pick(value: Expr, path: &Path, steps: &[Step]) -> Expr {
    let missing = Missing {
        kind: MissingKind::Path,
        path: path.text.clone(),
        scope: Scope { document: ScopeDocument::Data, prefix: Vec::new() },
        steps: value_steps(steps),
    };
    match &path.tail {
        None => Expr::Pick(Box::new(value), missing),
        Some(tail) => Expr::PickQuery(Box::new(value), tail.clone(), missing),
    }
}
