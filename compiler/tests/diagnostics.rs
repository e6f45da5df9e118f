//! Definitions beside what is said about them: every file in `diagnostics/` holds cases, each a title, a
//! definition and the findings as `code line:column-line:column [state field] message`, with what the service says
//! of them and where.
//!
//! With `UPDATE_EXPECT=1` the findings are written anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{env, fmt::Write, fs, path::Path};

use stepwright_compiler::{
    asl,
    diag::{self, Diagnostics},
    json,
    source::Sources,
};

const HEAD: &str = "=== ";
const RULE: &str = "---";

#[test]
fn definitions_get_the_findings_that_stand_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut cases = 0;
    let mut wrong = String::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let mut found = String::new();
        for case in text.split(HEAD).skip(1) {
            let (title, rest) = case.split_once('\n').unwrap();
            let (definition, _) = rest.split_once(&format!("{RULE}\n")).unwrap_or_else(|| panic!("{title}: no {RULE}"));
            write!(found, "{HEAD}{title}\n{definition}{RULE}\n{}\n", findings(definition)).unwrap();
            cases += 1;
        }
        let found = found.trim_end().to_owned() + "\n";
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, found).unwrap();
        } else if found != text {
            let name = path.file_name().unwrap().display();
            for (expected, got) in text.lines().zip(found.lines()).filter(|(a, b)| a != b).take(5) {
                write!(wrong, "{name}:\n  expected {expected}\n  found    {got}\n").unwrap();
            }
            writeln!(wrong, "{name} differs").unwrap();
        }
    }
    println!("{cases} cases");
    assert!(cases >= 60, "cases have gone missing");
    assert!(wrong.is_empty(), "{wrong}");
}

fn findings(definition: &str) -> String {
    let mut sources = Sources::new();
    let id = sources.add_text("case", definition);
    let mut diags = Diagnostics::new();
    if let Some(node) = json::parse(&sources, id, &mut diags) {
        asl::read(&node, &mut diags);
    }
    let mut out = String::new();
    for found in diags.into_sorted() {
        assert!(diag::human::render(&found, &sources, false).contains(found.code));
        assert!(diag::codes::page(found.code).is_some(), "{} has no page", found.code);
        let (start, end) = sources.positions(found.primary.span).unwrap();
        let site = [found.primary.state.map(|state| format!("`{state}`")), found.field].into_iter().flatten();
        let site = site.collect::<Vec<_>>().join(" ");
        let (line, column, end_line, end_column) = (start.line, start.column, end.line, end.column);
        writeln!(out, "{} {line}:{column}-{end_line}:{end_column} [{site}] {}", found.code, found.message).unwrap();
        for label in &found.labels {
            let (start, _) = sources.positions(label.span).unwrap();
            writeln!(out, "    {}:{}: {}", start.line, start.column, label.message).unwrap();
        }
        for note in found.notes {
            writeln!(out, "    note: {note}").unwrap();
        }
        for help in found.help {
            writeln!(out, "    help: {help}").unwrap();
        }
        if let Some(code) = found.service_code {
            let place = found.location.map(|location| format!(" at {location}")).unwrap_or_default();
            writeln!(out, "    aws: {code}{place}").unwrap();
        }
    }
    out
}
