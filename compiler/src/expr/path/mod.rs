//! Paths: `$.order.id`, `$['a b'][0]`, `$$.Execution.Id`.

mod scan;

use super::Path;
use crate::{
    diag::{
        Diagnostics, Site,
        codes::{path as codes, unbuilt},
    },
    expr::{Root, intrinsic},
    json::Text,
};

use scan::{Fault, scan};

/// What the field that holds a path asks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// `InputPath`, `OutputPath`, `Variable`, a comparison's `..Path`: a path.
    Path,
    /// `SecondsPath`, `TimeoutSecondsPath` and the like: a reference path.
    Reference,
    /// `ResultPath`: a reference path into the document.
    Result,
    /// `ErrorPath`, `CausePath`: a reference path, or an intrinsic function.
    Fail,
    /// The value of a `.$` key: a path, or an intrinsic function.
    Template,
}

/// Reads the path that a field holds. `None` if it is no path, or none that is built yet; the diagnostics
/// say why.
pub fn parse(text: &Text, usage: Usage, site: &Site, diags: &mut Diagnostics) -> Option<Path> {
    let value = text.value.as_str();
    if value.starts_with("States.") {
        intrinsic::refuse(text, matches!(usage, Usage::Fail | Usage::Template), site, diags);
        return None;
    }
    let reference = matches!(usage, Usage::Reference | Usage::Result | Usage::Fail);
    let path = match scan(text) {
        Ok(path) => path,
        Err(Fault::Syntax { start, end, what, help }) => {
            let code =
                if usage == Usage::Template && !value.starts_with('$') { codes::TEMPLATE_VALUE } else { codes::SYNTAX };
            let wanted =
                if usage == Usage::Template { "neither a path nor an intrinsic function" } else { "not a path" };
            let diagnostic = site.error(code, text.part(start, end), format!("{site} is {wanted}: {what}"));
            diags.push(help.into_iter().fold(diagnostic, crate::diag::Diagnostic::help));
            return None;
        }
        Err(Fault::Unbuilt { start, end, what }) => {
            let span = text.part(start, end);
            diags.push(if reference {
                site.error(codes::NOT_A_REFERENCE_PATH, span, format!("{site} has {what}, and is no reference path"))
                    .label("may name several places, or none")
                    .help("a reference path names one place: `$.order.id`, `$['a b']`, `$.items[0]`")
            } else {
                site.error(unbuilt::JSONPATH, span, format!("{what} in {site} is not yet built"))
                    .note("paths that name one place are built: `$.order.id`, `$['a b']`, `$.items[0]`")
            });
            return None;
        }
    };
    match &path.root {
        Root::Document => Some(path),
        Root::Context if usage != Usage::Result => Some(path),
        Root::Context | Root::Variable(_) if usage == Usage::Result => {
            let root = if path.root == Root::Context { "the context object" } else { "a variable" };
            let diagnostic = site.error(
                codes::RESULT_PATH_ROOT,
                text.span,
                format!("{site} points into {root}, where no result can go"),
            );
            diags.push(diagnostic.help("start it with `$.`: the result goes into the state's input"));
            None
        }
        Root::Variable(name) => {
            let message = format!("the variable `${name}` in {site}: workflow variables are not yet built");
            diags.push(site.error(unbuilt::VARIABLES, text.part(0, name.len() + 1), message));
            None
        }
        Root::Context => None,
    }
}

#[cfg(test)]
mod tests;
