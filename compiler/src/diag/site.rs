//! A field of a state, by name: what a reader is looking at, how messages call it, and where the service says
//! that it is.

use std::{fmt, sync::Arc};

use super::{Diagnostic, codes::service};
use crate::source::Span;

/// Names and keys are shown up to this many characters; states have no longer ones.
const SHOWN: usize = 80;

/// The fields that the service names as a whole, whatever in them is at fault.
const TEMPLATES: [&str; 6] = ["Assign", "BatchInput", "Credentials", "ItemSelector", "Parameters", "ResultSelector"];

/// The field that is being read, and the state it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The state; `None` at the top level of the definition.
    pub state: Option<String>,
    /// The field as a path from the state (or the definition): `Choices[0].Variable`. Empty: the whole of it.
    pub field: String,
    /// Where the machine stands that the state belongs to: empty, or `/States/Map/ItemProcessor`.
    within: Arc<str>,
    /// Where this is in that machine: `/States/Name/Choices[0]/Variable`.
    path: String,
    /// How much of `path` names the object that holds the field.
    holder: usize,
    /// Whether this is, or is in, one of [`TEMPLATES`].
    in_template: bool,
}

impl Site {
    /// The top level of the definition.
    #[must_use]
    pub fn machine() -> Self {
        Site {
            state: None,
            field: String::new(),
            within: Arc::from(""),
            path: String::new(),
            holder: 0,
            in_template: false,
        }
    }

    /// A whole state of the top level.
    #[must_use]
    pub fn state(name: &str) -> Self {
        Site::state_in(name, &Arc::from(""))
    }

    /// A whole state of the machine at this location.
    #[must_use]
    pub fn state_in(name: &str, within: &Arc<str>) -> Self {
        let name = shown(name);
        let path = format!("/States/{name}");
        Site {
            state: Some(name),
            field: String::new(),
            within: Arc::clone(within),
            holder: path.len(),
            path,
            in_template: false,
        }
    }

    /// A field of this.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        let shown = shown(name);
        let field = if self.field.is_empty() { shown.clone() } else { format!("{}.{shown}", self.field) };
        let path = if self.in_template { self.path.clone() } else { format!("{}/{shown}", self.path) };
        Site {
            state: self.state.clone(),
            field,
            within: Arc::clone(&self.within),
            path,
            holder: self.path.len(),
            in_template: self.in_template || TEMPLATES.contains(&name),
        }
    }

    /// An element of this.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        let mut item = self.clone();
        item.field = format!("{}[{index}]", self.field);
        if !self.in_template {
            item.path = format!("{}[{index}]", self.path);
        }
        item
    }

    /// Where the service says that this is: `/States/Name/Choices[0]/Next`, `/` for the whole definition.
    #[must_use]
    pub fn location(&self) -> String {
        self.locate(&self.path)
    }

    fn locate(&self, path: &str) -> String {
        if self.within.is_empty() && path.is_empty() { "/".to_owned() } else { format!("{}{path}", self.within) }
    }

    /// An error here.
    #[must_use]
    pub fn error(&self, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        self.put(Diagnostic::error(code, span, message))
    }

    /// A warning here.
    #[must_use]
    pub fn warning(&self, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        self.put(Diagnostic::warning(code, span, message))
    }

    fn put(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.primary.state.clone_from(&self.state);
        if !self.field.is_empty() {
            diagnostic.field = Some(self.field.clone());
        }
        if diagnostic.service_code.is_some() && !service::has_no_place(diagnostic.code) {
            let path = if service::is_put_at_the_holder(diagnostic.code) {
                self.path.get(..self.holder).unwrap_or_default()
            } else {
                &self.path
            };
            diagnostic.location = Some(self.locate(path));
        }
        diagnostic
    }
}

/// A name, cut if it is longer than names can be: a definition full of them would fill the memory with
/// messages.
fn shown(name: &str) -> String {
    match name.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}..", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// How messages call it: `` `Next` of state `A` ``, `` state `A` ``, `` `StartAt` ``, `the definition`.
impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.state, self.field.as_str()) {
            (None, "") => f.write_str("the definition"),
            (None, field) => write!(f, "`{field}`"),
            (Some(state), "") => write!(f, "state `{state}`"),
            (Some(state), field) => write!(f, "`{field}` of state `{state}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Site;
    use crate::{
        diag::codes::{flow, structure},
        source::{SourceId, Span},
    };

    fn location(site: &Site, code: &'static str) -> Option<String> {
        site.error(code, Span { source: SourceId(0), start: 0, end: 0 }, "m").location
    }

    #[test]
    fn locations_are_the_services() {
        let machine = Site::machine();
        let state = Site::state_in("A b", &Arc::from("/States/P/Branches[1]"));
        let choice = Site::state("C").field("Choices").item(0);
        for (site, code, expected) in [
            (machine.field("StartAt"), structure::MISSING_FIELD, "/"),
            (machine.field("StartAt"), structure::MISSING_TARGET, "/StartAt"),
            (choice.field("Next"), structure::MISSING_TARGET, "/States/C/Choices[0]/Next"),
            (choice.field("Next"), structure::MISSING_FIELD, "/States/C/Choices[0]"),
            (state.field("Next"), structure::MISSING_TARGET, "/States/P/Branches[1]/States/A b/Next"),
            (state.field("Oops"), structure::UNKNOWN_FIELD, "/States/P/Branches[1]/States/A b"),
            (Site::state("T").field("Credentials").field("RoleArn"), structure::MISSING_FIELD, "/States/T/Credentials"),
            (Site::state("T").field("Parameters").field("a").item(1), structure::WRONG_TYPE, "/States/T/Parameters"),
        ] {
            assert_eq!(location(&site, code).as_deref(), Some(expected));
        }
        assert_eq!(location(&machine, structure::NOT_AN_OBJECT), None);
        assert_eq!(location(&Site::state("T"), flow::PATH_MISSING), None);
    }

    #[test]
    fn names_are_cut() {
        let long = "é".repeat(100_000);
        let site = Site::state(&long).field(&long);
        assert!(site.location().len() < 400 && site.to_string().len() < 400);
        assert_eq!(Site::state(&"é".repeat(80)).state, Some("é".repeat(80)));
    }
}
