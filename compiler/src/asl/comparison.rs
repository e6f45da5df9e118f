//! The operand of a comparison: a literal of the operator's type, or a path.

use super::{
    Reader,
    object::{path_form, text, wrong_type},
    operator::Operator,
};
use crate::{
    diag::Site,
    expr::{
        glob,
        path::{self, Usage},
        timestamp,
    },
    ir::{Comparison, Operand, Spanned},
    json::{Member, Node},
};

/// Reads operator and operand. `None` if the operand is wrong, or if the operator compares nothing.
pub(super) fn read(member: &Member, operator: Operator, site: &Site, reader: &mut Reader) -> Option<Comparison> {
    let node = &member.value;
    let diags = &mut *reader.diags;
    match operator {
        Operator::And | Operator::Or | Operator::Not => None,
        Operator::String { order, path: true } => Some(Comparison::String(order, from_path(node, site, reader)?)),
        Operator::String { order, path: false } => {
            let text = text(node, site, diags)?;
            Some(Comparison::String(order, literal(text.value.clone(), node)))
        }
        Operator::Matches => {
            let text = text(node, site, diags)?;
            Some(Comparison::Matches(Spanned { value: glob::parse(text, site, diags)?, span: text.span }))
        }
        Operator::Numeric { order, path: true } => Some(Comparison::Numeric(order, from_path(node, site, reader)?)),
        Operator::Numeric { order, path: false } => {
            let Some(number) = node.as_number() else {
                diags.push(wrong_type(site, node, "a number"));
                return None;
            };
            Some(Comparison::Numeric(order, literal(number.to_owned(), node)))
        }
        Operator::Boolean { path: true } => Some(Comparison::Boolean(from_path(node, site, reader)?)),
        Operator::Boolean { path: false } => Some(Comparison::Boolean(literal(boolean(node, site, reader)?, node))),
        Operator::Timestamp { order, path: true } => Some(Comparison::Timestamp(order, from_path(node, site, reader)?)),
        Operator::Timestamp { order, path: false } => {
            let text = text(node, site, diags)?;
            let text = timestamp::parse(text, site, path_form(site, text), diags)?;
            Some(Comparison::Timestamp(order, Operand::Literal(text)))
        }
        Operator::Is(test) => {
            Some(Comparison::Is(test, Spanned { value: boolean(node, site, reader)?, span: node.span }))
        }
    }
}

fn literal<T>(value: T, node: &Node) -> Operand<T> {
    Operand::Literal(Spanned { value, span: node.span })
}

fn from_path<T>(node: &Node, site: &Site, reader: &mut Reader) -> Option<Operand<T>> {
    let text = text(node, site, reader.diags)?;
    path::parse(text, Usage::Path, site, reader.diags).map(Operand::Path)
}

fn boolean(node: &Node, site: &Site, reader: &mut Reader) -> Option<bool> {
    let value = node.as_bool();
    if value.is_none() {
        reader.diags.push(wrong_type(site, node, "`true` or `false`"));
    }
    value
}
