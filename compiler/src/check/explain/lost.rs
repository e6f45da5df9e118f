//! What states before this one had, and does not come here any more.

use std::collections::{BTreeMap, HashSet};

use super::{Lost, field, fields, place};
use crate::{
    check::{
        origin,
        scene::{Here, Scene},
        words,
    },
    expr::Step,
    ir::StateId,
    types::Ty,
};

/// How many lost fields are named.
const NAMED: usize = 50;

/// The top-level fields that were lost on the way here, by path.
pub(super) fn list(scene: &Scene<'_>, here: &Here<'_>) -> Vec<Lost> {
    let mut had: BTreeMap<String, Ty> = BTreeMap::new();
    let mut seen: HashSet<StateId> = [here.id].into();
    let mut stack = vec![here.id];
    while let Some(id) = stack.pop() {
        for (source, _) in scene.incoming(id) {
            if !seen.insert(source.id) || !scene.take_place() {
                continue;
            }
            stack.push(source.id);
            for name in fields::names(&source.facts.raw_input) {
                let steps = [Step::Key(name.clone())];
                let is_gone = here.facts.raw_input.walk(&steps).ty().is_none();
                if let (true, Some(ty)) = (is_gone, source.facts.raw_input.walk(&steps).ty()) {
                    let ty = had.get(&name).map_or_else(|| ty.clone(), |known| known.join(ty));
                    had.insert(name, ty);
                }
            }
        }
    }
    let mut lost = Vec::new();
    for (name, ty) in had.into_iter().take(NAMED) {
        let steps = [Step::Key(name)];
        for loss in origin::losses(scene, here.id, &steps) {
            lost.push(Lost {
                path: words::document_path(&steps),
                ty: ty.clone(),
                by: place(loss.here.state),
                field: field(loss.here.state, loss.via),
                why: loss.why,
                span: loss.span,
            });
        }
    }
    lost
}
