//! A diagnostic is data: a code, where the fault is, what caused it, what to do. Fronts render it.

pub mod codes;
pub mod human;
pub mod json;
pub mod levels;
mod near;
pub mod plain;
pub mod sarif;
mod site;

pub use levels::{Level, Levels};
pub use near::{is_alike, is_misspelt, is_slip, letters_off, near};
pub use site::Site;

use crate::source::Span;

/// How bad a finding is. Only errors stop a build; [`Levels`] say which findings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Stops the build.
    Error,
    /// Worth reading; never stops a build.
    Warning,
}

impl Severity {
    /// The word that renderers print.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A place with a short text under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// Printed beside the underline; may be empty.
    pub message: String,
    /// The ASL state that the place belongs to.
    pub state: Option<String>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, `ASL` and four digits.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, names the field and the state.
    pub message: String,
    /// Where it is wrong.
    pub primary: Label,
    /// Where that comes from: the state that lost a field, the first of two duplicates.
    pub labels: Vec<Label>,
    /// Facts that explain it.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
    /// The ASL field at fault (`ResultPath`, `Choices[0].Variable`).
    pub field: Option<String>,
    /// The code under which the service reports the same, if it does.
    pub service_code: Option<&'static str>,
    /// Where the service says it is: `/States/Name/Choices[0]/Next`.
    pub location: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span, message)
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, span, message)
    }

    fn new(code: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity,
            message: message.into(),
            primary: Label { span, message: String::new(), state: None },
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            field: None,
            service_code: codes::service::code(code),
            location: None,
        }
    }

    /// The text beside the underline.
    #[must_use]
    pub fn label(mut self, message: impl Into<String>) -> Self {
        self.primary.message = message.into();
        self
    }

    /// The state at fault.
    #[must_use]
    pub fn in_state(mut self, state: impl Into<String>) -> Self {
        self.primary.state = Some(state.into());
        self
    }

    /// The field at fault.
    #[must_use]
    pub fn in_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Where the service says it is.
    #[must_use]
    pub fn at(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    /// What the service says of it, for people.
    #[must_use]
    pub fn service_note(&self) -> Option<String> {
        let code = self.service_code?;
        Some(match codes::service::severity(self.code) {
            Severity::Error => format!("AWS refuses this as {code}"),
            Severity::Warning => format!("AWS warns of this as {code}"),
        })
    }

    /// A place that caused it, in a state if it belongs to one.
    #[must_use]
    pub fn cause(mut self, span: Span, message: impl Into<String>, state: Option<&str>) -> Self {
        self.labels.push(Label { span, message: message.into(), state: state.map(str::to_owned) });
        self
    }

    /// A fact that explains it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// A fact that explains it, if there is one.
    #[must_use]
    pub fn note_if(self, note: Option<String>) -> Self {
        match note {
            Some(note) => self.note(note),
            None => self,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// All findings of a compilation, in the order in which stages found them.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    levels: Levels,
}

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// None yet, and those to come are as bad as the levels say.
    #[must_use]
    pub fn with_levels(levels: Levels) -> Self {
        Diagnostics { levels, ..Self::default() }
    }

    /// Adds one, unless it is allowed. A denied warning is an error only in the end: to the stages that follow, what
    /// it is about is whole.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        match self.levels.severity(&diagnostic) {
            None => return,
            Some(Severity::Warning) => diagnostic.severity = Severity::Warning,
            Some(Severity::Error) => {}
        }
        self.list.push(diagnostic);
    }

    /// Adds one in place of a warning of the same code about the same text, if there is one. What the service says of
    /// it is the same.
    pub(crate) fn supersede(&mut self, mut diagnostic: Diagnostic) {
        if matches!(diagnostic.code, codes::structure::NO_DOLLAR | codes::structure::STATIC_RESULT) {
            let is_lesser =
                |known: &Diagnostic| known.code == diagnostic.code && known.primary.span == diagnostic.primary.span;
            let lesser = self.list.iter().position(is_lesser).map(|at| self.list.remove(at));
            (diagnostic.service_code, diagnostic.location) =
                lesser.map_or((None, None), |lesser| (lesser.service_code, lesser.location));
        }
        self.push(diagnostic);
    }

    /// The severity that one would have here; `None` if it is not shown.
    pub(crate) fn severity(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        self.levels.severity(diagnostic)
    }

    /// Whether one of them is an error, by itself or because it is denied.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| self.levels.severity(d) == Some(Severity::Error))
    }

    /// Whether one of them is an error by itself: then what follows has nothing whole to go by.
    #[must_use]
    pub fn has_faults(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// The findings so far.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.list
    }

    /// The findings, sorted by place and without repetitions.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|a, b| (a.primary.span, a.code, &a.message).cmp(&(b.primary.span, b.code, &b.message)));
        self.list.dedup();
        for diagnostic in &mut self.list {
            if let Some(severity) = self.levels.severity(diagnostic) {
                diagnostic.severity = severity;
            }
        }
        self.list
    }
}
