//! Payload templates: JSON in which a key that ends in `.$` holds a path or a call.

use std::collections::HashMap;

use super::{
    Call, Path,
    call::{self, Dynamic},
    path::Usage,
};
use crate::{
    diag::{Diagnostics, Site, codes::path as codes},
    json::{Kind, Member, Node, Text},
    source::Span,
};

/// A payload template, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Template {
    /// A literal: no `.$` key anywhere in it.
    Literal(Node),
    /// The value of a `.$` key: a path.
    Path(Path),
    /// The value of a `.$` key: a call of an intrinsic function.
    Call(Call),
    /// An object with at least one `.$` key somewhere in it.
    Object(Vec<TemplateField>, Span),
    /// An array with at least one `.$` key somewhere in it.
    Array(Vec<Template>, Span),
}

/// One field of a template object, in the order of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateField {
    /// The key as the result has it: without `.$`.
    pub name: String,
    /// The key as written, with its place.
    pub key: Text,
    /// Whether the key ends in `.$`.
    pub dynamic: bool,
    /// What it becomes.
    pub value: Template,
}

/// Reads a template. `None` if a part of it is wrong; the diagnostics say where.
pub fn parse(node: &Node, site: &Site, diags: &mut Diagnostics) -> Option<Template> {
    match &node.kind {
        Kind::Object(members) => {
            let fields = object(members, site, diags)?;
            let dynamic = fields.iter().any(|f| f.dynamic || !matches!(f.value, Template::Literal(_)));
            Some(if dynamic { Template::Object(fields, node.span) } else { Template::Literal(node.clone()) })
        }
        Kind::Array(items) => {
            let read: Vec<_> = items.iter().enumerate().map(|(at, item)| parse(item, &site.item(at), diags)).collect();
            let items = read.into_iter().collect::<Option<Vec<_>>>()?;
            let dynamic = items.iter().any(|item| !matches!(item, Template::Literal(_)));
            Some(if dynamic { Template::Array(items, node.span) } else { Template::Literal(node.clone()) })
        }
        _ => Some(Template::Literal(node.clone())),
    }
}

fn object(members: &[Member], site: &Site, diags: &mut Diagnostics) -> Option<Vec<TemplateField>> {
    let mut names: HashMap<&str, &Text> = HashMap::new();
    let mut fields = Vec::new();
    let mut whole = true;
    for member in members {
        let key = &member.key;
        let stripped = key.value.strip_suffix(".$");
        let name = stripped.unwrap_or(&key.value);
        if let Some(first) = names.insert(name, key) {
            let message =
                format!("{site} has both `{}` and `{}`, which are one key of the result", first.value, key.value);
            let diagnostic = site.field(&key.value).error(codes::TEMPLATE_DUPLICATE, key.span, message);
            diags.push(
                diagnostic
                    .label(format!("`{name}` again"))
                    .cause(first.span, "first here", site.state.as_deref())
                    .help("remove one of the two"),
            );
            whole = false;
        }
        let site = site.field(&key.value);
        let value =
            if stripped.is_some() { dynamic(&member.value, &site, diags) } else { parse(&member.value, &site, diags) };
        match value {
            Some(value) => fields.push(TemplateField {
                name: name.to_owned(),
                key: key.clone(),
                dynamic: stripped.is_some(),
                value,
            }),
            None => whole = false,
        }
    }
    whole.then_some(fields)
}

fn dynamic(node: &Node, site: &Site, diags: &mut Diagnostics) -> Option<Template> {
    if let Some(text) = node.as_text() {
        return call::parse(text, Usage::Template, site, diags).map(|dynamic| match dynamic {
            Dynamic::Path(path) => Template::Path(path),
            Dynamic::Call(call) => Template::Call(call),
        });
    }
    let message = format!("{site} is {}, and the value of a key that ends in `.$` is a path", node.describe());
    let diagnostic =
        site.error(codes::TEMPLATE_VALUE, node.span, message).label("neither a path nor an intrinsic function");
    diags.push(diagnostic.help("write a path such as `\"$.order.id\"`, or the key without `.$`"));
    None
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::{
        diag::{Diagnostics, Site, codes::path as codes},
        expr::Template,
        json,
        source::Sources,
    };

    fn read(text: &str) -> (Option<Template>, Vec<(&'static str, String)>) {
        let mut sources = Sources::new();
        let id = sources.add_text("a", text);
        let mut diags = Diagnostics::new();
        let node = json::parse(&sources, id, &mut diags).unwrap();
        let template = parse(&node, &Site::state("A").field("Parameters"), &mut diags);
        (template, diags.as_slice().iter().map(|d| (d.code, d.field.clone().unwrap())).collect())
    }

    #[test]
    fn what_has_no_dynamic_key_is_a_literal() {
        for text in [r#"{"a": [1, {"b": "$.x"}]}"#, "1", "null", r#"["$.a"]"#, "{}"] {
            let (template, found) = read(text);
            assert!(matches!(template, Some(Template::Literal(_))), "{text}");
            assert!(found.is_empty(), "{text}");
        }
    }

    #[test]
    fn dynamic_keys_are_found_at_any_depth() {
        let (template, found) = read(r#"{"a": [1, {"b.$": "$.x"}], "c": {"d": 2}, ".$": "$$"}"#);
        assert!(found.is_empty());
        let Some(Template::Object(fields, _)) = template else { panic!() };
        assert_eq!(
            fields.iter().map(|f| (f.name.as_str(), f.dynamic)).collect::<Vec<_>>(),
            [("a", false), ("c", false), ("", true)]
        );
        let Template::Array(items, _) = &fields[0].value else { panic!() };
        assert!(matches!(items[0], Template::Literal(_)));
        let Template::Object(inner, _) = &items[1] else { panic!() };
        assert!(matches!(&inner[0].value, Template::Path(path) if path.text == "$.x"));
        assert!(matches!(fields[1].value, Template::Literal(_)));
    }

    #[test]
    fn every_fault_is_named_with_its_field() {
        let (template, found) = read(r#"{"a.$": 1, "b": {"c.$": "x"}, "d": 1, "d.$": "$.d", "e": [{"f.$": "$."}]}"#);
        assert_eq!(template, None);
        let expected = [
            (codes::TEMPLATE_VALUE, "Parameters.a.$"),
            (codes::TEMPLATE_VALUE, "Parameters.b.c.$"),
            (codes::TEMPLATE_DUPLICATE, "Parameters.d.$"),
            (codes::SYNTAX, "Parameters.e[0].f.$"),
        ];
        assert_eq!(found.iter().map(|(c, f)| (*c, f.as_str())).collect::<Vec<_>>(), expected);
    }
}
