//! Runs the command in folders of files.
#![allow(dead_code, clippy::unwrap_used, reason = "each test crate uses a part")]

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// An empty folder of this test with these files in it.
pub(crate) fn folder<T: AsRef<[u8]>>(test: &str, files: &[(&str, T)]) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    for (name, content) in files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    dir
}

/// The command with these arguments, in a folder and without the colours of whoever runs the tests.
pub(crate) fn command(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stepwright"));
    command.current_dir(dir).args(arguments);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command
}

/// Exit code, stdout and stderr.
pub(crate) fn run(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    read(command(dir, arguments).output().unwrap())
}

/// The same with a text on stdin.
pub(crate) fn run_with(dir: &Path, arguments: &[&str], stdin: &str) -> (i32, String, String) {
    let mut command = command(dir, arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
    read(child.wait_with_output().unwrap())
}

fn read(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}
