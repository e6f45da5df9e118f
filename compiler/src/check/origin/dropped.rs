//! What is said where a field by which a state shapes its data leaves a value out.

use super::{How, Source};
use crate::{
    check::{flow::Via, reads::stages, words},
    expr::{Root, Step, Template},
    ir::{Kind, Select},
    json::Node,
    source::Span,
};

/// A field that leaves a value out.
pub(super) struct Dropped<'a> {
    field: &'static str,
    span: Span,
    /// What is left out, in what the field is applied to.
    steps: &'a [Step],
    /// Whether it can be added there.
    is_template: bool,
    /// Where it is kept all the same, under another name.
    kept: Option<String>,
    /// Whether a literal is written in its place.
    is_written: bool,
}

/// The field of a state that leaves out what is missing behind it, if it is one.
pub(super) fn of<'a>(source: &'a Source<'_>) -> Option<Dropped<'a>> {
    let Source { here, edge, steps, how, .. } = source;
    if source.root != Root::Document || !matches!(edge.via, Via::Next | Via::Rule(_) | Via::Default) {
        return None;
    }
    let (input_path, result_path, output_path) = stages(here.state);
    let target = match result_path {
        Select::Whole => &[],
        Select::Path(path) => path.steps.as_slice(),
        Select::Null(_) => return None,
    };
    if *output_path != Select::Whole {
        return None;
    }
    let inside = steps.strip_prefix(target)?;
    let is_in = |ty: &crate::types::Ty| ty.walk(inside).is_sure() && !ty.is_unknown();
    let dropped = |field, span, is_template| {
        Some(Dropped { field, span, steps: inside, is_template, kept: None, is_written: false })
    };
    let of_template = |field, template: &Template| match literal(template, inside) {
        Some(span) => Some(Dropped { is_written: true, ..dropped(field, span, true)? }),
        None => dropped(field, span_of(template), true),
    };
    let of_input_path = || match input_path {
        Select::Null(span) => dropped("InputPath", *span, false),
        Select::Path(path) => dropped("InputPath", path.span, false),
        Select::Whole => None,
    };
    match (&here.state.kind, how) {
        (Kind::Pass(pass), How::Lost) if target.is_empty() => {
            if let Some(Node { span, .. }) = &pass.result {
                return dropped("Result", *span, false);
            }
            match (&pass.parameters, input_path) {
                (Some(template), _) if is_in(&here.facts.effective_input) => of_template("Parameters", template),
                (None, _) => of_input_path(),
                _ => None,
            }
        }
        (Kind::Choice(_) | Kind::Wait(_), How::Lost) => of_input_path(),
        (_, How::Wrote) => {
            let selector = here.state.work()?.result_selector.as_ref()?;
            let is_left_out = is_in(&here.facts.result) && !here.facts.selected.walk(inside).is_sure();
            let kept = kept(selector, inside)
                .map(|(span, rest)| (span, words::steps_after(words::document_path(target), rest.iter())));
            match kept.filter(|_| is_left_out) {
                Some((span, path)) => Some(Dropped { kept: Some(path), ..dropped("ResultSelector", span, true)? }),
                None if is_left_out => dropped("ResultSelector", span_of(selector), true),
                None => None,
            }
        }
        _ => None,
    }
}

/// Under which name a template keeps what it is asked for by its own, and where that is written.
fn kept(template: &Template, steps: &[Step]) -> Option<(Span, Vec<Step>)> {
    let Template::Object(fields, _) = template else { return None };
    fields.iter().find_map(|field| {
        let Template::Path(path) = &field.value else { return None };
        let is_plain = path.root == Root::Document && path.tail.is_none() && !path.steps.is_empty();
        let rest = steps.strip_prefix(path.steps.as_slice()).filter(|_| is_plain)?;
        let key = Step::Key(field.name.clone());
        Some((path.span, std::iter::once(key).chain(rest.iter().cloned()).collect()))
    })
}

/// The literal that a template writes at a place that it names.
fn literal(template: &Template, steps: &[Step]) -> Option<Span> {
    let mut template = template;
    for step in steps {
        let (Template::Object(fields, _), Step::Key(key)) = (template, step) else { return None };
        template = &fields.iter().find(|field| field.name == *key)?.value;
    }
    if let Template::Literal(node) = template { Some(node.span) } else { None }
}

impl Dropped<'_> {
    /// What is said of it where it is left out.
    pub(super) fn words(&self, path: &str) -> (Span, String) {
        let (span, why) = self.loss();
        match &self.kept {
            Some(kept) => (span, format!("what is read is kept as `{kept}` here")),
            None => (span, format!("`{path}` is lost here: {why}")),
        }
    }

    /// The place, and what the value is lost by.
    pub(super) fn loss(&self) -> (Span, String) {
        let keep = match self.field {
            "Result" => "replaces the whole input",
            _ if self.is_written => "writes a literal in its place",
            _ => "does not keep it",
        };
        (self.span, format!("`{}` {keep}", self.field))
    }

    /// What to do about it in a state; `own` is a field that its result may go to.
    pub(super) fn help(&self, state: &str, own: &str) -> String {
        if let Some(kept) = &self.kept {
            return format!("read it where it is: `{kept}`");
        }
        match (self.field, self.steps) {
            ("Result", _) => format!("let `{state}` write it to a field of its own: `\"ResultPath\": \"{own}\"`"),
            (field, [Step::Key(key)]) if self.is_template => {
                let path = words::document_path(self.steps);
                match self.is_written {
                    true => format!("write `\"{key}.$\": \"{path}\"` for it in `{field}` of `{state}`"),
                    false => format!("add `\"{key}.$\": \"{path}\"` to `{field}` of `{state}`"),
                }
            }
            (field, _) if self.is_written => format!("take it over in `{field}` of `{state}`"),
            (field, _) if self.is_template => format!("add it to `{field}` of `{state}`"),
            (field, _) => format!("leave out `{field}` of `{state}`, or select what has it"),
        }
    }
}

/// The place of a template.
pub(crate) fn span_of(template: &Template) -> Span {
    match template {
        Template::Object(_, span) | Template::Array(_, span) => *span,
        Template::Literal(node) => node.span,
        Template::Path(path) => path.span,
        Template::Call(call) => call.span,
    }
}
