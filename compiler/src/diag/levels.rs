//! How bad a finding is, code by code: what users allow, want to be warned of, or deny.

use std::{collections::BTreeMap, fmt};

use super::{
    Diagnostic, Severity,
    codes::{self, Title, flow, json, path, structure},
    near,
};

/// What becomes of the findings of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// They are not shown.
    Allow,
    /// They are warnings.
    Warn,
    /// They are errors.
    Deny,
}

impl Level {
    /// The word that people write.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }
}

/// The group of all warnings, which can be denied as one.
const WARNINGS: &str = "warnings";

/// The levels that users set. What they say nothing of keeps the severity that the compiler gives it.
///
/// A code that is set itself is not one of the denied `warnings`, so that one can be left out of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    codes: BTreeMap<&'static str, Level>,
    deny_warnings: bool,
}

impl Levels {
    /// Nothing is set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the level of a code (`ASL0311`), or denies all `warnings`. What is set later wins.
    ///
    /// # Errors
    /// There is no such code, or its findings stand for something that no code can be generated over.
    pub fn set(&mut self, level: Level, what: &str) -> Result<(), Refusal> {
        if what == WARNINGS {
            return match level {
                Level::Deny => {
                    self.deny_warnings = true;
                    Ok(())
                }
                Level::Allow | Level::Warn => Err(Refusal::Group(level)),
            };
        }
        let code = find(what).ok_or_else(|| Refusal::unknown(what))?;
        if level != Level::Deny && !is_adjustable(code.code) {
            return Err(Refusal::Fixed(level, code));
        }
        self.codes.insert(code.code, level);
        Ok(())
    }

    /// The level that a code is set to.
    #[must_use]
    pub fn get(&self, what: &str) -> Option<Level> {
        find(what).and_then(|code| self.codes.get(code.code)).copied()
    }

    /// The severity that a finding has by these levels; `None` if it is not shown.
    #[must_use]
    pub fn severity(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        match (self.codes.get(diagnostic.code), diagnostic.severity) {
            (Some(Level::Allow), _) => None,
            (Some(Level::Warn), _) => Some(Severity::Warning),
            (Some(Level::Deny), _) => Some(Severity::Error),
            (None, Severity::Warning) if self.deny_warnings => Some(Severity::Error),
            (None, severity) => Some(severity),
        }
    }
}

/// A code, in whatever case it is written.
fn find(what: &str) -> Option<Title> {
    codes::titles().find(|known| known.code.eq_ignore_ascii_case(what))
}

/// Whether findings of a code can be less than errors: the definition is whole all the same, and the generated code
/// meets at run time what the service would meet.
#[must_use]
pub fn is_adjustable(code: &str) -> bool {
    is_about_data(code) || is_only_a_warning(code) || code == flow::UNREACHABLE
}

/// The service takes the definition, and an execution fails where it comes to the place.
fn is_about_data(code: &str) -> bool {
    matches!(
        code,
        flow::PATH_MAYBE_MISSING
            | flow::PATH_MISSING
            | flow::PATH_THROUGH
            | flow::PATH_OPAQUE
            | flow::CONTEXT_FIELD
            | flow::VARIABLE_UNASSIGNED
            | flow::VARIABLE_MAYBE_UNASSIGNED
            | flow::QUERY_FINDS_NOTHING
            | flow::INTRINSIC_ARGUMENT
            | flow::RESULT_PATH_CONFLICT
            | flow::OPERATOR_TYPE
            | flow::OPERAND_TYPE
            | flow::NO_VARIANT
            | flow::DEAD_RULE
            | flow::NOT_EXHAUSTIVE
            | flow::ARGUMENT
            | flow::ERROR_NAME
            | flow::UNASKED
            | flow::RESERVED_ERROR
            | flow::SECONDS
            | flow::TIMESTAMP
            | flow::TIMEOUT
            | flow::FAIL_TEXT
            | flow::ITEMS
            | flow::COUNT
            | flow::OUTPUT
    )
}

/// Nothing but a warning from the start, or an execution goes on with it.
fn is_only_a_warning(code: &str) -> bool {
    matches!(
        code,
        json::OVER_LIMIT
            | structure::INLINE_MAP
            | structure::NO_DOLLAR
            | structure::STATIC_RESULT
            | path::OPEN_BRACKET
            | flow::TOKEN_NOT_SENT
            | flow::INPUT_UNDECLARED
            | flow::ENDLESS
            | flow::UNREAD_VARIABLE
            | flow::UNREAD_RESULT
            | flow::ALWAYS_HOLDS
    )
}

/// Why a level cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such code; the one that was meant, if one is near.
    Unknown(String, Option<&'static str>),
    /// The code stays an error.
    Fixed(Level, Title),
    /// `warnings` can only be denied.
    Group(Level),
}

