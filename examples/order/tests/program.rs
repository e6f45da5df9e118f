//! The program as its user runs it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};

/// An empty folder of the test's own.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{error}"),
        _ => fs::create_dir_all(&folder).unwrap(),
    }
    folder
}

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_order"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    command
}

fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = program(folder, args).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn order(id: &str, delivery: &str, country: &str, card: &str) -> String {
    format!(
        r#"{{"id":"{id}","customer":"Ada","country":"{country}","delivery":"{delivery}","card":"{card}","items":[],"total":1250}}"#
    )
}

fn last_line(stdout: &str) -> &str {
    stdout.lines().last().unwrap_or_default()
}

/// The row of an outcome in the summary: how many orders.
fn row(stdout: &str, outcome: &str) -> Option<String> {
    let line = stdout.lines().find_map(|line| line.strip_prefix(outcome))?;
    line.split_whitespace().next().map(str::to_owned)
}

#[test]
fn bad_lines_are_named_and_the_rest_is_run() {
    let folder = folder("bad_lines");
    let lines = [
        order("1", "express", "DE", "visa-4242"),
        "{\"id\": ".to_owned(),
        order("2", "pickup", "FR", "visa-4242"),
        order("3", "express", "NL", "visa-4242").replace("1250", "\"much\""),
        String::new(),
        order("2", "standard", "FR", "visa-4242"),
        order("no name", "express", "FR", "visa-4242"),
        order("4", "pickup", "DE", "visa-0002"),
        order("5", "express", "AQ", "visa-4242"),
    ];
    fs::write(folder.join("mine.jsonl"), lines.join("\n")).unwrap();

    let (code, stdout, stderr) = run(&folder, &["--orders", "mine.jsonl"]);
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(last_line(&stdout), "orders: 2 succeeded, 2 failed, 0 lost");
    for (outcome, orders) in [("shipped", "1"), ("ready for pickup", "1"), ("card declined", "1"), ("refunded", "1")] {
        assert_eq!(row(&stdout, outcome).as_deref(), Some(orders), "{outcome}\n{stdout}");
    }
    let bad: Vec<_> = stderr.lines().collect();
    assert_eq!(bad.len(), 4, "{stderr}");
    assert!(bad[0].starts_with("mine.jsonl:2: EOF while parsing a value"), "{stderr}");
    assert!(bad[1].starts_with("mine.jsonl:4: `total`: invalid type: string \"much\", expected u32"), "{stderr}");
    assert_eq!(bad[2], "mine.jsonl:6: `id`: order `2` stands on line 3 already, skipped");
    assert!(bad[3].starts_with("mine.jsonl:7: `no name` is no name for an execution"), "{stderr}");

    // Once more: nothing is left to do. The database knows these orders, and one of them is another now.
    fs::write(
        folder.join("mine.jsonl"),
        [&lines[0], &lines[2].replace("1250", "1"), &lines[7]].map(String::as_str).join("\n"),
    )
    .unwrap();
    let (code, stdout, stderr) = run(&folder, &["--orders", "mine.jsonl"]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stdout.starts_with("all is done: 2 of 2 orders have ended already\n"), "{stdout}");
    assert_eq!(last_line(&stdout), "orders: 1 succeeded, 1 failed, 0 lost");
    assert!(stderr.starts_with("mine.jsonl:2: `id`: the database holds another order `2`"), "{stderr}");

    // What happened to one of them.
    let (code, stdout, _) = run(&folder, &["--history", "5"]);
    assert_eq!(code, Some(0));
    assert!(stdout.starts_with("5 FAILED, begun "), "{stdout}");
    for event in
        ["TaskStateEntered          Charge card", "Carrier.NoService: country: AQ", "Order.Refunded: country: AQ"]
    {
        assert!(stdout.contains(event), "{event}\n{stdout}");
    }
    let (code, stdout, stderr) = run(&folder, &["--history", "6"]);
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert_eq!(stderr, "error: there is no order `6` in `orders.db`\n");
}

