//! The rules of `Choice` states: `And`, `Or`, `Not`, and one comparison.

use super::{
    Reader, comparison, fields,
    object::{self, Object},
    operator::{self, Operator},
};
use crate::{
    diag::{codes::structure as codes, near},
    expr::path::Usage,
    ir::{Condition, Test},
    json::Member,
    source::Span,
};

/// Whether a rule stands in `Choices` or inside another rule.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Top,
    Nested,
}

/// Reads the condition of a rule.
pub(super) fn condition(object: &Object, level: Level, reader: &mut Reader) -> Condition {
    object.comment(reader.diags);
    let others_fault = other_fields(object, level, reader);
    let operators: Vec<_> =
        object.members.iter().filter_map(|member| Some((member, operator::find(&member.key.value)?))).collect();
    match operators.as_slice() {
        [] => {
            // A misspelt operator has been named already.
            if !others_fault {
                let message = format!("{} has no comparison operator", object.what);
                let diagnostic = object.site.error(codes::RULE_OPERATORS, object.head, message);
                reader.diags.push(diagnostic.help("add an operator such as `StringEquals`, or `And`, `Or`, `Not`"));
            }
            unread(object.span)
        }
        [(member, operator)] => one(object, member, *operator, reader),
        [(first, _), .., (second, _)] => {
            let (a, b) = (&first.key.value, &second.key.value);
            let message = format!("{} has both `{a}` and `{b}`, and a rule has one operator", object.what);
            let diagnostic = object.site.field(b).error(codes::RULE_OPERATORS, second.key.span, message);
            let state = object.site.state.as_deref();
            let diagnostic = diagnostic.cause(first.key.span, format!("`{a}` stands here"), state);
            reader.diags.push(diagnostic.help("put each into a rule of its own, and both into `And`"));
            unread(object.span)
        }
    }
}

/// Stands for a condition that could not be read. Its state is faulty, and nobody looks at it.
fn unread(span: Span) -> Condition {
    Condition::Or(Vec::new(), span)
}

fn one(object: &Object, member: &Member, operator: Operator, reader: &mut Reader) -> Condition {
    let span = object.span;
    let connective = matches!(operator, Operator::And | Operator::Or | Operator::Not);
    if connective && let Some(variable) = object.member("Variable") {
        let name = &member.key.value;
        let message = format!("{} has both `Variable` and `{name}`", object.what);
        let diagnostic = object.site.field("Variable").error(codes::MISPLACED_FIELD, variable.key.span, message);
        reader.diags.push(diagnostic.help(format!("`Variable` belongs into the rules inside `{name}`")));
    }
    match operator {
        Operator::And => Condition::And(inner(object, member, reader), span),
        Operator::Or => Condition::Or(inner(object, member, reader), span),
        Operator::Not => {
            let site = object.site.field("Not");
            let what = format!("the rule `{}`", site.field);
            let inner = Object::open(&member.value, site, what, reader.diags);
            let inner = inner.map(|mut inner| {
                inner.language = object.language;
                condition(&inner, Level::Nested, reader)
            });
            inner.map_or_else(|| unread(span), |inner| Condition::Not(Box::new(inner), span))
        }
        _ => {
            let variable = object.require("Variable", reader.diags);
            let variable = variable.and_then(|_| object.path("Variable", Usage::Path, reader.diags));
            let comparison = comparison::read(member, operator, &object.site.field(&member.key.value), reader);
            match (variable, comparison) {
                (Some(variable), Some(comparison)) => {
                    Condition::Test(Box::new(Test { span, variable, operator_span: member.key.span, comparison }))
                }
                _ => unread(span),
            }
        }
    }
}

/// The rules inside `And` or `Or`.
fn inner(object: &Object, member: &Member, reader: &mut Reader) -> Vec<Condition> {
    let site = object.site.field(&member.key.value);
    let entries = object::array(&member.value, &site, false, reader.diags).unwrap_or_default();
    let objects = reader.objects(entries, object, &member.key.value, "the rule");
    objects.into_iter().flatten().map(|object| condition(&object, Level::Nested, reader)).collect()
}

/// Judges the fields that are no operators. Whether one of them stands where an operator was meant.
fn other_fields(object: &Object, level: Level, reader: &mut Reader) -> bool {
    const FIELDS: [&str; 4] = ["Variable", "Next", "Comment", "Assign"];
    let mut instead = false;
    for member in object.members.iter().filter(|member| operator::find(&member.key.value).is_none()) {
        let name = member.key.value.as_str();
        let site = object.site.field(name);
        match name {
            "Next" | "Assign" if level == Level::Nested => {
                let message = format!("`{name}` stands inside another rule: {site}");
                let diagnostic = site.error(codes::NESTED_NEXT, member.key.span, message);
                reader.diags.push(
                    diagnostic.help(format!("`{name}` belongs to the rule in `Choices` that this one is part of")),
                );
            }
            "Variable" | "Next" | "Assign" | "Comment" => {}
            _ => {
                // Nothing else is missing if this is a misspelt `Next` or `Variable`.
                instead |= near(name, FIELDS).is_none();
                let candidates = operator::names().chain(FIELDS);
                fields::refuse(object, member, candidates, reader);
            }
        }
    }
    instead
}
