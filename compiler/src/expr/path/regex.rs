//! Regular expressions: from Java's syntax to that of Rust's `regex`.
//!
//! What Rust has no like of is refused: look-around, back references, possessive quantifiers, `\G`, `\Z`.

use regex_syntax::ParserBuilder;

use crate::expr::Regex;

/// What `.` does not match in Java.
const NOT_A_LINE_END: &str = r"[^\n\r\u{85}\u{2028}\u{2029}]";

/// The pattern in Rust's syntax, to be matched against the whole text.
///
/// # Errors
/// It is no regular expression, or one that Rust's syntax cannot say; the text says why.
pub fn translate(regex: &Regex) -> Result<String, String> {
    let has = |flag| regex.flags.contains(flag);
    let body = body(&regex.pattern, has('U'), has('s') || has('d'))?;
    let flags: String = ['i', 'x', 's', 'm'].into_iter().filter(|flag| has(*flag)).collect();
    // A comment that `x` lets in ends with its line.
    let end = if has('x') { "\n" } else { "" };
    let whole = if flags.is_empty() { format!(r"\A(?:{body})\z") } else { format!(r"\A(?{flags}:{body}{end})\z") };
    match ParserBuilder::new().nest_limit(64).build().parse(&whole) {
        Ok(_) => Ok(whole),
        Err(regex_syntax::Error::Parse(error)) => Err(error.kind().to_string()),
        Err(regex_syntax::Error::Translate(error)) => Err(error.kind().to_string()),
        Err(_) => Err("it is not understood".to_owned()),
    }
}

fn body(pattern: &str, is_unicode: bool, any_is_plain: bool) -> Result<String, String> {
    let mut out = String::new();
    let mut class_depth = 0usize;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('Q') => quoted(&mut out, &mut chars),
                Some(escaped) => escape(&mut out, escaped, is_unicode, class_depth > 0)?,
                None => return Err("a backslash with nothing behind it".to_owned()),
            },
            '.' if class_depth == 0 && !any_is_plain => out.push_str(NOT_A_LINE_END),
            '[' => {
                class_depth += 1;
                out.push('[');
            }
            ']' => {
                class_depth = class_depth.saturating_sub(1);
                out.push(']');
            }
            // Rust subtracts sets with these.
            '-' | '~' if class_depth > 0 && chars.peek() == Some(&c) => {
                out.push('\\');
                out.push(c);
            }
            '*' | '+' | '?' | '}' if class_depth == 0 && chars.peek() == Some(&'+') => {
                return Err("a possessive quantifier".to_owned());
            }
            c => out.push(c),
        }
    }
    Ok(out)
}

/// The text up to `\E`, as it is.
fn quoted(out: &mut String, chars: &mut std::iter::Peekable<std::str::Chars>) {
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek() == Some(&'E') {
            chars.next();
            return;
        }
        out.push_str(&regex_syntax::escape(c.encode_utf8(&mut [0; 4])));
    }
}

fn escape(out: &mut String, escaped: char, is_unicode: bool, in_class: bool) -> Result<(), String> {
    let ascii = match escaped {
        'd' => "0-9",
        'w' => "0-9A-Za-z_",
        's' => r" \t\n\x0B\f\r",
        'h' => r" \t\u{A0}\u{1680}\u{180e}\u{2000}-\u{200a}\u{202f}\u{205f}\u{3000}",
        'v' => r"\n\x0B\f\r\u{85}\u{2028}\u{2029}",
        'D' | 'W' | 'S' if !is_unicode => {
            let set = match escaped {
                'D' => "0-9",
                'W' => "0-9A-Za-z_",
                _ => r" \t\n\x0B\f\r",
            };
            out.push_str(&format!("[^{set}]"));
            return Ok(());
        }
        _ => "",
    };
    if !ascii.is_empty() && (!is_unicode || matches!(escaped, 'h' | 'v')) {
        out.push_str(&if in_class { ascii.to_owned() } else { format!("[{ascii}]") });
        return Ok(());
    }
    match escaped {
        'b' if !is_unicode && !in_class => out.push_str(r"(?-u:\b)"),
        'G' | 'Z' | 'R' | 'X' | 'k' => return Err(format!(r"`\{escaped}`, which is not known here")),
        'e' => out.push_str(r"\x1B"),
        '0' => return Err("a character by its octal number".to_owned()),
        c if c.is_ascii_alphanumeric() => {
            out.push('\\');
            out.push(c);
        }
        c => out.push_str(&regex_syntax::escape(c.encode_utf8(&mut [0; 4]))),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::translate;
    use crate::expr::Regex;

    fn rust(pattern: &str, flags: &str) -> Result<String, String> {
        translate(&Regex { pattern: pattern.to_owned(), flags: flags.to_owned() })
    }

    #[test]
    fn says_in_rust_what_java_means() {
        assert_eq!(rust("a-z", "").as_deref(), Ok(r"\A(?:a-z)\z"));
        assert_eq!(rust(r"[\d\-a]+", "is").as_deref(), Ok(r"\A(?is:[0-9\-a]+)\z"));
        assert_eq!(rust(".*", "").as_deref(), Ok(r"\A(?:[^\n\r\u{85}\u{2028}\u{2029}]*)\z"));
        assert_eq!(rust(r"\Qa.b\E\/\<", "").as_deref(), Ok(r"\A(?:a\.b/<)\z"));
        assert_eq!(rust("a # note", "x").as_deref(), Ok("\\A(?x:a # note\n)\\z"));
        assert_eq!(rust(r"\w", "U").as_deref(), Ok(r"\A(?:\w)\z"));
    }

    #[test]
    fn refuses_what_it_cannot_say() {
        for pattern in ["(?=a)", r"(a)\1", "a*+", "(", "[", r"\G", "\\"] {
            assert!(rust(pattern, "").is_err(), "{pattern}");
        }
    }
}
