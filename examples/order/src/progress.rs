//! A progress bar on stderr, if that is a terminal.

use std::{
    fmt::Display,
    io::{self, IsTerminal, Write},
    time::Instant,
};

use crate::output::complain;

const WIDTH: usize = 30;

pub(crate) struct Progress {
    shown: bool,
    total: usize,
    ended: usize,
    since: Instant,
}

impl Progress {
    pub(crate) fn new(ended: usize, total: usize) -> Self {
        Self { shown: io::stderr().is_terminal(), total, ended, since: Instant::now() }
    }

    /// One more order has ended.
    pub(crate) fn advance(&mut self) {
        self.ended += 1;
    }

    /// Draws the bar again.
    pub(crate) fn draw(&self) {
        if self.shown {
            let seconds = self.since.elapsed().as_secs();
            // One write: nothing comes between the clearing and the drawing.
            let line = format!("\r\x1b[2K{} {}/{} {seconds} s", bar(self.ended, self.total), self.ended, self.total);
            _ = io::stderr().write_all(line.as_bytes());
        }
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        if self.shown {
            _ = io::stderr().write_all(b"\r\x1b[2K");
        }
    }

    /// Says something above the bar.
    pub(crate) fn note(&self, text: impl Display) {
        self.clear();
        complain(text);
    }
}

fn bar(ended: usize, total: usize) -> String {
    let full = (ended * WIDTH).checked_div(total).unwrap_or(WIDTH).min(WIDTH);
    format!("[{}{}]", "#".repeat(full), ".".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn the_bar_is_always_as_wide() {
        assert_eq!(bar(0, 400), format!("[{}]", ".".repeat(30)));
        assert_eq!(bar(200, 400), format!("[{}{}]", "#".repeat(15), ".".repeat(15)));
        assert_eq!(bar(399, 400), format!("[{}.]", "#".repeat(29)));
        for (ended, total) in [(400, 400), (0, 0), (5, 4)] {
            assert_eq!(bar(ended, total), format!("[{}]", "#".repeat(30)));
        }
    }
}
