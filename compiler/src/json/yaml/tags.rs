//! Tags: those of YAML itself say what a value is; all others are refused with a word about what to do.

use saphyr_parser::Tag;

use crate::{
    diag::near,
    json::{Node, template},
};

/// What a tag makes of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A string, whatever it looks like.
    String,
    /// What the text says, and it has to be of this kind.
    Plain(Wanted),
}

/// What YAML's own tags name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// `!!null`
    Null,
    /// `!!bool`
    Bool,
    /// `!!int`, `!!float`
    Number,
    /// `!!seq`
    Sequence,
    /// `!!map`
    Mapping,
}

impl Wanted {
    pub(super) fn describe(self) -> &'static str {
        match self {
            Wanted::Null => "null",
            Wanted::Bool => "a boolean",
            Wanted::Number => "a number",
            Wanted::Sequence => "a sequence",
            Wanted::Mapping => "a mapping",
        }
    }
}

/// A tag that is not YAML's own: what to say of it, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    pub(super) message: String,
    pub(super) help: String,
    /// The function of CloudFormation that it is the short form of.
    pub(super) function: Option<&'static str>,
}

impl Foreign {
    /// What the function stands for in a template, if that is a text.
    pub(super) fn text_of(&self, given: &Node) -> Option<Node> {
        template::text_of(self.function?, given)
    }
}

/// The short forms of CloudFormation's functions.
const CLOUDFORMATION: &[&str] = &[
    "And",
    "Base64",
    "Cidr",
    "Condition",
    "Equals",
    "FindInMap",
    "GetAZs",
    "GetAtt",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "Ref",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
];

pub(super) fn meaning(tag: &Tag) -> Result<Meaning, Foreign> {
    let core = if tag.is_yaml_core_schema() {
        Some(tag.suffix.as_str())
    } else {
        tag.suffix.strip_prefix("tag:yaml.org,2002:").filter(|_| tag.handle.is_empty())
    };
    let plain = |wanted| Ok(Meaning::Plain(wanted));
    match core {
        Some("str") => return Ok(Meaning::String),
        Some("null") => return plain(Wanted::Null),
        Some("bool") => return plain(Wanted::Bool),
        Some("int" | "float") => return plain(Wanted::Number),
        Some("seq") => return plain(Wanted::Sequence),
        Some("map") => return plain(Wanted::Mapping),
        _ => {}
    }
    if is_bare(tag) {
        return Ok(Meaning::String);
    }
    Err(foreign(tag, core))
}

/// `!` alone, which takes a value for what it is written as.
pub(super) fn is_bare(tag: &Tag) -> bool {
    matches!((tag.handle.as_str(), tag.suffix.as_str()), ("!", "") | ("", "!"))
}

fn foreign(tag: &Tag, core: Option<&str>) -> Foreign {
    let name = match core {
        Some(core) => format!("!!{core}"),
        None => format!("{}{}", tag.handle, tag.suffix),
    };
    let name: String = name.chars().take(80).collect();
    let word = tag.suffix.as_str();
    if let Some(function) = CLOUDFORMATION.iter().copied().find(|name| *name == word && tag.handle == "!") {
        return Foreign {
            function: Some(function),
            message: format!("`{name}` is a function of CloudFormation, and no part of the Amazon States Language"),
            help:
                "write a plain string with `${Name}` in it and give the value in `DefinitionSubstitutions`, or check \
                   the definition as it is deployed"
                    .to_owned(),
        };
    }
    let meant = near(word, CLOUDFORMATION.iter().copied()).filter(|_| tag.handle == "!");
    Foreign {
        function: None,
        message: format!("the tag `{name}` means nothing in a definition"),
        help: match meant {
            Some(meant) => {
                format!("remove it; `!{meant}` is a function of CloudFormation, and would be refused as well")
            }
            None => "remove it: a definition is plain data".to_owned(),
        },
    }
}
