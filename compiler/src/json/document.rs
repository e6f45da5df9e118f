//! A definition as a part of a file: in JSON or YAML, at a pointer, and perhaps inside a string.

#[cfg(feature = "yaml")]
use super::yaml::Document;
use super::{Kind, Node, Pointer, embedded, parse, template};
use crate::{
    diag::{Diagnostics, codes::json as codes},
    source::{SourceId, Sources},
};

/// The language that a definition is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2.
    #[cfg(feature = "yaml")]
    Yaml,
}

impl Language {
    /// That of a file of this name: YAML for `.yaml` and `.yml`, else JSON.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        #[cfg(feature = "yaml")]
        if extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml") {
            return Language::Yaml;
        }
        let _ = extension;
        Language::Json
    }

    /// That of a text without a name: JSON if it begins as JSON's objects and arrays do.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        #[cfg(feature = "yaml")]
        if !text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[', '"']) && !text.trim().is_empty() {
            return Language::Yaml;
        }
        let _ = text;
        Language::Json
    }
}

/// What was found in a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// The value at the pointer.
    Value(Node),
    /// It is not well formed; the diagnostics say where and why.
    Broken,
    /// Nothing stands at the pointer: how much of it leads somewhere, and to what.
    Nothing(Pointer, Node),
}

impl Found {
    /// The value, if there is one.
    #[must_use]
    pub fn value(self) -> Option<Node> {
        match self {
            Found::Value(node) => Some(node),
            Found::Broken | Found::Nothing(..) => None,
        }
    }
}

/// Reads what stands at a pointer of a source. Places are those of the source, also where a string holds the value as
/// JSON, as CloudFormation's `DefinitionString` does. What stands below the root is a part of a template: functions of
/// CloudFormation that stand for a text (`Fn::Sub`, `Fn::GetAtt`, and `Ref` below `Resources`; in YAML `!Sub`,
/// `!GetAtt` and `!Ref`) are that text, with placeholders such as `${Flow.Arn}`.
pub fn read(sources: &Sources, id: SourceId, language: Language, at: &Pointer, diags: &mut Diagnostics) -> Found {
    let mut found = Diagnostics::new();
    let result = document(sources, id, language, at, &mut found);
    for diagnostic in found.into_sorted() {
        // How large a file around a definition is matters to nobody.
        if diagnostic.code != codes::OVER_LIMIT || at.is_root() {
            diags.push(diagnostic);
        }
    }
    match result {
        Found::Value(node) if !at.is_root() => match &node.kind {
            Kind::String(text) => embedded(text, diags).map_or(Found::Broken, Found::Value),
            _ => Found::Value(node),
        },
        other => other,
    }
}

fn document(sources: &Sources, id: SourceId, language: Language, at: &Pointer, diags: &mut Diagnostics) -> Found {
    match language {
        Language::Json => parse(sources, id, diags).map_or(Found::Broken, |root| find(root, at)),
        #[cfg(feature = "yaml")]
        Language::Yaml => yaml(sources, id, at, diags),
    }
}

fn find(root: Node, at: &Pointer) -> Found {
    if at.is_root() {
        return Found::Value(root);
    }
    match at.find(&root) {
        Some(node) => Found::Value(template::definition(node.clone(), at.tokens().any(|token| token == "Resources"))),
        None => {
            let (near, node) = at.nearest(&root);
            Found::Nothing(near, node.clone())
        }
    }
}

#[cfg(feature = "yaml")]
fn yaml(sources: &Sources, id: SourceId, at: &Pointer, diags: &mut Diagnostics) -> Found {
    let text = sources.text(id).unwrap_or_default();
    if let Some(fault) = super::text::too_large(text, id) {
        diags.push(fault);
        return Found::Broken;
    }
    // JSON is read as JSON, whatever the file is called: YAML has other escapes.
    let mut found = Diagnostics::new();
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && let Some(root) = parse(sources, id, &mut found)
    {
        found.into_sorted().into_iter().for_each(|warning| diags.push(warning));
        return find(root, at);
    }
    let Some(Document { root, faults }) = super::yaml::parse(sources, id, diags) else { return Found::Broken };
    match find(root, at) {
        Found::Value(node) if !faults.raise(&node, !at.is_root(), diags) => Found::Broken,
        found => found,
    }
}
