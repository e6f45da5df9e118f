//! What the tail of a path needs beside the place where its definite steps lead.

use crate::expr::{Filter, FilterPath, FilterValue, FunctionArg, Segment};

/// Whether a part of a path reads from the document that it is applied to (`$` in a filter or a function).
pub(super) fn reads_document(segments: &[Segment]) -> bool {
    let path = |path: &FilterPath| !path.is_element || reads_document(&path.segments);
    let value = |value: &FilterValue| matches!(value, FilterValue::Path(at) if path(at));
    fn filter(all: &Filter, path: &dyn Fn(&FilterPath) -> bool, value: &dyn Fn(&FilterValue) -> bool) -> bool {
        match all {
            Filter::And(parts) | Filter::Or(parts) => parts.iter().any(|part| filter(part, path, value)),
            Filter::Not(part) => filter(part, path, value),
            Filter::Exists(at) => path(at),
            Filter::Compare(_, left, right) => value(left) || value(right),
            Filter::Matches(left, _) => value(left),
        }
    }
    segments.iter().any(|segment| match segment {
        Segment::Filter(all) => filter(all, &path, &value),
        Segment::Function(_, args) => args.iter().any(|arg| matches!(arg, FunctionArg::Path(_))),
        _ => false,
    })
}
