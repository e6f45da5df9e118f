//! Templates of `States.Format`: which braces are placeholders.

/// How many `{}` a template has. Its `\{` and `\}` are braces, and `\\` a backslash.
#[must_use]
pub fn placeholders(template: &str) -> usize {
    let mut found = 0;
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '{' if chars.peek() == Some(&'}') => {
                chars.next();
                found += 1;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn counts_braces_that_are_not_escaped() {
        for (template, expected) in [("", 0), ("{}", 1), ("a {} b{}", 2), (r"\{} {\}", 0), (r"\\{}", 1), ("{ }{", 0)] {
            assert_eq!(placeholders(template), expected, "{template}");
        }
    }
}
