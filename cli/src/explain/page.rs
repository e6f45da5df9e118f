//! The pages of the codes, and the list of them, for a terminal.

use std::collections::BTreeSet;

use anstyle::{AnsiColor, Style};
use stepwright_compiler::diag::{
    codes::{self, Page, SUBJECTS},
    near,
};

const HEADING: Style = Style::new().bold();
const CODE: Style = AnsiColor::Cyan.on_default();

/// How many codes a hint names.
const NAMED: usize = 5;

/// The page of a code, in whatever case it is written.
///
/// # Errors
/// There is no such code; the text says which may be meant.
pub(crate) fn find(word: &str) -> Result<&'static Page, String> {
    let upper = word.trim().to_ascii_uppercase();
    if let Some(page) = codes::page(&upper) {
        return Ok(page);
    }
    let pages = codes::pages();
    // Digits alone, or with a zero too few, are a code as people say it.
    let said: Option<u16> = upper.strip_prefix("ASL").unwrap_or(&upper).parse().ok();
    let said = said.map(|number| format!("ASL{number:04}"));
    let meant = said.as_deref().filter(|code| codes::page(code).is_some());
    let help = match meant.or_else(|| near(&upper, pages.iter().map(|page| page.code))) {
        Some(meant) => format!("did you mean {meant}?"),
        None => "`stepwright explain` lists all codes".to_owned(),
    };
    Err(format!("there is no code `{}`: {help}", word.escape_debug()))
}

/// A page: headings bold, blocks indented.
pub(crate) fn render(page: &Page, color: bool) -> String {
    let mut out = String::new();
    let mut in_block = false;
    for line in page.text.lines() {
        if line.starts_with("```") {
            in_block = !in_block;
            continue;
        }
        let heading = line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")).filter(|_| !in_block);
        match (heading, in_block) {
            (Some(heading), _) => out.push_str(&styled(heading, HEADING, color)),
            (None, true) if !line.is_empty() => {
                out.push_str("    ");
                out.push_str(&styled(line, CODE, color));
            }
            // An empty block leaves the lines around it.
            (None, _) if line.is_empty() && out.ends_with("\n\n") => continue,
            (None, _) => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// Every code with its title, by hundred.
pub(crate) fn list(color: bool) -> String {
    let pages = codes::pages();
    let mut out = String::new();
    for (hundred, subject) in SUBJECTS {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&styled(&format!("{hundred}xx: {subject}"), HEADING, color));
        out.push('\n');
        for page in pages.iter().filter(|page| page.code.starts_with(&format!("ASL{hundred}"))) {
            out.push_str(&format!("  {}  {}\n", styled(page.code, CODE, color), page.title));
        }
    }
    out.push_str("\n`stepwright explain CODE` prints the page of one.\n");
    out
}

/// Where to read more about findings of these codes.
pub(crate) fn hint<'a>(found: impl Iterator<Item = &'a str>) -> Option<String> {
    let found: BTreeSet<&str> = found.collect();
    let mut named: Vec<&str> = found.iter().take(NAMED).copied().collect();
    match named.as_slice() {
        [] => None,
        [one] => Some(format!("`stepwright explain {one}` tells more")),
        _ => {
            if found.len() > NAMED {
                named.push("…");
            }
            Some(format!("`stepwright explain CODE` tells more: {}", named.join(", ")))
        }
    }
}

fn styled(text: &str, style: Style, color: bool) -> String {
    if color { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use stepwright_compiler::diag::codes;

    use super::{find, hint, list, render};

    #[test]
    fn a_code_is_found_in_any_case() {
        for word in ["ASL0312", "asl0312", " Asl0312 "] {
            assert_eq!(find(word).map(|page| page.code), Ok("ASL0312"), "{word}");
        }
    }

    #[test]
    fn what_may_be_meant_is_named() {
        for (word, meant) in [
            ("312", "ASL0312"),
            ("0312", "ASL0312"),
            ("asl312", "ASL0312"),
            ("ASL00312", "ASL0312"),
            ("ALS0312", "ASL0312"),
            ("ASL1002x", "ASL1002"),
        ] {
            let said = find(word).unwrap_err();
            assert_eq!(said, format!("there is no code `{word}`: did you mean {meant}?"));
        }
        for word in ["", "shipment", "E0308", "99999999999999999999", "\u{1b}[31m", &"ASL".repeat(1000)] {
            let said = find(word).unwrap_err();
            assert!(said.ends_with("`stepwright explain` lists all codes"), "{said}");
            assert!(!said.contains('\u{1b}'), "{said}");
        }
    }

    #[test]
    fn every_page_is_readable_without_markdown() {
        for page in codes::pages() {
            let plain = render(page, false);
            assert!(plain.starts_with(&format!("{}: {}\n\nWhat happened\n\n", page.code, page.title)));
            assert!(!plain.contains("```") && !plain.contains("\n#") && !plain.contains('\u{1b}'), "{plain}");
            assert!(!plain.contains("\n\n\n"), "{plain}");
            let colored = render(page, true);
            assert_eq!(strip(&colored), plain);
            assert!(colored.starts_with("\u{1b}[1mASL"));
        }
    }

    #[test]
    fn the_list_has_every_code_once() {
        let listed = list(false);
        for page in codes::pages() {
            assert_eq!(listed.matches(&format!("  {}  {}\n", page.code, page.title)).count(), 1);
        }
        assert_eq!(strip(&list(true)), listed);
    }

    #[test]
    fn a_hint_names_what_was_found_once() {
        assert_eq!(hint([].into_iter()), None);
        let one = hint(["ASL0312", "ASL0312"].into_iter());
        assert_eq!(one.as_deref(), Some("`stepwright explain ASL0312` tells more"));
        let two = hint(["ASL0312", "ASL0101", "ASL0312"].into_iter());
        assert_eq!(two.as_deref(), Some("`stepwright explain CODE` tells more: ASL0101, ASL0312"));
        let many = hint(["6", "5", "4", "3", "2", "1"].into_iter());
        assert_eq!(many.as_deref(), Some("`stepwright explain CODE` tells more: 1, 2, 3, 4, 5, …"));
    }

    fn strip(text: &str) -> String {
        let mut parts = text.split('\u{1b}');
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            out.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
        }
        out
    }
}
