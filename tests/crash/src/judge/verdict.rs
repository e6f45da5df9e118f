//! What the judge found.

use std::fmt;

/// How many faults are shown in full.
const SHOWN: usize = 20;

/// The invariants with the number of times each was checked, and what broke them.
#[derive(Debug, Default)]
pub struct Verdict {
    checks: Vec<(&'static str, u64)>,
    faults: Vec<(&'static str, String)>,
}

impl Verdict {
    /// Checks an invariant once.
    pub fn check(&mut self, invariant: &'static str, holds: bool, fault: impl FnOnce() -> String) {
        match self.checks.iter_mut().find(|(name, _)| *name == invariant) {
            Some((_, count)) => *count += 1,
            None => self.checks.push((invariant, 1)),
        }
        if !holds {
            self.faults.push((invariant, fault()));
        }
    }

    /// Whether nothing was broken.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// The invariants that were broken.
    #[must_use]
    pub fn broken(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.faults.iter().map(|(name, _)| *name).collect();
        names.dedup();
        names
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "invariants checked:")?;
        for (name, count) in &self.checks {
            let broken = self.faults.iter().filter(|(broken, _)| broken == name).count();
            let mark = if broken == 0 { "ok".to_owned() } else { format!("BROKEN {broken} times") };
            writeln!(f, "  {count:>8}  {name}: {mark}")?;
        }
        for (name, fault) in self.faults.iter().take(SHOWN) {
            writeln!(f, "  {name}: {fault}")?;
        }
        if self.faults.len() > SHOWN {
            writeln!(f, "  .. and {} more", self.faults.len() - SHOWN)?;
        }
        Ok(())
    }
}
