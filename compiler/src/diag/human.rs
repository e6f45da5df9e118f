//! Diagnostics for people at a terminal: the line itself, a caret, notes and help.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Diagnostic, Label, Severity};
use crate::source::{SourceId, Sources, Span};

/// The text of a diagnostic with its code frame; places in macro tokens have none.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut cut = false;
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code));
    for source in places(diagnostic) {
        let (Some(name), Some(text)) = (sources.name(source), sources.text(source)) else { continue };
        // The names of files may hold anything.
        let name = normalize_untrusted_str(name);
        // A file that is empty, or was not read, has no line to show.
        if text.is_empty() {
            group = group.element(Origin::path(name));
            continue;
        }
        let primary = Some(&diagnostic.primary).filter(|label| label.span.source == source);
        let causes = diagnostic.labels.iter().filter(|label| label.span.source == source);
        let shown = window(text, primary.into_iter().chain(causes.clone()));
        if text.get(shown.clone()).is_some_and(has_long_line) {
            for label in primary.into_iter().chain(causes) {
                group = excerpt(group, label, &name, text, sources);
            }
            cut = true;
            continue;
        }
        let from = shown.start;
        let at = u32::try_from(from).unwrap_or(u32::MAX);
        let line = sources.positions(Span { source, start: at, end: at }).map_or(1, |(first, _)| first.line);
        let annotations = primary
            .map(|label| annotation(label, AnnotationKind::Primary, text, from))
            .into_iter()
            .chain(causes.map(|label| annotation(label, AnnotationKind::Context, text, from)));
        let lines = text.get(shown).unwrap_or_default();
        let snippet = Snippet::source(lines).line_start(line as usize).path(name).annotations(annotations);
        group = group.element(snippet);
    }
    group = group.elements(diagnostic.notes.iter().map(|note| message(Level::NOTE, note)));
    let service = diagnostic.service_note();
    group = group.elements(service.iter().map(|note| message(Level::NOTE, note)));
    group = group.elements(diagnostic.help.iter().map(|help| message(Level::HELP, help)));
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let rendered = renderer.render(&[group]);
    if cut { without_empty_origins(&rendered) } else { rendered }
}

/// Excerpts say where they are themselves: the renderer writes a line for the place that they do not name.
fn without_empty_origins(rendered: &str) -> String {
    let is_empty = |line: &&str| {
        let mut bare = String::new();
        for (at, part) in line.split('\u{1b}').enumerate() {
            bare.push_str(if at == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) });
        }
        bare.trim() == ":::"
    };
    rendered.lines().filter(|line| !is_empty(line)).collect::<Vec<_>>().join("\n")
}

/// A line that is longer than this is not shown whole: minified files are all one line.
const LONG: usize = 2_000;

/// How many characters of a long line are shown before a place and behind its beginning.
const AROUND: usize = 60;

fn has_long_line(lines: &str) -> bool {
    lines.len() > LONG && lines.split('\n').any(|line| line.len() > LONG)
}

/// One place of a text with long lines: where it is, and what stands around it.
fn excerpt<'a>(group: Group<'a>, label: &Label, name: &str, text: &'a str, sources: &Sources) -> Group<'a> {
    let Some((at, _)) = sources.positions(label.span) else { return group };
    let start = inside(text, label.span.start);
    let end = inside(text, label.span.end).max(start);
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(start..).unwrap_or_default());
    let line = |text: &str| text.contains('\n');
    let mut from = before.char_indices().rev().take(AROUND).last().map_or(start, |(at, _)| at);
    if let Some(found) = before.get(from..).filter(|text| line(text)).and_then(|text| text.rfind('\n')) {
        from += found + 1;
    }
    let mut to = after.char_indices().nth(AROUND).map_or(text.len(), |(length, _)| start + length);
    if let Some(found) = text.get(start..to).filter(|text| line(text)).and_then(|text| text.find('\n')) {
        to = start + found;
    }
    let shown = text.get(from..to).unwrap_or_default();
    let marked = AnnotationKind::Primary.span(start - from..end.min(to).max(start) - from);
    let marked = if label.message.is_empty() { marked } else { marked.label(normalize_untrusted_str(&label.message)) };
    let snippet = Snippet::source(shown).line_start(at.line as usize).annotation(marked);
    group.element(Origin::path(name.to_owned()).line(at.line as usize).char_column(at.column as usize)).element(snippet)
}

fn message<'a>(level: Level<'a>, text: &str) -> Message<'a> {
    level.message(normalize_untrusted_str(text))
}

/// The sources that the labels stand in, the primary one's first.
fn places(diagnostic: &Diagnostic) -> Vec<SourceId> {
    let mut list = vec![diagnostic.primary.span.source];
    for label in &diagnostic.labels {
        if !list.contains(&label.span.source) {
            list.push(label.span.source);
        }
    }
    list
}

/// The lines from the first that a label touches to the last. The renderer walks all of what it is given,
/// so a large file with many faults is not handed to it whole each time.
fn window<'a>(text: &str, labels: impl Iterator<Item = &'a Label>) -> Range<usize> {
    let (mut first, mut last) = (text.len(), 0);
    for label in labels {
        let start = inside(text, label.span.start);
        first = first.min(start);
        last = last.max(inside(text, label.span.end).max(start));
    }
    // The end of a text belongs to its last line, though a line feed stand between them.
    let before = text.get(..first).unwrap_or_default();
    let before = if first == text.len() { before.trim_end_matches(['\r', '\n']) } else { before };
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(last..).and_then(|after| after.find('\n')).map_or(text.len(), |at| last + at + 1);
    start..end
}

