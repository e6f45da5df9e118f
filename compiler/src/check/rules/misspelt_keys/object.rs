//! The objects that a template or a literal writes, with their keys.

use crate::{
    expr::{Path, Template},
    json::{Kind, Node},
    source::Span,
};

/// An object that is written.
pub(super) struct Object<'a> {
    /// The keys that lead to it, as those of a misfit.
    pub keys: Vec<String>,
    /// Its own.
    pub written: Vec<Key<'a>>,
}

/// A key of an object.
pub(super) struct Key<'a> {
    /// The key as the value has it.
    pub name: &'a str,
    /// Where it is written.
    pub span: Span,
    /// The field that it is.
    pub field: String,
    /// The path that is read for it, if one is.
    pub path: Option<&'a Path>,
}

/// Goes as deep as the template nests.
pub(super) fn in_template<'a>(template: &'a Template, keys: &mut Vec<String>, at: &str, found: &mut Vec<Object<'a>>) {
    match template {
        Template::Literal(node) => in_literal(node, keys, at, found),
        Template::Object(fields, _) => {
            let written = fields.iter().map(|field| Key {
                name: &field.name,
                span: field.key.span,
                field: format!("{at}.{}", field.key.value),
                path: if let Template::Path(path) = &field.value { Some(path) } else { None },
            });
            found.push(Object { keys: keys.clone(), written: written.collect() });
            for field in fields {
                keys.push(field.name.clone());
                in_template(&field.value, keys, &format!("{at}.{}", field.key.value), found);
                keys.pop();
            }
        }
        Template::Array(items, _) => {
            for (index, item) in items.iter().enumerate() {
                keys.push(format!("[{index}]"));
                in_template(item, keys, &format!("{at}[{index}]"), found);
                keys.pop();
            }
        }
        Template::Path(_) | Template::Call(_) => {}
    }
}

/// Goes as deep as the literal nests.
pub(super) fn in_literal<'a>(node: &'a Node, keys: &mut Vec<String>, at: &str, found: &mut Vec<Object<'a>>) {
    match &node.kind {
        Kind::Object(members) => {
            let written = members.iter().map(|member| Key {
                name: &member.key.value,
                span: member.key.span,
                field: format!("{at}.{}", member.key.value),
                path: None,
            });
            found.push(Object { keys: keys.clone(), written: written.collect() });
            for member in members {
                keys.push(member.key.value.clone());
                in_literal(&member.value, keys, &format!("{at}.{}", member.key.value), found);
                keys.pop();
            }
        }
        Kind::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                keys.push(format!("[{index}]"));
                in_literal(item, keys, &format!("{at}[{index}]"), found);
                keys.pop();
            }
        }
        _ => {}
    }
}

/// The objects that stand under a key, as seen from there.
pub(super) fn inside<'a>(objects: Vec<Object<'a>>, key: &str) -> Vec<Object<'a>> {
    let below = objects.into_iter().filter(|object| object.keys.first().is_some_and(|first| first == key));
    below.map(|object| Object { keys: object.keys.into_iter().skip(1).collect(), ..object }).collect()
}
