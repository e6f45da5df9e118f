//! Diagnostics as one text without a frame: what a macro's `compile_error!` says.

use std::fmt::Write;

use super::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// The message with its code; below it where it stands (in a text), what the labels say, notes and help.
///
/// The place in macro tokens is the span of the error itself, so nothing is said about it here.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let severity = if diagnostic.severity == Severity::Warning { "warning: " } else { "" };
    let mut out = format!("{severity}{} [{}]", diagnostic.message, diagnostic.code);
    if let Some(place) = place(sources, diagnostic.primary.span) {
        line(&mut out, "-->", &place);
    }
    if !diagnostic.primary.message.is_empty() {
        line(&mut out, "= here:", &diagnostic.primary.message);
    }
    for label in &diagnostic.labels {
        let state = label.state.as_ref().map(|state| format!("`{state}`"));
        // A message that names the state says it once.
        let state = state.filter(|name| !label.message.contains(name)).map(|name| format!("state {name}"));
        let place = place(sources, label.span).map(|place| format!("at {place}"));
        let place = place.or_else(|| token_line(sources, label.span).map(|line| format!("line {line}")));
        let mut where_ = [state, place].into_iter().flatten().collect::<Vec<_>>().join(", ");
        if !where_.is_empty() {
            where_ = format!(" ({where_})");
        }
        line(&mut out, "= note:", &format!("{}{where_}", label.message));
    }
    for note in &diagnostic.notes {
        line(&mut out, "= note:", note);
    }
    for help in &diagnostic.help {
        line(&mut out, "= help:", help);
    }
    out
}

/// `file:line:column`, if the place stands in a text.
fn place(sources: &Sources, span: Span) -> Option<String> {
    let name = sources.name(span.source)?;
    let (start, _) = sources.positions(span)?;
    Some(format!("{name}:{}:{}", start.line, start.column))
}

/// The line of a token, in the file that is compiled. Tokens that no file holds have none.
fn token_line(sources: &Sources, span: Span) -> Option<usize> {
    sources.tokens(span).map(|(first, _)| first.start().line).filter(|line| *line > 0)
}

fn line(out: &mut String, mark: &str, text: &str) {
    // Writing to a String does not fail.
    let _ = write!(out, "\n  {mark} {text}");
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::{
        diag::Diagnostic,
        source::{Sources, Span},
    };

    #[test]
    fn one_text_says_all() {
        let mut sources = Sources::new();
        let source = sources.add_text("a.json", "{\n \"é\": 1,\n \"é\": 2\n}");
        let tokens = sources.add_tokens();
        let first = sources
            .token(tokens, "\n A".parse::<proc_macro2::TokenStream>().unwrap().into_iter().next().unwrap().span());
        let diagnostic = Diagnostic::error("ASL0102", Span { source, start: 13, end: 17 }, "the key `é` stands twice")
            .label("again here")
            .cause(Span { source, start: 3, end: 7 }, "first here", Some("A"))
            .cause(first, "`A` is here", Some("A"))
            .note("a note")
            .help("remove it");
        assert_eq!(
            render(&diagnostic, &sources),
            "the key `é` stands twice [ASL0102]\n  --> a.json:3:2\n  = here: again here\n  \
             = note: first here (state `A`, at a.json:2:2)\n  = note: `A` is here (line 2)\n  = note: a note\n  = help: remove it"
        );
        let bare = Diagnostic::warning("ASL0001", Span { source: tokens, start: 0, end: 1 }, "m");
        assert_eq!(render(&bare, &sources), "warning: m [ASL0001]");
    }
}
