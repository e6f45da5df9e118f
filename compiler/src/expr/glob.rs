//! `StringMatches` patterns: `*` is any characters, `\*` a star, `\\` a backslash.

use crate::{
    diag::{Diagnostics, Site, codes::structure::PATTERN},
    ir::Glob,
    json::Text,
};

/// Reads a pattern. `None` if it has another escape; the diagnostics say where.
pub fn parse(text: &Text, site: &Site, diags: &mut Diagnostics) -> Option<Vec<Glob>> {
    let mut parts = Vec::new();
    let mut run = String::new();
    let mut whole = true;
    let mut chars = text.value.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '*' => {
                if !run.is_empty() {
                    parts.push(Glob::Text(std::mem::take(&mut run)));
                }
                if parts.last() != Some(&Glob::Any) {
                    parts.push(Glob::Any);
                }
            }
            '\\' => match chars.next() {
                Some((_, c @ ('*' | '\\'))) => run.push(c),
                other => {
                    let end = other.map_or(at + 1, |(at, c)| at + c.len_utf8());
                    let escape = text.value.get(at..end).unwrap_or_default();
                    let message = format!("`{escape}` in {site} is no escape of a pattern");
                    let help = "the escapes are `\\*` and `\\\\` (each backslash doubled in JSON)";
                    diags.push(site.error(PATTERN, text.part(at, end), message).help(help));
                    whole = false;
                }
            },
            _ => run.push(c),
        }
    }
    if !run.is_empty() {
        parts.push(Glob::Text(run));
    }
    whole.then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::{
        diag::{Diagnostics, Site},
        ir::Glob::{self, Any},
        json::{Places, Text},
        source::{SourceId, Span},
    };

    fn read(value: &str) -> Option<Vec<Glob>> {
        let span = Span { source: SourceId(0), start: 0, end: 99 };
        let mut diags = Diagnostics::new();
        let parts = parse(&Text { value: value.into(), span, places: Places::Whole }, &Site::machine(), &mut diags);
        assert_eq!(parts.is_none(), diags.has_errors());
        parts
    }

    #[test]
    fn splits_at_stars() {
        let text = |t: &str| Glob::Text(t.to_owned());
        assert_eq!(read(""), Some(vec![]));
        assert_eq!(read("a*b**c"), Some(vec![text("a"), Any, text("b"), Any, text("c")]));
        assert_eq!(read(r"\**\\"), Some(vec![text("*"), Any, text(r"\")]));
        assert_eq!(read("*é"), Some(vec![Any, text("é")]));
    }

    #[test]
    fn refuses_other_escapes() {
        assert_eq!(read(r"a\b"), None);
        assert_eq!(read(r"a\"), None);
    }
}
