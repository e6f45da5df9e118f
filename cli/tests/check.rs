//! `stepwright check` as a user runs it: exit codes, formats, bad files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

const FINE: &[u8] = br#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#;
const BROKEN: &[u8] = b"{\n  \"StartAt\": oops\n}";
const CONTRACT: &[u8] = b"#[tasks(input = Order)] trait Tasks {}";

fn folder(test: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    for (name, content) in files {
        fs::write(dir.join(name), content).unwrap();
    }
    dir
}

fn command(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stepwright"));
    command.current_dir(dir).args(arguments);
    command
}

fn run(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command(dir, arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn a_fine_definition_exits_with_0() {
    let dir = folder("fine", &[("a.json", FINE)]);
    assert_eq!(
        run(&dir, &["check", "a.json"]),
        (0, String::new(), "checked 1 file: 0 errors, 0 warnings\n".to_owned())
    );
    assert_eq!(run(&dir, &["check", "a.json", "--format", "json"]), (0, "[]\n".to_owned(), String::new()));
}

#[test]
fn faults_exit_with_1_and_say_where() {
    let dir = folder("faults", &[("a.json", FINE), ("b.json", BROKEN), ("c.rs", CONTRACT)]);
    let (code, out, err) = run(&dir, &["check", "a.json", "b.json"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("b.json:2:14") && err.contains("\nchecked 2 files: 1 error, 0 warnings\n"), "{err}");
    assert!(!err.contains('\u{1b}'), "no colours but on a terminal");
    // Both definitions read the contract; its fault is reported once.
    let (code, out, err) = run(&dir, &["check", "a.json", "b.json", "--contract", "c.rs", "--format", "json"]);
    assert_eq!((code, err.as_str()), (1, ""));
    let found: Value = serde_json::from_str(&out).unwrap();
    let places: Vec<(&str, u64)> =
        found.as_array().unwrap().iter().map(|d| (d["file"].as_str().unwrap(), d["line"].as_u64().unwrap())).collect();
    assert_eq!(places, [("c.rs", 1), ("b.json", 2)]);
    assert_eq!(found[0]["code"], "ASL0904");
}

#[test]
fn files_that_cannot_be_read_and_wrong_usage_exit_with_2() {
    let dir = folder("unreadable", &[("a.json", FINE), ("bad.json", b"\xff"), ("bad.rs", b"\xff")]);
    for (arguments, said) in [
        (&["check", "a.json", "gone.json"][..], "cannot read the definition `gone.json`: no such file"),
        (
            &["check", "bad.json", "--format", "json"],
            "cannot read the definition `bad.json`: it is not UTF-8: line 1, byte 0",
        ),
        (&["check", "."], "cannot read the definition `.`: "),
        (&["check", "a.json", "--contract", "gone.rs"], "cannot read the contract `gone.rs`: no such file"),
        (
            &["check", "a.json", "--contract", "bad.rs", "--format", "json"],
            "cannot read the contract `bad.rs`: it is not UTF-8",
        ),
        (&["check"], "required"),
        (&["check", "a.json", "--format", "xml"], "invalid value"),
        (&[], "Usage"),
    ] {
        let (code, _, err) = run(&dir, arguments);
        assert_eq!(code, 2, "{arguments:?}: {err}");
        assert!(err.contains(said), "{arguments:?}: {err}");
    }
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let dir = folder("pipe", &[("b.json", BROKEN)]);
    for format in ["json", "human"] {
        let mut child = command(&dir, &["check", "b.json", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        if format == "human" {
            drop(child.stderr.take());
        }
        assert_eq!(child.wait().unwrap().code(), Some(1), "{format}");
    }
}