/// An offset moved to where a character begins, inside the text.
fn inside(text: &str, offset: u32) -> usize {
    let offset = (offset as usize).min(text.len());
    (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// A label as an annotation of a window of the text that begins at `from`.
fn annotation(label: &Label, kind: AnnotationKind, text: &str, from: usize) -> Annotation<'static> {
    let start = inside(text, label.span.start);
    let end = inside(text, label.span.end).max(start);
    let annotation = kind.span(start.saturating_sub(from)..end.saturating_sub(from));
    if label.message.is_empty() { annotation } else { annotation.label(normalize_untrusted_str(&label.message)) }
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::{
        diag::Diagnostic,
        source::{Sources, Span},
    };

    #[test]
    fn shows_the_line_the_cause_and_the_help() {
        let mut sources = Sources::new();
        let text = "{\n  \"ResultPath\": \"$.order\",\n  \"a\": 1,\n  \"b\": 1,\n  \"c\": 1,\n  \"d\": 1,\n  \"Variable\": \"$.order.totl\",\n  \"Next\": \"B\"\n}\n";
        let source = sources.add_text("workflows/order.asl.json", text);
        let span = |part: &str| {
            let start = u32::try_from(text.find(part).unwrap()).unwrap();
            Span { source, start, end: start + u32::try_from(part.len()).unwrap() }
        };
        let diagnostic = Diagnostic::error("ASL0312", span("$.order.totl"), "path `$.order.totl` does not exist here")
            .label("`$.order` is { id: string, total: number }")
            .cause(span("\"$.order\""), "`$.order` is written here", Some("LoadOrder"))
            .note("the input of state `CheckTotal` comes from `LoadOrder`")
            .help("did you mean `$.order.total`?");
        let expected = "\
error[ASL0312]: path `$.order.totl` does not exist here
 --> workflows/order.asl.json:7:16
  |
2 |   \"ResultPath\": \"$.order\",
  |                 --------- `$.order` is written here
...
7 |   \"Variable\": \"$.order.totl\",
  |                ^^^^^^^^^^^^ `$.order` is { id: string, total: number }
  |
  = note: the input of state `CheckTotal` comes from `LoadOrder`
  = help: did you mean `$.order.total`?";
        assert_eq!(render(&diagnostic, &sources, false), expected);
        assert!(render(&diagnostic, &sources, true).contains('\u{1b}'));
    }

    #[test]
    fn places_outside_the_text_do_no_harm() {
        let mut sources = Sources::new();
        let source = sources.add_text("a", "é");
        for (start, end) in [(0, 0), (1, 1), (1, 9), (9, 1), (2, 2), (u32::MAX, u32::MAX)] {
            let shown = render(&Diagnostic::warning("ASL0001", Span { source, start, end }, "m"), &sources, false);
            assert!(shown.starts_with("warning[ASL0001]: m"), "{shown}");
        }
        let tokens = sources.add_tokens();
        let shown =
            render(&Diagnostic::error("ASL0001", Span { source: tokens, start: 0, end: 1 }, "m"), &sources, false);
        assert_eq!(shown, "error[ASL0001]: m");
    }

    #[test]
    fn the_end_of_a_text_is_shown_on_its_last_line() {
        let mut sources = Sources::new();
        let source = sources.add_text("a", "{\n  \"a\": 1\n");
        let shown = render(&Diagnostic::error("ASL0101", Span { source, start: 11, end: 11 }, "m"), &sources, false);
        assert!(shown.contains(" --> a:2:10\n") && shown.contains("2 |   \"a\": 1\n"), "{shown}");
    }

    #[test]
    fn long_lines_are_cut_around_their_places() {
        let mut sources = Sources::new();
        let text = format!("{{ {} \"é\": 1, {}\"b\": 2 }}", " ".repeat(5_000), "x".repeat(5_000));
        let source = sources.add_text("a\u{1b}.json", text.clone());
        let span = |part: &str| {
            let start = u32::try_from(text.find(part).unwrap()).unwrap();
            Span { source, start, end: start + u32::try_from(part.len()).unwrap() }
        };
        let long = Span { source, start: span("1").start, end: span("2").end };
        let diagnostic = Diagnostic::error("ASL0001", span("\"é\""), "m").label("here").cause(long, "there", None);
        for color in [false, true] {
            let shown = render(&diagnostic, &sources, color);
            assert!(shown.len() < 2_000 && shown.contains("a␛.json:1:5004"), "{shown}");
            assert!(shown.contains("\"é\"") && shown.contains("here") && shown.contains("there"), "{shown}");
            assert!(shown.lines().all(|line| !line.ends_with("::: ")), "{shown}");
        }
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let mut sources = Sources::new();
        let source = sources.add_text("a", "\"\u{1b}[31m\"");
        let diagnostic = Diagnostic::error("ASL0001", Span { source, start: 0, end: 1 }, "state `\u{1b}[2J`")
            .label("\u{1b}")
            .note("\u{1b}")
            .help("\u{7}");
        let shown = render(&diagnostic, &sources, false);
        assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown:?}");
    }
}
