//! What is printed: failures, skips, a table, and the sum.

use std::collections::BTreeMap;

/// What became of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It came to what was recorded.
    Passed,
    /// It did not: what differed.
    Failed(String),
    /// It was not run: why.
    Skipped(String),
}

/// All verdicts, by group.
#[derive(Clone, Debug, Default)]
pub struct Report {
    groups: BTreeMap<String, [usize; 3]>,
    skips: BTreeMap<String, usize>,
    failed: Vec<String>,
}

impl Report {
    /// Notes a verdict, and prints it unless the case passed.
    pub fn add(&mut self, group: &str, id: &str, verdict: &Verdict) {
        let counts = self.groups.entry(group.to_owned()).or_default();
        let [passed, failed, skipped] = counts;
        match verdict {
            Verdict::Passed => *passed += 1,
            Verdict::Failed(what) => {
                *failed += 1;
                self.failed.push(id.to_owned());
                println!("fail {id}: {what}");
            }
            Verdict::Skipped(why) => {
                *skipped += 1;
                *self.skips.entry(why.clone()).or_default() += 1;
                println!("skip {id}: {why}");
            }
        }
    }

    /// The cases that failed.
    #[must_use]
    pub fn failed(&self) -> &[String] {
        &self.failed
    }

    /// Prints the table, and the sum as its last line.
    pub fn print(&self) {
        println!("\n{:<28} {:>7} {:>7} {:>7}", "group", "passed", "failed", "skipped");
        let mut sum = [0; 3];
        for (group, counts) in &self.groups {
            let [passed, failed, skipped] = counts;
            println!("{group:<28} {passed:>7} {failed:>7} {skipped:>7}");
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        println!();
        for (why, count) in &self.skips {
            println!("{count:>5} skipped: {why}");
        }
        let [passed, failed, skipped] = sum;
        println!("\nconformance: {passed} passed, {failed} failed, {skipped} skipped");
    }
}