impl Refusal {
    fn unknown(what: &str) -> Self {
        let number = |code: &str| code.get(3..)?.parse::<i32>().ok().filter(|_| code.len() == 7);
        let meant = match number(what) {
            Some(wanted) => {
                let codes = codes::titles().map(|known| known.code);
                codes.min_by_key(|code| number(code).map_or(i32::MAX, |code| (code - wanted).abs()))
            }
            None => near(what, codes::titles().map(|known| known.code).chain([WARNINGS])),
        };
        Refusal::Unknown(what.chars().take(80).collect(), meant)
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Unknown(what, meant) => {
                write!(f, "there is no code `{}`", what.escape_debug())?;
                match meant {
                    Some(meant) => write!(f, ": did you mean `{meant}`?"),
                    None => write!(f, ": codes are `ASL` and four digits, as findings show them"),
                }
            }
            Refusal::Fixed(level, code) => {
                let Title { code, title } = code;
                let verb = match level {
                    Level::Allow => "allowed",
                    Level::Warn | Level::Deny => "lowered to a warning",
                };
                write!(f, "{code} ({title}) cannot be {verb}: {}", reason(code))
            }
            Refusal::Group(level) => {
                write!(
                    f,
                    "`{WARNINGS}` can be denied only, and is to be {}",
                    match level {
                        Level::Allow => "allowed",
                        Level::Warn | Level::Deny => "warned of",
                    }
                )
            }
        }
    }
}

/// Why a code stays an error.
fn reason(code: &str) -> &'static str {
    match code.get(..5) {
        Some("ASL09") => "without a whole contract there is nothing to check the definition against",
        Some("ASL10") => "what is not built cannot run",
        Some("ASL01") => "what cannot be read cannot be compiled",
        Some("ASL06") => "no code can be generated for a call that is not known",
        _ => "AWS refuses such a definition, and no code can be generated for it",
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Levels, is_about_data, is_adjustable, is_only_a_warning};
    use crate::{
        diag::{Diagnostic, Severity, codes},
        source::{SourceId, Span},
    };

    const HERE: Span = Span { source: SourceId(0), start: 0, end: 0 };

    fn levels(set: &[(Level, &str)]) -> Levels {
        let mut levels = Levels::new();
        for (level, what) in set {
            levels.set(*level, what).unwrap();
        }
        levels
    }

    #[test]
    fn what_is_set_later_and_nearer_wins() {
        let error = Diagnostic::error("ASL0311", HERE, "m");
        let warning = Diagnostic::warning("ASL0240", HERE, "m");
        for (set, of_error, of_warning) in [
            (&[][..], Some(Severity::Error), Some(Severity::Warning)),
            (&[(Level::Deny, "warnings")], Some(Severity::Error), Some(Severity::Error)),
            (&[(Level::Warn, "ASL0311"), (Level::Deny, "warnings")], Some(Severity::Warning), Some(Severity::Error)),
            (&[(Level::Allow, "asl0311"), (Level::Deny, "asl0240")], None, Some(Severity::Error)),
            (&[(Level::Allow, "ASL0240"), (Level::Warn, "ASL0240")], Some(Severity::Error), Some(Severity::Warning)),
            (&[(Level::Deny, "ASL0201")], Some(Severity::Error), Some(Severity::Warning)),
        ] {
            let levels = levels(set);
            assert_eq!((levels.severity(&error), levels.severity(&warning)), (of_error, of_warning), "{set:?}");
        }
    }

    #[test]
    fn refusals_say_why() {
        let read = "AWS refuses such a definition, and no code can be generated for it";
        let fixed =
            format!("ASL0210 (a transition to a state that does not exist) cannot be lowered to a warning: {read}");
        let unbuilt = "ASL1002 (the query language JSONata, which is not built yet) cannot be allowed: what is not built cannot run";
        let unknown = "there is no code `nonsense\\u{1b}`: codes are `ASL` and four digits, as findings show them";
        for (level, what, said) in [
            (Level::Allow, "ASL0331", "there is no code `ASL0331`: did you mean `ASL0330`?"),
            (Level::Deny, "AS0311", "there is no code `AS0311`: did you mean `ASL0311`?"),
            (Level::Deny, "warning", "there is no code `warning`: did you mean `warnings`?"),
            (Level::Deny, "nonsense\u{1b}", unknown),
            (Level::Allow, "warnings", "`warnings` can be denied only, and is to be allowed"),
            (Level::Warn, "ASL0210", &fixed),
            (Level::Allow, "asl1002", unbuilt),
        ] {
            assert_eq!(Levels::new().set(level, what).unwrap_err().to_string(), said);
        }
    }

    #[test]
    fn what_is_only_a_warning_is_no_fault_of_data() {
        for code in codes::titles() {
            assert!(!(is_about_data(code.code) && is_only_a_warning(code.code)), "{}", code.code);
            let (read, written) = (code.code < "ASL0300", code.code >= "ASL0900");
            assert!(!written || !is_adjustable(code.code), "{}", code.code);
            assert!(!read || !is_about_data(code.code), "{}", code.code);
        }
    }
}
