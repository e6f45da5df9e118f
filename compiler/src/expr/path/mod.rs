//! Paths: `$.order.id`, `$['a b'][0]`, `$.items[?(@.price < 10)].name`, `$$.Execution.Id`, `$variable.field`.

mod brackets;
mod filter;
mod functions;
mod literal;
pub mod regex;
pub(super) mod scan;
mod tree;

use super::cursor::{Cursor, Fault};
use crate::{
    diag::{Diagnostics, Site, codes::path as codes},
    json::Text,
};

use scan::{Ending, Piece};
pub use tree::{
    Filter, FilterOperator, FilterPath, FilterValue, FunctionArg, Path, PathFunction, Regex, Root, Segment, Step, Tail,
};

/// What the field that holds a path asks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// `InputPath`, `OutputPath`, `Variable`, a comparison's `..Path`: a path.
    Path,
    /// `SecondsPath`, `TimeoutSecondsPath` and the like: a reference path.
    Reference,
    /// `ResultPath`: a reference path into the document.
    Result,
    /// `ErrorPath`, `CausePath`: a reference path, or one of some intrinsic functions.
    Fail,
    /// The value of a `.$` key: a path, or an intrinsic function.
    Template,
}

impl Usage {
    fn is_reference(self) -> bool {
        matches!(self, Usage::Reference | Usage::Result | Usage::Fail)
    }

    /// Whether an intrinsic function may stand in its place.
    pub(super) fn takes_calls(self) -> bool {
        matches!(self, Usage::Fail | Usage::Template)
    }
}

/// Reads the path that a field holds. `None` if it is none, or not one that may stand there; the diagnostics
/// say why.
pub fn parse(text: &Text, usage: Usage, site: &Site, diags: &mut Diagnostics) -> Option<Path> {
    let value = text.value.as_str();
    if value.starts_with("States.") {
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(value.len());
        let message = format!("{site} is not a path: intrinsic functions cannot stand here");
        let diagnostic = site.error(codes::INTRINSIC, text.part(0, end), message);
        diags.push(diagnostic.help("call it in `Parameters`, under a key that ends in `.$`"));
        return None;
    }
    // The service's library passes over a bracket that opens at the very end.
    let value = match value.strip_suffix('[') {
        Some(rest) if rest.starts_with('$') => {
            let message = format!("{site} ends with a `[`, which the service passes over");
            diags
                .push(site.warning(codes::OPEN_BRACKET, text.part(rest.len(), value.len()), message).help("remove it"));
            rest
        }
        _ => value,
    };
    let path = match read(&mut Cursor::new(value), text, Ending::Text) {
        Ok(Read { path, tail }) => match tail {
            Some(tail) if usage.is_reference() => {
                let message = format!("{site} has {}, and is no reference path", tail.what);
                let diagnostic = site.error(codes::NOT_A_REFERENCE_PATH, text.part(tail.start, tail.end), message);
                diags.push(
                    diagnostic
                        .label("may name several places, or none")
                        .help("a reference path names one place: `$.order.id`, `$['a b']`, `$.items[0]`"),
                );
                return None;
            }
            _ => path,
        },
        Err(fault) => {
            let is_template = usage == Usage::Template;
            let code = if is_template && !value.starts_with('$') { codes::TEMPLATE_VALUE } else { codes::SYNTAX };
            let wanted = if is_template { "neither a path nor an intrinsic function" } else { "not a path" };
            diags.push(fault.report(code, text, wanted, site));
            return None;
        }
    };
    if usage == Usage::Result && path.root != Root::Document {
        let root = if path.root == Root::Context { "the context object" } else { "a variable" };
        let message = format!("{site} points into {root}, where no result can go");
        let diagnostic = site.error(codes::RESULT_PATH_ROOT, text.span, message);
        diags.push(diagnostic.help("start it with `$.`: the result goes into the state's input"));
        return None;
    }
    Some(path)
}

/// A path, and the first part of its tail.
pub(super) struct Read {
    pub(super) path: Path,
    tail: Option<Beyond>,
}

/// The part that makes a path more than a reference path.
struct Beyond {
    what: &'static str,
    start: usize,
    end: usize,
}

/// The path that begins here.
pub(super) fn read(cursor: &mut Cursor, text: &Text, ending: Ending) -> Result<Read, Fault> {
    let start = cursor.at;
    let root = scan::root(cursor)?;
    let mut pieces = scan::chain(cursor, ending)?;
    let definite = pieces.iter().take_while(|piece| matches!(piece.segment, Segment::Step(_))).count();
    let beyond = pieces.split_off(definite);
    let step_spans = pieces.iter().map(|piece| text.part(piece.start, piece.end)).collect();
    let steps = pieces.into_iter().filter_map(|piece| match piece.segment {
        Segment::Step(step) => Some(step),
        _ => None,
    });
    let written = cursor.since(start);
    let span = if written.len() == text.value.len() { text.span } else { text.part(start, cursor.at) };
    let mut path = Path { root, steps: steps.collect(), tail: None, step_spans, text: written.to_owned(), span };
    let tail = beyond.first().map(|Piece { segment, start, end }| Beyond {
        what: describe(segment),
        start: *start,
        end: *end,
    });
    if tail.is_some() {
        let segments: Vec<_> = beyond.into_iter().map(|piece| piece.segment).collect();
        path.tail = Some(Box::new(Tail { is_definite: is_definite(&segments), segments }));
    }
    Ok(Read { path, tail })
}

/// Whether what follows definite steps names one value.
fn is_definite(segments: &[Segment]) -> bool {
    segments.iter().enumerate().all(|(at, segment)| match segment {
        Segment::Step(_) | Segment::Function(..) => true,
        // At the end, names make one object of what they find.
        Segment::Keys(_) => at + 1 == segments.len(),
        _ => false,
    })
}

fn describe(segment: &Segment) -> &'static str {
    match segment {
        Segment::Step(_) => "a step",
        Segment::Wildcard => "the wildcard `*`",
        Segment::Keys(_) | Segment::Indices(_) => "a union",
        Segment::Slice(..) => "a slice",
        Segment::Descent => "the recursive descent `..`",
        Segment::Filter(_) => "a filter",
        Segment::Function(..) => "a JSONPath function",
    }
}

#[cfg(test)]
mod tests;
