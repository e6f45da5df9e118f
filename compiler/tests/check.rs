//! The specification of the type system: Markdown with a contract, definitions, and what is said of them.
//!
//! In `tests/check/*.md`, a `rust` block is the contract of what follows in that file (an empty one: none), a
//! `json` block is a definition, and the `text` block after it holds the findings and the revealed types of
//! the inputs of the states that ```` ```json reveal: A, B ```` names, and of the variables there:
//! ```` A $name ````. `STEPWRIGHT_BLESS=1` rewrites the `text` blocks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{env, fmt::Write, fs, path::PathBuf};

use stepwright_compiler::{
    diag::{Label, codes},
    source::Sources,
};

/// One fenced block, or the lines between two.
enum Part {
    Prose(String),
    Block { info: String, text: String },
}

fn parts(markdown: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in markdown.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some("")) => {
                let (info, text) = open.take().unwrap();
                parts.push(Part::Block { info, text });
            }
            (Some((_, text)), _) => writeln!(text, "{line}").unwrap(),
            (None, None) => match parts.last_mut() {
                Some(Part::Prose(text)) => writeln!(text, "{line}").unwrap(),
                _ => parts.push(Part::Prose(format!("{line}\n"))),
            },
        }
    }
    assert!(open.is_none(), "a block is not closed");
    parts
}

fn place(sources: &Sources, label: &Label) -> String {
    let (start, _) = sources.positions(label.span).unwrap();
    let file = match sources.name(label.span.source) {
        Some("contract.rs") => "contract ",
        _ => "",
    };
    let state = label.state.as_ref().map(|state| format!(" `{state}`")).unwrap_or_default();
    format!("{file}{}:{}{state}", start.line, start.column)
}

/// What is said of a definition.
fn outcome(definition: &str, contract: Option<&str>, reveal: &[&str]) -> String {
    let checked = support::check(definition, contract);
    let mut out = String::new();
    for found in &checked.found {
        let place_of = |label| place(&checked.sources, label);
        let severity = found.severity.as_str();
        assert!(codes::page(found.code).is_some(), "{} has no page", found.code);
        writeln!(out, "{severity} {} {}: {}", found.code, place_of(&found.primary), found.message).unwrap();
        if !found.primary.message.is_empty() {
            writeln!(out, "  here: {}", found.primary.message).unwrap();
        }
        for label in &found.labels {
            writeln!(out, "  {}: {}", place_of(label), label.message).unwrap();
        }
        for note in &found.notes {
            writeln!(out, "  note: {note}").unwrap();
        }
        for help in &found.help {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    let (Some(machine), Some(facts)) = (&checked.machine, &checked.facts) else { return out };
    for name in reveal {
        if *name == "output" {
            writeln!(out, "reveal output: {}", facts.output()).unwrap();
            continue;
        }
        let (state, variable) = name.split_once(" $").map_or((*name, None), |(state, name)| (state, Some(name)));
        let (id, _) =
            machine.iter().find(|(_, other)| other.name == state).unwrap_or_else(|| panic!("no state {state}"));
        let facts = facts.state(id).unwrap();
        let Some(variable) = variable else {
            writeln!(out, "reveal {name}: {}", facts.raw_input).unwrap();
            continue;
        };
        let known = facts.variables.get(variable);
        let found = match known {
            None => "not assigned".to_owned(),
            Some(known) if known.is_sure => known.ty.to_string(),
            Some(known) => format!("perhaps {}", known.ty),
        };
        writeln!(out, "reveal {name}: {found}").unwrap();
    }
    if out.is_empty() { "fine\n".to_owned() } else { out }
}

/// The file with its `text` blocks as they are now.
fn rewrite(markdown: &str) -> String {
    let mut contract: Option<String> = None;
    let mut pending: Option<String> = None;
    let mut out = String::new();
    for part in parts(markdown) {
        match part {
            Part::Prose(text) => out.push_str(&text),
            Part::Block { info, text } => {
                let mut text = text;
                if info == "rust" {
                    contract = Some(text.clone()).filter(|text| !text.trim().is_empty());
                } else if let Some(options) = info.strip_prefix("json") {
                    let names = options.trim().strip_prefix("reveal:").unwrap_or_default();
                    let reveal: Vec<_> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
                    pending = Some(outcome(&text, contract.as_deref(), &reveal));
                } else if info == "text" {
                    text = pending.take().expect("a `text` block follows a `json` block");
                }
                write!(out, "```{info}\n{text}```\n").unwrap();
            }
        }
    }
    assert!(pending.is_none(), "a `json` block lacks its `text` block");
    out
}

#[test]
fn specification() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    assert!(!files.is_empty());
    let mut wrong = Vec::new();
    for file in files {
        let before = fs::read_to_string(&file).unwrap();
        let after = rewrite(&before);
        if before == after {
            continue;
        }
        if env::var_os("STEPWRIGHT_BLESS").is_some() {
            fs::write(&file, after).unwrap();
            continue;
        }
        let line = before.lines().zip(after.lines()).position(|(a, b)| a != b).unwrap_or(0);
        let (expected, found) = (before.lines().nth(line), after.lines().nth(line));
        wrong.push(format!("{}:{}\n  expected {expected:?}\n  found    {found:?}", file.display(), line + 1));
    }
    assert!(wrong.is_empty(), "{}\n(STEPWRIGHT_BLESS=1 rewrites the expectations)", wrong.join("\n"));
}
