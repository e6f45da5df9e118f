//! `stepwright graph` as a user runs it: formats, files, faults.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

const FINE: &str = r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#;
const FAULTY: &str = r#"{"StartAt": "A\u001b[31m", "States": {"A\u001b[31m": {"Type": "Pass", "Next": "gone"}}}"#;

/// A folder of this test with these files in it.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    support::folder(&format!("graph/{test}"), files)
}

fn run(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    support::run(dir, &[&["graph"], arguments].concat())
}

#[test]
fn the_format_is_what_is_asked_for_or_what_the_file_is_called() {
    let dir = folder("formats", &[("order.asl.json", FINE)]);
    for (format, begin) in [("svg", "<svg "), ("mermaid", "flowchart TD\n"), ("dot", "digraph workflow {\n")] {
        let (code, out, err) = run(&dir, &["order.asl.json", "--format", format]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.starts_with(begin), "{out}");
        for (name, of) in
            [("a.svg", "svg"), ("a.MMD", "mermaid"), ("a.mermaid", "mermaid"), ("a.dot", "dot"), ("a.gv", "dot")]
        {
            if of == format {
                assert_eq!(run(&dir, &["order.asl.json", "-o", name]), (0, String::new(), String::new()));
                assert_eq!(fs::read_to_string(dir.join(name)).unwrap(), out);
            }
        }
    }
    let (_, default, _) = run(&dir, &["order.asl.json"]);
    assert!(default.starts_with("<svg ") && default.contains(">order</title>"), "{default}");
    assert_eq!(run(&dir, &["order.asl.json", "-o", "-"]).1, default);
    // What is asked for wins over the name.
    assert_eq!(run(&dir, &["order.asl.json", "-o", "a.txt", "--format", "dot"]).0, 0);
    assert!(fs::read_to_string(dir.join("a.txt")).unwrap().starts_with("digraph"));
}

#[test]
fn a_faulty_definition_is_drawn_and_its_faults_are_said() {
    let dir = folder("faulty", &[("a.json", FAULTY), ("b.json", "{\"StartAt\": oops}"), ("c.json", "[]")]);
    let (code, out, err) = run(&dir, &["a.json"]);
    assert_eq!(code, 1);
    assert!(out.contains("data-state=\"gone\"") && err.contains("error[ASL"), "{out}{err}");
    assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'), "{err:?}");
    for file in ["b.json", "c.json"] {
        let (code, out, err) = run(&dir, &[file, "-o", "x.svg"]);
        assert_eq!((code, out.as_str()), (1, ""));
        assert!(err.contains("error[ASL") && err.contains(&format!("nothing to draw in `{file}`")), "{err}");
        assert!(!dir.join("x.svg").exists());
    }
}

#[test]
fn a_definition_inside_another_file_is_found_by_a_pointer() {
    let template = format!(r#"{{"Resources": {{"a/b": [0, {{"Definition": {FINE}}}]}}}}"#);
    let dir = folder("pointer", &[("t.json", &template)]);
    let (code, out, err) = run(&dir, &["t.json", "--at", "/Resources/a~1b/1/Definition"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("data-state=\"Done\""));
    for pointer in ["/Resources/gone", "/Resources/a~1b/01", "/Resources/a~1b/-1", "/Resources/a~1b/9"] {
        let (code, out, err) = run(&dir, &["t.json", "--at", pointer]);
        assert_eq!((code, out.as_str()), (2, ""), "{pointer}");
        assert!(err.contains(&format!("nothing stands at `{pointer}`")), "{err}");
    }
}

#[test]
fn what_cannot_be_read_or_written_exits_with_2() {
    let dir = folder("unwritable", &[("a.json", FINE), ("file", "")]);
    for (arguments, said) in [
        (&["gone.json"][..], "cannot read the definition `gone.json`: no such file"),
        (&["a.json", "-o", "gone/a.svg"], "cannot write `gone/a.svg`: no such folder\n"),
        (&["a.json", "-o", "file/a.svg"], "cannot write `file/a.svg`: "),
        (&["a.json", "-o", "."], "what `.` should hold is not known"),
        (&["a.json", "-o", "a.png"], "what `a.png` should hold is not known: say it with `--format`"),
        (&["a.json", "--format", "png"], "invalid value"),
        (&[], "required"),
    ] {
        let (code, out, err) = run(&dir, arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(said), "{arguments:?}: {err}");
    }
    let mut command = support::command(&dir, &["graph", "a.json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0), "a closed pipe is no error");
}

#[test]
fn many_findings_are_cut() {
    let states: Vec<String> = (0..60).map(|at| format!(r#""s{at}": {{"Type": "Pass"}}"#)).collect();
    let dir = folder("many", &[("a.json", &format!(r#"{{"StartAt": "s0", "States": {{{}}}}}"#, states.join(",\n")))]);
    let (code, out, err) = run(&dir, &["a.json", "--format", "dot"]);
    assert_eq!(code, 1);
    assert!(out.starts_with("digraph") && err.contains("more findings: `stepwright check --all` shows them"), "{err}");
    assert_eq!(err.matches("error[ASL").count() + err.matches("warning[ASL").count(), 20, "{err}");
}
