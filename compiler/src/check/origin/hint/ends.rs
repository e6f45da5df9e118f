//! A run of a scope that ends without a value that a result of its last state has.

use super::Hint;
use crate::{
    check::{
        flow::Edge,
        origin::result::{result_path, value},
        scene::{Here, Scene},
        words,
    },
    expr::Step,
    ir::{ScopeId, Select},
    types::Ty,
};

/// The first way that ends the runs of a scope without a value that its result has at once.
pub(in crate::check::origin) fn at_ends(
    scene: &Scene<'_>,
    scope: ScopeId,
    steps: &[Step],
    below: &[Step],
) -> Option<Hint> {
    let steps: Vec<Step> = steps.iter().chain(below).cloned().collect();
    scene.ends(scope).find_map(|(here, edge)| at_end(&here, edge, &steps))
}

/// A way that ends a scope's runs without a value, though the result that it brings has it at once.
fn at_end(here: &Here<'_>, edge: &Edge, steps: &[Step]) -> Option<Hint> {
    let there = |ty: &Ty| ty.walk(steps).is_known();
    let name = here.state.name.clone();
    if there(&edge.ty) {
        return None;
    }
    let (span, message, help) = match (value(here, edge.via).filter(there), result_path(here, edge.via)) {
        (Some(_), Select::Path(path)) if !path.steps.is_empty() => (
            path.span,
            format!("the result of `{name}` is written to `{}` here", path.text),
            format!("let `{name}` end with its result: leave out `ResultPath`, or select it with `OutputPath`"),
        ),
        (Some(_), Select::Null(span)) => (
            *span,
            format!("the result of `{name}` is discarded here"),
            format!("let `{name}` end with its result: leave out `ResultPath`"),
        ),
        _ => {
            // What is missing may stand one level deeper.
            let Ty::Record(record) = &edge.ty else { return None };
            let field = record.fields.iter().find(|field| there(&field.ty))?;
            let path = words::document_path(&[Step::Key(field.name.to_string())]);
            (
                here.state.name_span,
                format!("what `{name}` ends with has it in `{path}`"),
                format!("let `{name}` end with `{path}`: select it with `OutputPath`"),
            )
        }
    };
    Some(Hint { state: here.id, via: edge.via, is_written: false, places: vec![(span, message, name)], help })
}
