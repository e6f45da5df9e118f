//! A document inside a string of another: JSON whose places are those of the outer source.

use super::{Kind, Member, Node, Text, places::within, text::Parser};
use crate::{
    diag::{Diagnostic, Diagnostics},
    source::Span,
};

/// Reads the JSON that a string holds, as CloudFormation's `DefinitionString` does. `None` if it is not JSON; the
/// diagnostics say where and why, in the source of the string.
pub fn embedded(text: &Text, diags: &mut Diagnostics) -> Option<Node> {
    let mut found = Diagnostics::new();
    let node = Parser::over(&text.value, text.span.source, &mut found).read();
    for diagnostic in found.into_sorted() {
        diags.push(place(diagnostic, text));
    }
    node.map(|node| relocate(node, text))
}

fn place(mut diagnostic: Diagnostic, outer: &Text) -> Diagnostic {
    diagnostic.primary.span = span(diagnostic.primary.span, outer);
    for label in &mut diagnostic.labels {
        label.span = span(label.span, outer);
    }
    diagnostic
}

fn span(inner: Span, outer: &Text) -> Span {
    outer.part(inner.start as usize, inner.end as usize)
}

/// The depth of the tree is bounded by the reader.
fn relocate(node: Node, outer: &Text) -> Node {
    let kind = match node.kind {
        Kind::String(inner) => Kind::String(string(inner, outer)),
        Kind::Array(items) => Kind::Array(items.into_iter().map(|item| relocate(item, outer)).collect()),
        Kind::Object(members) => Kind::Object(
            members
                .into_iter()
                .map(|member| Member { key: string(member.key, outer), value: relocate(member.value, outer) })
                .collect(),
        ),
        kind @ (Kind::Null | Kind::Bool(_) | Kind::Number(_)) => kind,
    };
    Node { span: span(node.span, outer), kind }
}

fn string(inner: Text, outer: &Text) -> Text {
    let places = within(&inner.places, inner.value.len(), &outer.places);
    Text { span: span(inner.span, outer), places, value: inner.value }
}

#[cfg(test)]
mod tests {
    use super::embedded;
    use crate::{
        diag::Diagnostics,
        json::{Text, parse},
        source::Sources,
    };

    /// The text of the file, and the string that it is.
    fn outer(file: &str) -> Text {
        let mut sources = Sources::new();
        let id = sources.add_text("a", file);
        parse(&sources, id, &mut Diagnostics::new()).unwrap().as_text().unwrap().clone()
    }

    #[test]
    fn places_are_those_of_the_file() {
        let file = r#""{ \"é\": [\"$.a\\u0041b\", 1.5],\n\u0020\"\u006bey\": \"x\\\"y\" }""#;
        let shown = |span: crate::source::Span| &file[span.start as usize..span.end as usize];
        let mut diags = Diagnostics::new();
        let node = embedded(&outer(file), &mut diags).unwrap();
        assert!(diags.as_slice().is_empty());
        assert_eq!(node.to_value(), serde_json::json!({"é": ["$.aAb", 1.5], "key": "x\"y"}));
        assert_eq!(shown(node.span), &file[1..file.len() - 1]);
        let list = node.get("é").unwrap().as_array().unwrap();
        assert_eq!(shown(list[1].span), "1.5");
        let path = list[0].as_text().unwrap();
        assert_eq!(shown(path.span), r#"\"$.a\\u0041b\""#);
        assert_eq!([shown(path.part(2, 3)), shown(path.part(3, 4)), shown(path.part(4, 5))], ["a", r"\\u0041", "b"]);
        let key = &node.member("key").unwrap().key;
        assert_eq!([shown(key.span), shown(key.part(0, 2))], [r#"\"\u006bey\""#, r"\u006be"]);
        let text = node.get("key").unwrap().as_text().unwrap();
        assert_eq!(shown(text.part(1, 3)), r#"\\\"y"#);
    }

    #[test]
    fn faults_stand_in_the_file() {
        let file = r#""{ \"a\": 01, \"a\": oops }""#;
        let mut diags = Diagnostics::new();
        assert_eq!(embedded(&outer(file), &mut diags), None);
        let places: Vec<_> = diags
            .into_sorted()
            .iter()
            .map(|d| file[d.primary.span.start as usize..d.primary.span.end as usize].to_owned())
            .collect();
        assert_eq!(places, ["01", r#"\"a\""#, "oops"]);
    }
}