#[test]
fn a_run_that_is_killed_goes_on() {
    let folder = folder("killed");
    let lines: Vec<_> = (0..20).map(|n| order(&format!("K-{n}"), "standard", "DE", "visa-4242")).collect();
    fs::write(folder.join("mine.jsonl"), lines.join("\n")).unwrap();
    let args = ["--orders", "mine.jsonl", "--db", "kept.db"];

    for round in 0..3 {
        let mut child = program(&folder, &args).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let begun = lines.find(|line| line.starts_with("running ")).unwrap();
        // An order waits for a second and then for two: none has ended by now, and most are begun.
        thread::sleep(Duration::from_millis(300));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(begun.ends_with("of 20 orders, kept in kept.db"), "round {round}: {begun}");
    }

    let (code, stdout, stderr) = run(&folder, &args);
    assert_eq!(code, Some(0), "{stderr}");
    let resumed = stdout.lines().next().and_then(|line| line.strip_prefix("resumed: ")).expect(&stdout);
    assert!((1..=20).contains(&resumed.parse::<u32>().unwrap()), "{stdout}");
    assert_eq!(last_line(&stdout), "orders: 20 succeeded, 0 failed, 0 lost");

    // One history, from one begin to one end, however often it was interrupted.
    let (_, history, _) = run(&folder, &["--db", "kept.db", "--history", "K-7"]);
    for event in ["ExecutionStarted", "WaitStateEntered          Wait for packing", "ExecutionSucceeded"] {
        assert_eq!(history.matches(event).count(), 1, "{history}");
    }
}

#[test]
fn a_database_or_file_that_cannot_be_used_is_an_error() {
    let folder = folder("unusable");
    let one = order("1", "standard", "DE", "visa-4242");
    fs::write(folder.join("one.jsonl"), &one).unwrap();
    fs::write(folder.join("text.db"), "no database, but a text that is long enough to be taken for one").unwrap();
    for (args, message) in [
        (["--orders", "none.jsonl", "--db", "a.db"], "error: cannot read the orders `none.jsonl`: "),
        (["--orders", "one.jsonl", "--db", "text.db"], "is no store and no SQLite database"),
        (
            ["--orders", "one.jsonl", "--db", "none/a.db"],
            "error: the store `none/a.db` cannot be opened: its folder `none`: ",
        ),
        (["--history", "1", "--db", "none.db"], "error: there is no database `none.db`"),
    ] {
        let (code, stdout, stderr) = run(&folder, &args);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
        assert!(stderr.contains(message) && stderr.lines().count() == 1, "{stderr}");
    }
    assert!(!folder.join("none.db").exists());

    let mut owner = program(&folder, &["--orders", "one.jsonl"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(owner.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "running 1 of 1 orders, kept in orders.db");
    let (code, _, stderr) = run(&folder, &["--orders", "one.jsonl"]);
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.contains(&format!("is owned by another engine, in process {}", owner.id())), "{stderr}");
    assert_eq!(lines.map(Result::unwrap).last().unwrap(), "orders: 1 succeeded, 0 failed, 0 lost");
    assert!(owner.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_does_not_stop_the_orders() {
    let folder = folder("pipe");
    fs::write(folder.join("one.jsonl"), order("1", "pickup", "DE", "visa-4242")).unwrap();
    let mut child =
        program(&folder, &["--orders", "one.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    assert!(status.success() && stderr.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    let (_, stdout, _) = run(&folder, &["--orders", "one.jsonl"]);
    assert!(stdout.starts_with("all is done: 1 of 1 orders"), "{stdout}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_in_good_order() {
    let folder = folder("interrupt");
    fs::write(folder.join("one.jsonl"), order("1", "standard", "DE", "visa-4242")).unwrap();
    let mut child =
        program(&folder, &["--orders", "one.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    lines.find(|line| line.starts_with("running ")).unwrap();
    thread::sleep(Duration::from_millis(300));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(lines.last().unwrap(), "stopped: 0 of 1 orders have ended");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let (code, stdout, _) = run(&folder, &["--orders", "one.jsonl"]);
    assert_eq!(code, Some(0));
    assert!(stdout.starts_with("resumed: 1\n"), "{stdout}");
    assert_eq!(last_line(&stdout), "orders: 1 succeeded, 0 failed, 0 lost");
}
