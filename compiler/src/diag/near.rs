//! "Did you mean": the candidate that a misspelt word most likely stands for.

/// Words longer than this are no typing mistakes, and comparing them costs time.
const LONGEST: usize = 120;

/// How many letters a word has at least in which one may be a slip.
const SLIP: usize = 6;

/// Whether a word is another but for the case, or for one letter that is no digit.
pub fn is_slip(word: &str, meant: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    word != meant
        && (word.eq_ignore_ascii_case(meant)
            || (meant.len() >= SLIP
                && word.len().max(meant.len()) <= LONGEST
                && word.chars().count().abs_diff(meant.chars().count()) <= 1
                && strsim::osa_distance(word, meant) == 1
                && letters(word) != letters(meant)))
}

/// The candidate nearest to `word`, if one is near enough to be meant. Case, `_`, `-`, `.` and blanks weigh
/// little, swapped neighbours count as one mistake. The word itself is never the answer.
pub fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let folded = fold(word);
    let mut best: Option<(usize, bool, usize, &'a str)> = None;
    for candidate in candidates {
        let other = candidate.chars().count();
        let allowed = (length.max(other) / 3).max(1);
        if candidate == word || length.abs_diff(other) > allowed + 1 {
            continue;
        }
        let loose = strsim::osa_distance(&folded, &fold(candidate));
        // One character of a one-character word is the whole word.
        if loose > allowed || loose >= length {
            continue;
        }
        let plain = strsim::osa_distance(word, candidate);
        // Of words that are as near, one from which only something is missing is likelier meant.
        let is_changed = !(is_part(&folded, &fold(candidate)) || is_part(&fold(candidate), &folded));
        if best.is_none_or(|(l, c, p, _)| (loose, is_changed, plain) < (l, c, p)) {
            best = Some((loose, is_changed, plain, candidate));
        }
    }
    best.map(|(.., candidate)| candidate)
}

/// Whether a word is what is left of another one if characters are taken out of it.
fn is_part(word: &str, of: &str) -> bool {
    let mut rest = of.chars();
    word.chars().all(|c| rest.any(|other| other == c))
}

fn fold(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn finds_typing_mistakes() {
        for (word, meant) in [
            ("ResultPaht", "ResultPath"),
            ("resultpath", "ResultPath"),
            ("result_path", "ResultPath"),
            ("Resultath", "ResultPath"),
            ("OutptPath", "OutputPath"),
        ] {
            assert_eq!(near(word, ["InputPath", "OutputPath", "ResultPath"]), Some(meant), "{word}");
        }
        assert_eq!(near("CardDeclined", ["Throttled", "Card.Declined"]), Some("Card.Declined"));
        assert_eq!(near("totl", ["id", "total"]), Some("total"));
    }

    #[test]
    fn says_nothing_about_other_words() {
        assert_eq!(near("Foo", ["InputPath", "Next", "End"]), None);
        assert_eq!(near("a", ["b", "c"]), None);
        assert_eq!(near("", ["a"]), None);
        assert_eq!(near("Next", ["Next"]), None);
        assert_eq!(near(&"x".repeat(100_000), ["x"]), None);
    }

    #[test]
    fn prefers_the_nearest() {
        assert_eq!(near("Confrim", ["Conform", "Confirm"]), Some("Confirm"));
        assert_eq!(near("done", ["Dome", "Done"]), Some("Done"));
    }
}
