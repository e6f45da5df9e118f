//! Reads the fields of one JSON object, each with its type, and says what is wrong with them.

use super::{Reader, fields, looks, operator};
use crate::{
    diag::{Diagnostic, Diagnostics, Site, codes::structure as codes, near},
    expr::{
        Path, Template,
        path::{self, Usage},
        template,
    },
    ir::{Count, Select, Spanned},
    json::{Kind, Member, Node, Text},
    source::Span,
};

/// The query language of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    JsonPath,
    Jsonata,
}

/// An object of the definition.
pub(super) struct Object<'n> {
    pub(super) members: &'n [Member],
    pub(super) span: Span,
    /// Where what is missing is shown: a state's name, else the opening bracket.
    pub(super) head: Span,
    pub(super) site: Site,
    /// What it is, for people: `` the `Pass` state `A` ``.
    pub(super) what: String,
    /// The language of the state that it is, or is part of; `None` outside of states.
    pub(super) language: Option<Language>,
}

impl<'n> Object<'n> {
    /// Opens a node that has to be an object.
    pub(super) fn open(node: &'n Node, site: Site, what: String, diags: &mut Diagnostics) -> Option<Self> {
        let Some(members) = node.as_object() else {
            diags.push(wrong_type(&site, node, "an object"));
            return None;
        };
        let head = Span { end: node.span.start + 1, ..node.span };
        Some(Object { members, span: node.span, head, site, what, language: None })
    }

