//! What `stepwright check` says: findings and their count, in each of its formats.

use std::fmt::Write as _;

use serde_json::{Value, json};
use stepwright_compiler::{
    diag::{Diagnostic, Severity, human, json, sarif},
    source::Sources,
};

use super::Format;
use crate::{
    explain::page,
    outcome::Failure,
    terminal::{self, number},
};

/// How many findings people are shown at once.
const SHOWN: usize = 100;
/// The same where something else is what they asked for.
const SHOWN_IN_SHORT: usize = 20;

/// What came of a run.
#[derive(Debug, Default)]
pub(crate) struct Run {
    /// The findings, file by file.
    pub(crate) found: Vec<Diagnostic>,
    /// How many files were checked.
    pub(crate) checked: usize,
    /// In how many files nothing stands at the pointer.
    pub(crate) skipped: usize,
    /// Why others could not be read. It has been said.
    pub(crate) unread: Vec<Failure>,
}

impl Run {
    /// What was found in one file.
    pub(crate) fn of(found: Vec<Diagnostic>) -> Run {
        Run { found, checked: 1, ..Run::default() }
    }

    fn count(&self, is: impl Fn(&Diagnostic) -> bool) -> usize {
        self.found.iter().filter(|diagnostic| is(diagnostic)).count()
    }

    /// How many findings are errors.
    pub(crate) fn errors(&self) -> usize {
        self.count(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Writes the findings: for people to stderr, else to stdout.
pub(crate) fn write(run: &Run, sources: &Sources, format: Format, all: bool) -> Result<(), Failure> {
    match format {
        Format::Human => {
            let most = if all { usize::MAX } else { SHOWN };
            terminal::say(&human(run, sources, most, terminal::color()));
            return Ok(());
        }
        Format::Json => terminal::data(format!("{:#}\n", json::render(&run.found, sources)).as_bytes())?,
        Format::Sarif => {
            let mut log = sarif::render(&run.found, sources, env!("CARGO_PKG_VERSION"));
            if let Some(run_log) = log.pointer_mut("/runs/0").and_then(Value::as_object_mut) {
                run_log.insert("invocations".into(), json!([invocation(run)]));
            }
            terminal::data(format!("{log:#}\n").as_bytes())?;
        }
    }
    if run.skipped > 0 || !run.unread.is_empty() {
        terminal::say(&format!("{}\n", summary(run)));
    }
    Ok(())
}

/// How SARIF says whether all was read: a service closes the alerts of what a complete run does not find any more.
fn invocation(run: &Run) -> Value {
    let notifications = run.unread.iter().map(|failure| {
        // What a message holds between brackets may be taken for a link.
        let text = terminal::printable(&failure.to_string()).replace('[', "\\[").replace(']', "\\]");
        json!({ "level": "error", "message": { "text": text } })
    });
    json!({
        "executionSuccessful": run.unread.is_empty(),
        "toolExecutionNotifications": notifications.collect::<Value>(),
    })
}

/// Shows people the first findings of a definition that was to be drawn, explained or given a contract.
pub(crate) fn say_in_short(run: &Run, sources: &Sources) {
    terminal::say(&human(run, sources, SHOWN_IN_SHORT, terminal::color()));
}

/// So many of the findings, errors before warnings, and the count of all.
fn human(run: &Run, sources: &Sources, most: usize, color: bool) -> String {
    let mut out = String::new();
    let errors = run.errors();
    let (mut of_errors, mut of_warnings) = (most, most.saturating_sub(errors));
    let mut hidden = 0;
    for diagnostic in &run.found {
        let left = match diagnostic.severity {
            Severity::Error => &mut of_errors,
            Severity::Warning => &mut of_warnings,
        };
        if *left == 0 {
            hidden += 1;
            continue;
        }
        *left -= 1;
        let _ = writeln!(out, "{}\n", human::render(diagnostic, sources, color));
    }
    if hidden > 0 {
        let _ = writeln!(out, "and {}: `stepwright check --all` shows them\n", number(hidden, "more finding"));
    }
    let _ = writeln!(out, "{}", summary(run));
    if let Some(hint) = page::hint(run.found.iter().map(|diagnostic| diagnostic.code)) {
        let _ = writeln!(out, "{hint}");
    }
    out
}

fn summary(run: &Run) -> String {
    let errors = run.errors();
    let mut out = format!(
        "checked {}: {}, {}",
        number(run.checked, "file"),
        number(errors, "error"),
        number(run.found.len() - errors, "warning")
    );
    let unbuilt =
        run.count(|diagnostic| diagnostic.severity == Severity::Error && diagnostic.code.starts_with("ASL10"));
    if unbuilt > 0 {
        let _ = write!(out, " ({unbuilt} of the errors for what is not built yet)");
    }
    if run.skipped > 0 {
        let _ = write!(out, "; skipped {}, in which nothing stands there", number(run.skipped, "file"));
    }
    if !run.unread.is_empty() {
        let _ = write!(out, "; could not read {}", number(run.unread.len(), "file"));
    }
    out
}

#[cfg(test)]
mod tests {
    use stepwright_compiler::{
        diag::Diagnostic,
        source::{Sources, Span},
    };

    use super::{Run, SHOWN, human, summary};
    use crate::outcome::Failure;

    /// A run with so many errors and warnings.
    fn run(errors: usize, warnings: usize) -> (Run, Sources) {
        let mut sources = Sources::new();
        let source = sources.add_text("a.json", "{}");
        let span = Span { source, start: 0, end: 1 };
        let mut found: Vec<_> = (0..warnings).map(|n| Diagnostic::warning("ASL0240", span, format!("w{n}"))).collect();
        found.extend((0..errors).map(|n| Diagnostic::error("ASL0202", span, format!("e{n}"))));
        (Run::of(found), sources)
    }

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary(&run(0, 1).0), "checked 1 file: 0 errors, 1 warning");
        let (mut more, _) = run(2, 0);
        (more.checked, more.skipped) = (2, 3);
        assert_eq!(
            summary(&more),
            "checked 2 files: 2 errors, 0 warnings; skipped 3 files, in which nothing stands there"
        );
        more.found[0].code = "ASL1002";
        more.skipped = 0;
        assert_eq!(summary(&more), "checked 2 files: 2 errors, 0 warnings (1 of the errors for what is not built yet)");
        let unread = Run { unread: vec![Failure("cannot".to_owned())], ..Run::default() };
        assert_eq!(summary(&unread), "checked 0 files: 0 errors, 0 warnings; could not read 1 file");
    }

    #[test]
    fn what_is_too_much_is_counted() {
        let shown = |text: &str| (text.matches("error[").count(), text.matches("warning[").count());
        for (errors, warnings, expected, hidden) in
            [(SHOWN, 0, (SHOWN, 0), 0), (SHOWN + 5, 7, (SHOWN, 0), 12), (3, SHOWN, (3, SHOWN - 3), 3)]
        {
            let (run, sources) = run(errors, warnings);
            let text = human(&run, &sources, SHOWN, false);
            assert_eq!(shown(&text), expected);
            assert_eq!(
                text.contains(&format!("\nand {hidden} more findings: `stepwright check --all` shows them\n")),
                hidden > 0
            );
            assert_eq!(shown(&human(&run, &sources, usize::MAX, false)), (errors, warnings));
        }
    }
}
