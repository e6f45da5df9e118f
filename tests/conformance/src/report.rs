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
    /// It is no fair test, and counts neither way: why.
    Apart(String),
}

/// All verdicts, by group.
#[derive(Clone, Debug, Default)]
pub struct Report {
    groups: BTreeMap<String, [usize; 4]>,
    skips: BTreeMap<String, usize>,
    apart: BTreeMap<String, usize>,
    failed: Vec<String>,
}

impl Report {
    /// Notes a verdict, and prints it unless the case passed.
    pub fn add(&mut self, group: &str, id: &str, verdict: &Verdict) {
        let counts = self.groups.entry(group.to_owned()).or_default();
        let [passed, failed, skipped, apart] = counts;
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
            Verdict::Apart(why) => {
                *apart += 1;
                *self.apart.entry(why.clone()).or_default() += 1;
                println!("apart {id}: {why}");
            }
        }
    }

    /// The cases that failed.
    #[must_use]
    pub fn failed(&self) -> &[String] {
        &self.failed
    }

    /// The table, and the sum as its last line.
    #[must_use]
    pub fn table(&self) -> String {
        let mut lines =
            vec![format!("\n{:<40} {:>7} {:>7} {:>7} {:>7}", "group", "passed", "failed", "skipped", "apart")];
        let mut sum = [0; 4];
        for (group, counts) in &self.groups {
            let [passed, failed, skipped, apart] = counts;
            lines.push(format!("{group:<40} {passed:>7} {failed:>7} {skipped:>7} {apart:>7}"));
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        lines.push(String::new());
        lines.extend(self.skips.iter().map(|(why, count)| format!("{count:>5} skipped: {why}")));
        lines.extend(self.apart.iter().map(|(why, count)| format!("{count:>5} apart, counted neither way: {why}")));
        let [passed, failed, skipped, _] = sum;
        lines.push(format!("\nconformance: {passed} passed, {failed} failed, {skipped} skipped"));
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::{Report, Verdict};

    #[test]
    fn the_sum_is_the_last_line() {
        let mut report = Report::default();
        report.add("a", "1", &Verdict::Passed);
        report.add("b", "2", &Verdict::Failed("x".into()));
        report.add("b", "3", &Verdict::Skipped("jsonata".into()));
        report.add("b", "4", &Verdict::Apart("weak".into()));
        assert_eq!(report.failed(), ["2"]);
        let table = report.table();
        assert_eq!(table.lines().last(), Some("conformance: 1 passed, 1 failed, 1 skipped"));
        assert!(table.contains("    1 skipped: jsonata") && table.contains("    1 apart, counted neither way: weak"));
    }
}
