//! Identifiers for state names: deterministic, legal, without collisions.

mod script;
mod taken;

pub use taken::Taken;

/// The identifiers of one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateNames {
    /// The variant of `State`.
    pub variant: String,
    /// The prefix of its functions.
    pub function: String,
}

/// Identifiers for all state names of a machine, in the same order.
///
/// A name that is an identifier as it stands keeps it; the others take what is left, in the order of
/// the definition, with a number behind where that is taken.
#[must_use]
pub fn states(names: &[&str]) -> Vec<StateNames> {
    let (mut variants, mut functions) = (Taken::default(), Taken::default());
    let mut out = vec![None; names.len()];
    for exact in [true, false] {
        for (name, slot) in names.iter().zip(&mut out) {
            let (variant, function) = (camel(name), snake(name));
            if slot.is_none() && (variant == *name) == exact {
                *slot = Some(StateNames { variant: variants.free(variant), function: functions.free(function) });
            }
        }
    }
    out.into_iter().flatten().collect()
}

/// The words of a name: runs of letters and digits, split where a capital follows a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous: Option<char> = None;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() && !script::stays(c, name) {
            previous = None;
            continue;
        }
        let starts = match previous {
            None => true,
            Some(before) => c.is_uppercase() && !before.is_uppercase(),
        };
        match words.last_mut() {
            Some(word) if !starts => word.push(c),
            _ => words.push(c.to_string()),
        }
        previous = Some(c);
    }
    words
}

/// Upper camel case.
fn camel(name: &str) -> String {
    upper_camel(name, "State")
}

/// The identifier of a type or a variant, in upper camel case; `prefix` stands before what cannot begin one.
#[must_use]
pub fn upper_camel(name: &str, prefix: &str) -> String {
    let mut out = String::new();
    for word in words(name) {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            out.extend(first.to_uppercase());
            out.push_str(chars.as_str());
        }
    }
    legal(out, prefix)
}

/// Snake case.
#[must_use]
pub fn snake(name: &str) -> String {
    snake_or(name, "state")
}

/// The identifier of a field or a function, in snake case; `prefix` stands before what cannot begin one.
#[must_use]
pub fn snake_or(name: &str, prefix: &str) -> String {
    let joined = words(name).iter().map(|word| word.to_lowercase()).collect::<Vec<_>>().join("_");
    legal(joined, prefix)
}

/// Whether a text is an identifier in every edition, and no keyword.
#[must_use]
pub fn is_identifier(text: &str) -> bool {
    // `gen` is a keyword since the edition of 2024, and `syn` takes it for a name.
    text != "gen" && syn::parse_str::<syn::Ident>(text).is_ok()
}

/// An identifier from what is left of a name: not empty, not beginning with a digit, no keyword.
fn legal(text: String, prefix: &str) -> String {
    // With something behind it a keyword is none, so what still fails cannot begin an identifier.
    let text = if text.is_empty() || !is_identifier(&format!("{text}_")) { format!("{prefix}{text}") } else { text };
    if is_identifier(&text) { text } else { format!("{text}_") }
}

/// The name of a struct field for a path in a document.
#[must_use]
pub fn field(path: &[String]) -> String {
    snake(&path.join("_"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn variants(names: &[&str]) -> Vec<String> {
        states(names).into_iter().map(|names| names.variant).collect()
    }

    #[test]
    fn exact_names_win() {
        assert_eq!(variants(&["Done?", "Done", "done"]), ["Done2", "Done", "Done3"]);
    }

    #[test]
    fn any_name_becomes_an_identifier() {
        let names = ["Self", "1st", "決済", "?!", "", "fn", "gen", "a b-c", "🎉", "r#x", "_"];
        for StateNames { variant, function } in states(&names) {
            assert!(is_identifier(&variant), "{variant}");
            assert!(is_identifier(&function), "{function}");
        }
        assert_eq!(variants(&names)[..3], ["Self_", "State1st", "決済"]);
    }

    #[test]
    fn letters_that_rustc_warns_of_are_left_out() {
        let names = ["工", "入口", "оса", "Осень", "ﬁ", "a\u{202e}b", "\u{1112}\u{1161}", "하", "ß", "ŉ"];
        assert_eq!(
            variants(&names),
            ["State", "入口", "State2", "State3", "State4", "AB", "State5", "하", "SS", "State6"]
        );
        assert_eq!(
            variants(&["Готов", "Лиса", "Ψ", "ノート", "メモ", "Élan"]),
            ["State", "Лиса", "Ψ", "State2", "メモ", "Élan"]
        );
    }

    #[test]
    fn numbers_do_not_collide() {
        assert_eq!(variants(&["A1", "A1!", "A1?"]), ["A1", "A1_2", "A1_3"]);
        let all = variants(&["A", "A!", "A2"]);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 3);
    }
}