    /// Opens an object that stands under a field of this, if there is one.
    pub(super) fn inner(&self, name: &str, diags: &mut Diagnostics) -> Option<Object<'n>> {
        let site = self.site.field(name);
        let what = site.to_string();
        let mut inner = Object::open(self.get(name)?, site, what, diags)?;
        inner.language = self.language;
        Some(inner)
    }

    pub(super) fn member(&self, name: &str) -> Option<&'n Member> {
        self.members.iter().find(|member| member.key.value == name)
    }

    pub(super) fn get(&self, name: &str) -> Option<&'n Node> {
        self.member(name).map(|member| &member.value)
    }

    /// The field that was meant to be this one: unknown, and spelt nearly like it.
    pub(super) fn misspelt(&self, name: &str) -> Option<&'n Member> {
        let unknown = self.members.iter().filter(|member| !fields::is_known(&member.key.value));
        unknown.into_iter().find(|member| near(&member.key.value, [name]).is_some())
    }

    /// A field that has to be there. If it is misspelt, that is said and nothing else.
    pub(super) fn require(&self, name: &str, diags: &mut Diagnostics) -> Option<&'n Node> {
        let found = self.get(name);
        if found.is_none() && self.misspelt(name).is_none() {
            let message = format!("{} has no `{name}`", self.what);
            diags.push(
                self.site.field(name).error(codes::MISSING_FIELD, self.head, message).help(format!("add `{name}`")),
            );
        }
        found
    }

    /// Says that only one of these fields may stand here; the one read is the first.
    pub(super) fn exclusive(&self, names: &[&str], diags: &mut Diagnostics) {
        let mut found = self.members.iter().filter(|member| names.contains(&member.key.value.as_str()));
        let Some(first) = found.next() else { return };
        for again in found {
            let (one, other) = (&first.key.value, &again.key.value);
            let message = format!("{} has both `{one}` and `{other}`, which exclude each other", self.what);
            let diagnostic = self.site.field(other).error(codes::EXCLUSIVE_FIELDS, again.key.span, message);
            let state = self.site.state.as_deref();
            diags.push(
                diagnostic.cause(first.key.span, format!("`{one}` stands here"), state).help("remove one of the two"),
            );
        }
    }

    pub(super) fn text(&self, name: &str, diags: &mut Diagnostics) -> Option<&'n Text> {
        text(self.get(name)?, &self.site.field(name), diags)
    }

    pub(super) fn string(&self, name: &str, diags: &mut Diagnostics) -> Option<Spanned<String>> {
        self.text(name, diags).map(|text| Spanned { value: text.value.clone(), span: text.span })
    }

    pub(super) fn comment(&self, diags: &mut Diagnostics) -> Option<String> {
        self.text("Comment", diags).map(|text| text.value.clone())
    }

    /// An array, and one with something in it unless `may_be_empty`.
    pub(super) fn array(&self, name: &str, may_be_empty: bool, diags: &mut Diagnostics) -> Option<&'n [Node]> {
        array(self.get(name)?, &self.site.field(name), may_be_empty, diags)
    }

    /// A whole number from `least` to `most`.
    pub(super) fn whole(&self, name: &str, least: u64, most: u64, diags: &mut Diagnostics) -> Option<Spanned<u64>> {
        let node = self.get(name)?;
        let site = self.site.field(name);
        let Some(text) = node.as_number() else {
            diags.push(wrong_type(&site, node, "a whole number"));
            return None;
        };
        match whole(text) {
            Some(value) if (least..=most).contains(&value) => Some(Spanned { value, span: node.span }),
            found => {
                let message =
                    if found.is_none() && !text.starts_with('-') && text.parse::<f64>().is_ok_and(|n| n.fract() != 0.0)
                    {
                        format!("{site} is {text}, and has to be a whole number")
                    } else {
                        format!("{site} is {text}, out of its range")
                    };
                diags.push(
                    site.error(codes::OUT_OF_RANGE, node.span, message)
                        .help(format!("write a whole number from {least} to {most}")),
                );
                None
            }
        }
    }

    /// `null` or a path.
    pub(super) fn select(&self, name: &str, usage: Usage, diags: &mut Diagnostics) -> Select {
        let Some(node) = self.get(name) else { return Select::Whole };
        if node.is_null() {
            return Select::Null(node.span);
        }
        let site = self.site.field(name);
        let Some(text) = node.as_text() else {
            diags.push(wrong_type(&site, node, "a path in a string, or `null`"));
            return Select::Whole;
        };
        path::parse(text, usage, &site, diags).map_or(Select::Whole, Select::Path)
    }

    pub(super) fn path(&self, name: &str, usage: Usage, diags: &mut Diagnostics) -> Option<Path> {
        let text = self.text(name, diags)?;
        path::parse(text, usage, &self.site.field(name), diags)
    }

    /// A payload template.
    pub(super) fn template(&self, name: &str, diags: &mut Diagnostics) -> Option<Template> {
        let (node, site) = (self.get(name)?, self.site.field(name));
        looks::no_dollar(node, &site, diags);
        template::parse(node, &site, diags)
    }

    /// A whole number from `least` to `most`, literal or by a path.
    pub(super) fn count(
        &self,
        literal: &str,
        path: &str,
        least: u64,
        most: u64,
        diags: &mut Diagnostics,
    ) -> Option<Count> {
        self.exclusive(&[literal, path], diags);
        let from_path = self.path(path, Usage::Reference, diags).map(Count::Path);
        self.whole(literal, least, most, diags).map(Count::Literal).or(from_path)
    }

    /// One of the words that the field may have.
    pub(super) fn word(&self, name: &str, words: &[&str], diags: &mut Diagnostics) -> Option<&'n Text> {
        let text = self.text(name, diags)?;
        if words.contains(&text.value.as_str()) {
            return Some(text);
        }
        let site = self.site.field(name);
        let diagnostic = site.error(codes::UNKNOWN_VALUE, text.span, format!("{site} cannot be `{}`", text.value));
        let list = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        diags.push(match near(&text.value, words.iter().copied()) {
            Some(meant) if words.len() > 1 => {
                diagnostic.note(format!("it is one of {list}")).help(format!("did you mean `{meant}`?"))
            }
            _ if words.len() == 1 => diagnostic.help(format!("write {list}")),
            _ => diagnostic.help(format!("write one of {list}")),
        });
        None
    }
}

