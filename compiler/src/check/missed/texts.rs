//! The texts that a state may bring: in its templates, in its literals, in what its task gives back.

use std::collections::BTreeSet;

use crate::{
    expr::Template,
    json::{Kind, Node},
    types::Ty,
};

/// How deep literals are looked into.
const DEPTH: usize = 16;
/// How many parts of a type are looked at.
const TYPES: usize = 500;

/// The texts in a template that stand for themselves. Goes as deep as the template nests, which the reader of JSON bounds.
pub(super) fn of_template(made: &Template, found: &mut BTreeSet<String>) {
    match made {
        Template::Literal(node) => of_literal(node, found),
        Template::Object(fields, _) => fields.iter().for_each(|field| of_template(&field.value, found)),
        Template::Array(items, _) => items.iter().for_each(|item| of_template(item, found)),
        Template::Path(_) | Template::Call(_) => {}
    }
}

/// The texts in a literal.
pub(super) fn of_literal(node: &Node, found: &mut BTreeSet<String>) {
    of_node(node, DEPTH, found);
}

fn of_node(node: &Node, depth: usize, found: &mut BTreeSet<String>) {
    if depth == 0 {
        return;
    }
    match &node.kind {
        Kind::String(text) => {
            found.insert(text.value.clone());
        }
        Kind::Object(members) => members.iter().for_each(|member| of_node(&member.value, depth - 1, found)),
        Kind::Array(items) => items.iter().for_each(|item| of_node(item, depth - 1, found)),
        _ => {}
    }
}

/// The texts that a value of a type may be or hold.
pub(super) fn of_type(ty: &Ty, found: &mut BTreeSet<String>) {
    let mut stack = vec![ty];
    for _ in 0..TYPES {
        match stack.pop() {
            Some(Ty::Enum(_, texts)) => found.extend(texts.iter().cloned()),
            Some(Ty::Record(record)) => stack.extend(record.fields.iter().map(|field| &field.ty)),
            Some(Ty::List(inner) | Ty::Map(inner)) => stack.push(inner),
            Some(Ty::Tuple(items) | Ty::Union(items)) => stack.extend(items.iter()),
            Some(_) => {}
            None => break,
        }
    }
}
