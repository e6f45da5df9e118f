//! `use` declarations as rustfmt leaves them.

use std::cmp::Ordering;

/// The longest line.
const WIDTH: usize = 100;

/// One declaration: `use path::{names};`. Names are sorted, and there is at least one.
pub(super) fn declaration(path: &str, names: &[String]) -> String {
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_by(|a, b| order(a, b));
    names.dedup();
    if let [only] = names.as_slice() {
        return format!("use {path}::{only};");
    }
    let line = format!("use {path}::{{{}}};", names.join(", "));
    // rustfmt wants two columns more than there are.
    if line.len() + 2 <= WIDTH {
        return line;
    }
    let mut out = format!("use {path}::{{\n");
    let mut line = String::from("   ");
    let last = names.last().copied();
    for name in names {
        // Before another name a blank has to fit as well.
        let room = if Some(name) == last { WIDTH } else { WIDTH - 1 };
        if line.len() + 1 + name.len() + 1 > room {
            out.push_str(&line);
            out.push('\n');
            line = String::from("   ");
        }
        line.push(' ');
        line.push_str(name);
        line.push(',');
    }
    out.push_str(&line);
    out.push_str("\n};");
    out
}

/// Types before modules, and numbers by their value.
fn order(a: &str, b: &str) -> Ordering {
    let is_type = |name: &str| name.starts_with(char::is_uppercase);
    is_type(b).cmp(&is_type(a)).then_with(|| parts(a).cmp(&parts(b)))
}

/// Runs of digits by their value, and what stands between them.
fn parts(name: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut digits = String::new();
    let mut text = String::new();
    for c in name.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            parts.push((0, std::mem::take(&mut text)));
            parts.push((digits.parse().unwrap_or(u64::MAX), String::new()));
            digits.clear();
        }
        text.push(c);
    }
    if !text.is_empty() {
        parts.push((0, text));
    }
    if !digits.is_empty() {
        parts.push((digits.parse().unwrap_or(u64::MAX), String::new()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::declaration;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn names_are_sorted_and_broken() {
        assert_eq!(declaration("a", &names(&["B"])), "use a::B;");
        assert_eq!(declaration("a", &names(&["c::D", "B10", "B2", "A", "A"])), "use a::{A, B2, B10, c::D};");
        let long = declaration("crate::contract", &names(&["Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; 1]));
        assert!(!long.contains('\n'));
        let many: Vec<String> = (10..40).map(|at| format!("Something{at}")).collect();
        let broken = declaration("crate::contract", &many);
        assert!(broken.lines().all(|line| line.len() <= 100), "{broken}");
        assert_eq!(broken.lines().count(), 7, "{broken}");
    }
}
