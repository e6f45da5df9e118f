//! What a state reads that its own input has, outside of what a field of the state leaves of it.

use crate::{
    check::{
        blame::{Blame, Place},
        flow::Via,
        origin::span_of,
        reads::{Read, Stage, stages},
        scene::Here,
    },
    diag::Diagnostic,
    expr::Root,
    ir::{Kind, Select},
    source::Span,
};

/// A field of a state that leaves out what the state reads.
pub(crate) struct Outside<'a> {
    here: &'a Here<'a>,
    field: &'static str,
    span: Span,
    /// What it leaves, in words.
    leaves: String,
}

/// The field of the state that leaves out what it reads, if its input has that.
pub(crate) fn of<'a>(here: &'a Here<'a>, read: &Read<'_>) -> Option<Outside<'a>> {
    let found = here.facts.raw_input.walk(&read.path.steps);
    if read.path.root != Root::Document || !found.is_sure() || !found.is_known() {
        return None;
    }
    let made = match (read.stage, &here.state.kind) {
        (Stage::Effective | Stage::Item, _) => None,
        // `Assign` of a Pass sees what that makes.
        (Stage::Assign(Via::Next), Kind::Pass(pass)) => pass
            .result
            .as_ref()
            .map(|result| ("Result", result.span))
            .or_else(|| Some(("Parameters", span_of(pass.parameters.as_ref()?)))),
        _ => return None,
    };
    let (field, span, leaves) = match (made, stages(here.state).0) {
        (Some((field, span)), _) => (field, span, format!("`{field}` is what `Assign` sees")),
        (None, Select::Path(path)) => ("InputPath", path.span, format!("`InputPath` selects `{}`", path.text)),
        (None, Select::Null(span)) => ("InputPath", *span, "`InputPath` selects nothing".to_owned()),
        (None, Select::Whole) => return None,
    };
    Some(Outside { here, field, span, leaves })
}

impl Outside<'_> {
    /// Says so in a finding about what was tried, and blames it.
    pub(crate) fn explain(&self, tried: &str, diagnostic: Diagnostic) -> (Diagnostic, Blame) {
        let Outside { here, field, span, leaves } = self;
        let name = &here.state.name;
        let diagnostic = diagnostic
            .cause(*span, format!("{leaves}, and `{tried}` is outside of it"), Some(name))
            .help(format!("leave out `{field}` of `{name}`, or read what is in it"));
        let own = Blame::of(Place::Here(here.id), Some((*field).to_owned()));
        let blame = match here.state.kind {
            // A Wait hands on what it selects, and a Pass what it makes: what is missing behind it is the same fault.
            Kind::Wait(_) | Kind::Pass(_) => own.and([Place::Way(here.id, Via::Next)]),
            _ => own,
        };
        (diagnostic, blame)
    }
}
