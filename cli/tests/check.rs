//! `stepwright check` as a user runs it: exit codes, formats, bad files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::process::Stdio;

use serde_json::Value;
use support::{command, folder, run, run_with};

const FINE: &[u8] = br#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#;
const BROKEN: &[u8] = b"{\n  \"StartAt\": oops\n}";
const CONTRACT: &[u8] = b"#[tasks(input = Order)] trait Tasks {}";

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

/// A template as people write it: the definition is a text with placeholders, or an object with functions in it.
const TEMPLATE: &str = "Resources:
  Text:
    Properties:
      DefinitionString: !Sub
        - |
          {\"StartAt\": \"A\",
           \"States\": {\"A\": {\"Type\": \"Task\", \"Resource\": \"${Fn}\", \"Next\": \"B\"}}}
        - Fn: !GetAtt Fn.Arn
  Object:
    Properties:
      Definition:
        StartAt: A
        States:
          A: {Type: Task, Resource: !GetAtt Fn.Arn, Parameters: {Table: !Ref Table}, Next: B}
";

#[test]
fn functions_of_a_template_stand_for_their_text() {
    let dir = folder("functions", &[("t.yaml", TEMPLATE.as_bytes())]);
    for (at, place) in [
        ("/Resources/Text/Properties/DefinitionString", "t.yaml:7:74\n"),
        ("/Resources/Object/Properties/Definition", "t.yaml:14:92\n"),
    ] {
        let (code, out, err) = run(&dir, &["check", "t.yaml", "--at", at]);
        assert_eq!((code, out.as_str()), (1, ""), "{at}: {err}");
        assert!(err.contains("error[ASL0210]: `Next` of state `A` names no state: there is no `B`\n"), "{at}: {err}");
        assert!(err.contains(place) && err.contains("checked 1 file: 1 error, 0 warnings"), "{at}: {err}");
    }
    let (code, _, err) = run(&dir, &["check", "t.yaml"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("`/Resources/Text/Properties/DefinitionString`, `/Resources/Object/Properties/Definition`"),
        "{err}"
    );
}

#[test]
fn files_that_cannot_be_read_and_wrong_usage_exit_with_2() {
    let dir = folder(
        "unreadable",
        &[
            ("a.json", FINE),
            ("bad.json", b"\xff"),
            ("bad.rs", b"\xff"),
            ("wide.json", b"\xff\xfe{\0}\0"),
            ("bare.json", b"{\0\n\0}\0"),
        ],
    );
    for (arguments, said) in [
        (&["check", "a.json", "gone.json"][..], "cannot read the definition `gone.json`: no such file"),
        (
            &["check", "bad.json", "--format", "json"],
            "cannot read the definition `bad.json`: it is not UTF-8: line 1, byte 0",
        ),
        (&["check", "wide.json"], "cannot read the definition `wide.json`: it is UTF-16: save it as UTF-8"),
        (&["check", "bare.json"], "cannot read the definition `bare.json`: it is UTF-16: save it as UTF-8"),
        (&["graph", "."], "cannot read the definition `.`: it is a folder\n"),
        (&["check", "."], "or `.asl`; name files that end in something else themselves\n"),
        (&["check", "a.json", "gone.json"], "checked 1 file: 0 errors, 0 warnings; could not read 1 file\n"),
        (&["check", "."], "the folder `.` holds no file that ends in `.asl.json`"),
        (&["check", "*.yaml"], "no file matches `*.yaml`"),
        (&["check", "[.json"], "`[.json` is no glob: "),
        (&["check", "no/*.yaml"], "no file matches `no/*.yaml`: there is no folder `no`"),
        (&["check", "a.json", "--at", "States"], "a JSON pointer begins with `/`"),
        (
            &["check", "a.json", "--at", "/Stats/Done"],
            "nothing stands at `/Stats/Done` in `a.json`: the document is an object; did you mean `/States`?",
        ),
        (&["check", "a.json", "--deny", "ASL0999"], "--deny: there is no code `ASL0999`: did you mean `ASL1002`?"),
        (
            &["check", "a.json", "--allow", "ASL0205"],
            "--allow: ASL0205 (a value of the wrong JSON type) cannot be allowed: AWS refuses",
        ),
        (
            &["check", "a.json", "--allow", "ASL0240", "--deny", "asl0240"],
            "`ASL0240` stands under both `--deny` and `--allow`",
        ),
        (&["completions", "dos"], "invalid value"),
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

#[test]
fn stdin_is_a_file() {
    let dir = folder::<&str>("stdin", &[]);
    let fine = String::from_utf8(FINE.to_vec()).unwrap();
    assert_eq!(run_with(&dir, &["check", "-"], &fine).0, 0);
    let (code, _, err) = run_with(&dir, &["check", "-"], "StartAt: A\nStates:\n  A: {Type: Succed}\n");
    assert!(code == 1 && err.contains(" --> <stdin>:3:13") && err.contains("`Succeed`"), "{err}");
    assert_eq!(run_with(&dir, &["check", "-"], "").0, 1);
}

#[test]
fn a_folder_is_every_definition_below_it() {
    let dir = folder(
        "tree",
        &[
            ("b/one.asl.json", FINE),
            ("b/two.asl.yaml", b"StartAt: A\nStates: {A: {Type: Succeed}}\n"),
            ("a/three.asl", FINE),
            ("other.json", BROKEN),
            ("target/four.asl.json", BROKEN),
            ("node_modules/x/five.asl.json", BROKEN),
            (".git/six.asl.json", BROKEN),
            ("b/seven.asl.yml", BROKEN),
        ],
    );
    let (code, _, err) = run(&dir, &["check", "."]);
    assert!(
        code == 1 && err.contains("\nchecked 4 files: 1 error, 0 warnings\n") && err.contains(" --> b/seven.asl.yml:"),
        "{err}"
    );
    for (arguments, files) in [
        (&["a", "b/one.asl.json", "b/one.asl.json"][..], 2),
        (&["b/*.asl.json"], 1),
        (&["**/{one,three}.asl*", "b/one.asl.json"], 2),
        (&["./*/*.yaml"], 1),
        (&["[ab]/t*"], 2),
        (&["b/one.asl.json", "./b/one.asl.json", "b/*.json"], 1),
    ] {
        let arguments: Vec<&str> = std::iter::once("check").chain(arguments.iter().copied()).collect();
        let (code, _, err) = run(&dir, &arguments);
        let plural = if files == 1 { "" } else { "s" };
        assert_eq!((code, err), (0, format!("checked {files} file{plural}: 0 errors, 0 warnings\n")), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_into_folders_above_end() {
    let dir = folder("links", &[("a/one.asl.json", FINE)]);
    std::os::unix::fs::symlink("..", dir.join("a/up")).unwrap();
    std::os::unix::fs::symlink("gone", dir.join("a/dangling")).unwrap();
    assert_eq!(run(&dir, &["check", "."]).2, "checked 1 file: 0 errors, 0 warnings\n");
    std::os::unix::fs::symlink("gone", dir.join("a/gone.asl.json")).unwrap();
    // The others are checked all the same.
    let (code, _, err) = run(&dir, &["check", "."]);
    assert!(code == 2 && err.starts_with("error: cannot read `a/gone.asl.json`: "), "{err}");
    assert!(err.ends_with("\nchecked 1 file: 0 errors, 0 warnings; could not read 1 file\n"), "{err}");
}

#[test]
fn a_template_says_where_its_definition_stands() {
    let template = "Resources:\n  Flow:\n    Role: !GetAtt Role.Arn\n    Definition:\n      StartAt: A\n      States: {A: {Type: Succeed}}\n";
    let json = r#"{"Resources": {"Flow": {"DefinitionString": "{\"StartAt\": \"A\", \"States\": {}}"}}}"#;
    let dir = folder("template", &[("a.yaml", template.as_bytes()), ("b.json", json.as_bytes())]);
    for (arguments, said) in [
        (&["check", "a.yaml"][..], "in `a.yaml` is no definition; one stands at `/Resources/Flow/Definition`: say so"),
        (&["explain", "a.yaml"], "in `a.yaml` is no definition; one stands at `/Resources/Flow/Definition`: say so"),
        (&["graph", "a.yaml"], "in `a.yaml` is no definition; one stands at `/Resources/Flow/Definition`: say so"),
        (&["contract", "b.json"], "in `b.json` is no definition; one stands at `/Resources/Flow/DefinitionString`"),
        (
            &["new", "a", "--from", "b.json", "--at", "/Resources"],
            "in `b.json` at `/Resources` is no definition; one stands at `/Resources/Flow/DefinitionString`",
        ),
    ] {
        let (code, out, err) = run(&dir, arguments);
        assert!(code == 2 && out.is_empty() && err.contains(said), "{arguments:?}: {err}");
    }
    assert_eq!(run(&dir, &["check", "a.yaml", "--at", "/Resources/Flow/Definition"]).0, 0);
}

#[test]
fn a_pointer_tells_where_definitions_stand() {
    let template =
        "Resources:\n  Flow:\n    Definition:\n      StartAt: A\n      States: {A: {Type: Succed}}\n  Table: !Ref X\n";
    let text = r#"{"Resources": {"Flow": {"Definition": "{ \"StartAt\": \"A\", \"States\": { \"A\": { \"Type\": \"Succed\" } } }"}}}"#;
    let dir = folder(
        "pointer",
        &[("a.yaml", template.as_bytes()), ("b.json", text.as_bytes()), ("c.json", FINE), ("d.yml", b"- 1")],
    );
    let (code, out, err) = run(&dir, &["check", ".", "--at", "/Resources/Flow/Definition", "--format", "json"]);
    assert_eq!(code, 1);
    assert_eq!(err, "checked 2 files: 2 errors, 0 warnings; skipped 2 files, in which nothing stands there\n");
    let found: Value = serde_json::from_str(&out).unwrap();
    let places: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|d| {
            (
                d["file"].as_str().unwrap(),
                d["line"].as_u64().unwrap(),
                d["column"].as_u64().unwrap(),
                d["end_column"].as_u64().unwrap(),
            )
        })
        .collect();
    let column = text.find("\\\"Succed").unwrap() as u64 + 1;
    assert_eq!(places, [("a.yaml", 5, 26, 32), ("b.json", 1, column, column + 10)]);
    let (code, _, err) = run(&dir, &["check", ".", "--at", "/nowhere"]);
    assert!(code == 2 && err.ends_with("error: nothing stands at `/nowhere` in any of the files\n"), "{err}");
}

#[test]
fn levels_are_the_users() {
    let odd = br#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": {"a": "$.b"}, "End": true}, "B": {"Type": "Succeed"}}}"#;
    let dir = folder("levels", &[("a.json", odd)]);
    for (arguments, code, count) in [
        (&[][..], 1, "1 error, 1 warning"),
        (&["--warn", "ASL0230"], 0, "0 errors, 2 warnings"),
        (&["--allow", "ASL0230,ASL0241"], 0, "0 errors, 0 warnings"),
        (&["--deny", "warnings"], 1, "2 errors, 0 warnings"),
        (&["--deny", "warnings", "--warn", "ASL0241", "--allow", "ASL0230"], 0, "0 errors, 1 warning"),
        (&["--deny", "ASL0241", "--allow", "ASL0230"], 1, "1 error, 0 warnings"),
    ] {
        let all: Vec<&str> = ["check", "a.json"].iter().chain(arguments).copied().collect();
        let (exit, _, err) = run(&dir, &all);
        assert!(exit == code && err.contains(&format!("checked 1 file: {count}\n")), "{arguments:?}: {err}");
    }
}

#[test]
fn colours_are_asked_for() {
    let dir = folder("colours", &[("b.json", BROKEN)]);
    for (arguments, variables, colored) in [
        (&[][..], &[][..], false),
        (&["--color", "always"], &[], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
    ] {
        let all: Vec<&str> = ["check", "b.json"].iter().chain(arguments).copied().collect();
        let output = command(&dir, &all).envs(variables.iter().copied()).output().unwrap();
        assert_eq!(output.stderr.contains(&0x1b), colored, "{arguments:?} {variables:?}");
    }
}

#[test]
fn sarif_is_a_log_of_results() {
    let dir = folder("sarif", &[("flows/b.asl.json", BROKEN)]);
    let (code, out, _) = run(&dir, &["check", "flows", "--format", "sarif"]);
    assert_eq!(code, 1);
    let log: Value = serde_json::from_str(&out).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!((&log["version"], &result["ruleId"]), (&"2.1.0".into(), &"ASL0101".into()));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        (&place["artifactLocation"]["uri"], &place["region"]["startLine"]),
        (&"flows/b.asl.json".into(), &2.into())
    );
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], true);
    // What could not be read is not free of findings.
    let dir = folder("sarif_unread", &[("bad[1](x).json", b"\xff")]);
    let (code, out, _) = run(&dir, &["check", "bad[1](x).json", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&out).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!((code, &invocation["executionSuccessful"]), (2, &false.into()));
    let text = invocation["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert_eq!(text, "cannot read the definition `bad\\[1\\](x).json`: it is not UTF-8: line 1, byte 0");
    let (code, out, _) = run(&folder("sarif_fine", &[("a.json", FINE)]), &["check", "a.json", "--format", "sarif"]);
    assert!(code == 0 && out.contains("\"results\": []"), "{out}");
}

#[test]
fn help_and_completions_are_written() {
    let dir = folder::<&str>("help", &[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, out, err) = run(&dir, &["completions", shell]);
        assert!(code == 0 && out.contains("check") && out.contains("completions") && err.is_empty(), "{shell}");
    }
    let (code, out, _) = run(&dir, &["--help"]);
    assert!(code == 0 && out.contains("Examples:") && out.contains("Exit codes:"), "{out}");
    let (code, out, _) = run(&dir, &["check", "--help"]);
    assert!(code == 0 && out.contains("service_code") && out.contains("--at"), "{out}");
}
