//! Under a contract, a text in a template that would lead to a value of the very state is meant to be read.
//!
//! That a text looks like a path is a warning where it is read. Here it is known whether it leads anywhere.

use crate::{
    check::{
        flow::template::Scope,
        reads::{Filled, reads},
        report::Report,
        scene::{Here, Scene},
        words,
    },
    diag::{Diagnostic, Diagnostics, Site, codes::structure as codes},
    expr::{
        ArgValue, Call, Path, Root, Template,
        call::{self, Dynamic},
        path::Usage,
    },
    json::{Kind, Node, Text},
    types::{Ty, ty::Walk},
};

/// Looks at every text in a template.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    if scene.world.contract.is_none() {
        return;
    }
    for filled in reads(here.state).templates {
        let mut found = Vec::new();
        of_template(filled.template, filled.key, &filled.field, &mut found);
        for literal in found {
            if let Some(finding) = finding(scene, here, &filled, &literal) {
                report.push(finding);
            }
        }
    }
}

/// A text under a key.
struct Literal<'a> {
    key: &'a str,
    field: String,
    text: &'a Text,
}

/// Goes as deep as the template nests.
fn of_template<'a>(template: &'a Template, key: Option<&'a str>, field: &str, found: &mut Vec<Literal<'a>>) {
    match template {
        Template::Literal(node) => of_node(node, key, field, found),
        Template::Object(fields, _) => {
            for part in fields {
                let key = part.key.value.as_str();
                of_template(&part.value, Some(key), &format!("{field}.{key}"), found);
            }
        }
        Template::Array(items, _) => {
            for (at, item) in items.iter().enumerate() {
                of_template(item, None, &format!("{field}[{at}]"), found);
            }
        }
        Template::Path(_) | Template::Call(_) => {}
    }
}

fn of_node<'a>(node: &'a Node, key: Option<&'a str>, field: &str, found: &mut Vec<Literal<'a>>) {
    match (&node.kind, key) {
        (Kind::String(text), Some(key)) if may_be_read(key, &text.value) => {
            found.push(Literal { key, field: field.to_owned(), text });
        }
        (Kind::Object(members), _) => {
            for member in members {
                let key = member.key.value.as_str();
                of_node(&member.value, Some(key), &format!("{field}.{key}"), found);
            }
        }
        (Kind::Array(items), _) => {
            for (at, item) in items.iter().enumerate() {
                of_node(item, None, &format!("{field}[{at}]"), found);
            }
        }
        _ => {}
    }
}

/// Whether a text may have been meant to be read. Under a key such as `InputPath` of a service a path is the value.
fn may_be_read(key: &str, text: &str) -> bool {
    let is_path = text.starts_with('$') && text.len() > 2;
    let is_call = text.starts_with("States.") && text.ends_with(')');
    (is_path || is_call) && !key.to_ascii_lowercase().ends_with("path")
}

fn finding(scene: &Scene<'_>, here: &Here<'_>, filled: &Filled<'_>, literal: &Literal<'_>) -> Option<Diagnostic> {
    let Literal { key, field, text } = literal;
    let mut faults = Diagnostics::new();
    let dynamic = call::parse(text, Usage::Template, &Site::state(&here.state.name), &mut faults)?;
    if !faults.as_slice().is_empty() {
        return None;
    }
    let (what, label) = here.at(scene, filled.stage, |scope| match &dynamic {
        Dynamic::Path(path) => {
            let ty = leads_to(&scope, path)?;
            let place = words::prefix(path, path.steps.len());
            Some(("what it leads to", format!("`{place}` is {} here", ty.brief())))
        }
        Dynamic::Call(call) => is_read(&scope, call).then(|| ("what it brings", "this is not called".to_owned())),
    })?;
    let message = format!("`{field}` of state `{}` is the text `{}`, not {what}", here.state.name, text.value);
    let diagnostic = scene.finding(here, codes::NO_DOLLAR, text.span, message).in_field(field).label(label);
    Some(diagnostic.help(format!("write the key as `{key}.$`")))
}

/// What a path leads to, if that is known.
fn leads_to(scope: &Scope<'_>, path: &Path) -> Option<Ty> {
    if let Root::Variable(name) = &path.root {
        scope.variables.get(name)?;
    }
    let Walk::Found { ty, .. } = scope.root_of(path).walk(&path.steps) else { return None };
    let finds = path.tail.as_ref().is_none_or(|tail| ty.find(tail).dead.is_none());
    (finds && !ty.is_unknown() && !ty.is_never()).then_some(ty)
}

/// Whether all that a call takes is known.
fn is_read(scope: &Scope<'_>, call: &Call) -> bool {
    call.args.iter().all(|arg| match &arg.value {
        ArgValue::Path(path) => leads_to(scope, path).is_some(),
        ArgValue::Call(call) => is_read(scope, call),
        ArgValue::Text(_) | ArgValue::Number(_) | ArgValue::Bool(_) | ArgValue::Null => true,
    })
}