impl Reader<'_> {
    /// The objects of an array under a field of `of`, each with its place in it.
    pub(super) fn objects<'n>(
        &mut self,
        nodes: &'n [Node],
        of: &Object<'_>,
        field: &str,
        what: &str,
    ) -> Vec<Option<Object<'n>>> {
        let site = of.site.field(field);
        let open = |(at, node)| {
            let item = site.item(at);
            let what = format!("{what} {item}");
            let mut object = Object::open(node, item, what, self.diags)?;
            object.language = of.language;
            Some(object)
        };
        nodes.iter().enumerate().map(open).collect()
    }
}

pub(super) fn text<'n>(node: &'n Node, site: &Site, diags: &mut Diagnostics) -> Option<&'n Text> {
    let text = node.as_text();
    if text.is_none() {
        diags.push(wrong_type(site, node, "a string"));
    }
    text
}

pub(super) fn array<'n>(
    node: &'n Node,
    site: &Site,
    may_be_empty: bool,
    diags: &mut Diagnostics,
) -> Option<&'n [Node]> {
    let Some(items) = node.as_array() else {
        diags.push(wrong_type(site, node, "an array"));
        return None;
    };
    if items.is_empty() && !may_be_empty {
        diags.push(
            site.error(codes::EMPTY, node.span, format!("{site} is empty")).help("it needs at least one element"),
        );
        return None;
    }
    Some(items)
}

pub(super) fn wrong_type(site: &Site, node: &Node, wanted: &str) -> Diagnostic {
    let diagnostic =
        site.error(codes::WRONG_TYPE, node.span, format!("{site} is {}, and has to be {wanted}", node.describe()));
    let diagnostic = diagnostic.label(format!("expected {wanted}"));
    match &node.kind {
        // Quotes around what is meant as a number or a boolean.
        Kind::String(text) if is_literal(&text.value, wanted) => {
            diagnostic.help(format!("write it without quotes: `{}`", text.value))
        }
        Kind::String(_) | Kind::Object(_) if wanted == "an array" => {
            diagnostic.help("put it into brackets, as the one element of an array")
        }
        Kind::String(text) => path_form(site, text).into_iter().fold(diagnostic, Diagnostic::help),
        _ => diagnostic,
    }
}

/// The field, or the operator, that takes the path which stands where a literal is wanted, if there is one.
pub(super) fn path_form(site: &Site, text: &Text) -> Option<String> {
    // Only in states are there fields for paths.
    site.state.as_ref()?;
    let name = site.field.rsplit('.').next().unwrap_or_default();
    let form = format!("{name}Path");
    if !text.value.starts_with('$') || !fields::is_known(&form) {
        return None;
    }
    path::parse(text, Usage::Path, site, &mut Diagnostics::new())?;
    Some(match operator::find(&form) {
        Some(_) => format!("use `{form}` to compare with a path"),
        None => format!("use `{form}` to read it by a path"),
    })
}

/// Whether a text would be what is wanted if it had no quotes around it.
fn is_literal(text: &str, wanted: &str) -> bool {
    match wanted {
        "a whole number" => whole(text).is_some(),
        "a number" => text.parse::<f64>().is_ok_and(f64::is_finite),
        "`true`" => text == "true",
        "`true` or `false`" => matches!(text, "true" | "false"),
        _ => false,
    }
}

/// The value of a number that is whole and not negative, in whatever notation.
fn whole(text: &str) -> Option<u64> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    let value: f64 = text.parse().ok()?;
    // Up to here every whole f64 is exact.
    let exact = value.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&value);
    exact.then(|| format!("{:.0}", value.abs()).parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn whole_numbers_in_any_notation() {
        for (text, value) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("3.0", Some(3)),
            ("1e3", Some(1000)),
            ("1.5", None),
            ("-1", None),
            ("1e300", None),
        ] {
            assert_eq!(whole(text), value, "{text}");
        }
    }
}
