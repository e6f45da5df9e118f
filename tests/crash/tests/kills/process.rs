//! The process that is killed, seen from outside.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use crash::life::{Orders, RECOVERED};

/// How long a process may take to open the database and recover.
const PATIENCE: Duration = Duration::from_secs(30);

/// A process and what it says.
pub(crate) struct Process {
    child: Child,
    began: Instant,
    lines: Receiver<String>,
    recovered: bool,
}

impl Process {
    /// Starts it.
    pub(crate) fn start(database: &Path, ledger: &Path, orders: &Orders) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crash"));
        command.arg(database).arg(ledger).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the process starts");
        let stdin = child.stdin.take().expect("its input is ours");
        serde_json::to_writer(stdin, orders).expect("it reads its orders");
        let stdout = BufReader::new(child.stdout.take().expect("its output is ours"));
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, began: Instant::now(), lines, recovered: false }
    }

    /// Waits until its engine is built.
    pub(crate) fn await_recovery(&mut self) {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => assert_eq!(line, RECOVERED),
            Err(RecvTimeoutError::Timeout) => panic!("no engine within {PATIENCE:?}"),
            Err(RecvTimeoutError::Disconnected) => panic!("it ended by itself: {:?}", self.child.wait()),
        }
        self.recovered = true;
    }

    /// How long ago it was started.
    pub(crate) fn age(&self) -> Duration {
        self.began.elapsed()
    }

    /// Kills it and waits until it is gone. Whether its engine was built by then.
    pub(crate) fn kill(mut self) -> bool {
        self.child.kill().expect("it can be killed");
        let status = self.child.wait().expect("it is ours");
        assert!(was_killed(status), "it ended by itself: {status}");
        self.recovered || self.lines.recv().is_ok()
    }

    /// Waits until it ends by itself.
    pub(crate) fn await_end(mut self, patience: Duration) {
        while self.began.elapsed() < patience {
            if let Some(status) = self.child.try_wait().expect("it is ours") {
                assert!(status.success(), "the last life: {status}");
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.child.kill().expect("it can be killed");
        _ = self.child.wait();
        println!("the last life has not ended within {patience:?}: something is stuck");
    }
}

#[cfg(unix)]
fn was_killed(status: ExitStatus) -> bool {
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(9)
}

#[cfg(not(unix))]
fn was_killed(status: ExitStatus) -> bool {
    !status.success()
}
