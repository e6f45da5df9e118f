//! Under a contract, a text in a template that would lead to a value of the very state is meant to be read.
//!
//! That a text looks like a path is a warning where it is read. Here it is known whether it leads anywhere.

use crate::{
    check::{
        flow::forgotten::{Forgotten, forgotten},
        reads::{Filled, Stage, reads},
        report::Report,
        scene::{Here, Scene},
        token, words,
    },
    diag::{Diagnostic, codes::structure as codes},
    expr::Template,
    ir::template_paths,
    json::{Kind, Node, Text},
    source::Span,
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
            let Some((finding, is_token)) = finding(scene, here, &filled, &literal) else { continue };
            match is_token {
                true => report.caused(here, finding, token::blame(here), "its token"),
                false => report.push(finding),
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
        (Kind::String(text), Some(key)) => {
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

/// The finding about a text that was meant to be read, and whether it was to be the token of its state.
fn finding(
    scene: &Scene<'_>,
    here: &Here<'_>,
    filled: &Filled<'_>,
    literal: &Literal<'_>,
) -> Option<(Diagnostic, bool)> {
    let Literal { key, field, text } = literal;
    let is_sent = matches!(filled.stage, Stage::Raw | Stage::Effective);
    let found = here.at(scene, filled.stage, |scope| forgotten(&scope, key, text))?;
    let is_token = is_sent && holds_token(&found);
    let name = &here.state.name;
    let message = format!("`{field}` of state `{name}` is the text `{}`", text.value);
    let diagnostic = worded(scene, here, (codes::NO_DOLLAR, text.span), (field, message), &found);
    Some((diagnostic.help(format!("write the key as `{key}.$`")), is_token))
}

/// What is said of a text in a field that was meant to be read. `message` says which text it is.
pub(super) fn worded(
    scene: &Scene<'_>,
    here: &Here<'_>,
    (code, span): (&'static str, Span),
    (field, message): (&str, String),
    found: &Forgotten,
) -> Diagnostic {
    let (what, label) = match found {
        Forgotten::Path(path, ty) => {
            let place = words::prefix(path, path.steps.len());
            ("what it leads to", format!("`{place}` is {} here", ty.brief()))
        }
        Forgotten::Call(_) => ("what it brings", "this is not called".to_owned()),
    };
    scene.finding(here, code, span, format!("{message}, not {what}")).in_field(field).label(label)
}

fn holds_token(found: &Forgotten) -> bool {
    match found {
        Forgotten::Path(path, _) => token::holds(path),
        Forgotten::Call(call) => {
            let mut reads_it = false;
            template_paths(&Template::Call(call.clone()), &mut |path| reads_it |= token::holds(path));
            reads_it
        }
    }
}
