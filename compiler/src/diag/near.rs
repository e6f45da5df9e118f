//! "Did you mean": the candidate that a misspelt word most likely stands for.

/// Words longer than this are no typing mistakes, and comparing them costs time.
const LONGEST: usize = 120;

/// How many letters a word has at least in which one may be a slip.
const SLIP: usize = 6;

/// How many letters a word has at least that may be one letter off beside other words, and two letters off.
const SHORT: usize = 4;
const LONG: usize = 9;

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

/// Whether two words are one but for case, `_`, `-`, `.` and blanks.
pub fn is_alike(word: &str, other: &str) -> bool {
    folded(word).next().is_some() && folded(word).eq(folded(other))
}

/// How many letters of a word are off, up to two, if it is meant for another one. Two are in a long word of which the
/// ending is another, or some letters are missing, doubled or swapped: else it may be a word of its own.
pub fn letters_off(word: &str, meant: &str) -> Option<usize> {
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    let (left, right) = (chars(word), chars(meant));
    let longest = left.len().max(right.len());
    if longest > LONGEST || left.len().abs_diff(right.len()) > 2 {
        return None;
    }
    let is_misspelt = || {
        let shared = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
        let is_same = || sorted(word) == sorted(meant);
        shared > 0 && (shared * 4 >= longest * 3 || is_part(word, meant) || is_part(meant, word) || is_same())
    };
    match strsim::osa_distance(word, meant) {
        0 => Some(0),
        1 if right.len() >= SHORT => Some(1),
        2 if longest >= LONG && is_misspelt() => Some(2),
        _ => None,
    }
}

/// Whether a key was meant for another one: in another form, or misspelt. One letter for another makes a word of its own
/// of a short one, and digits tell things in a row apart.
pub fn is_misspelt(key: &str, meant: &str) -> bool {
    let (key, meant) = (fold(key), fold(meant));
    let letters = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    if key == meant || letters(&key) == letters(&meant) {
        return key == meant && !key.is_empty();
    }
    let is_rearranged = || is_part(&key, &meant) || is_part(&meant, &key) || sorted(&key) == sorted(&meant);
    match letters_off(&key, &meant) {
        Some(_) => key.chars().count().min(meant.chars().count()) > SHORT || is_rearranged(),
        None => sorted(&key) == sorted(&meant) && key.len() <= LONGEST && strsim::osa_distance(&key, &meant) == 1,
    }
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
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
    folded(word).collect()
}

fn folded(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' ')).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{is_alike, is_misspelt, letters_off, near};

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

    #[test]
    fn counts_the_letters_that_are_off() {
        for (word, meant, off) in [
            ("aproval", "approval", 1),
            ("withdrawed", "withdrawn", 2),
            ("wthdrwn", "withdrawn", 2),
            ("wtihdrwan", "withdrawn", 2),
        ] {
            assert_eq!(letters_off(word, meant), Some(off), "{word}");
        }
        for (word, other) in [
            ("available", "unavailable"),
            ("connection", "collection"),
            ("accepted", "accessed"),
            ("out", "our"),
            ("held", "withdrawn"),
            ("", "a"),
        ] {
            assert_eq!(letters_off(word, other), None, "{word}");
        }
    }

    #[test]
    fn keys_are_misspelt_or_others() {
        for (key, meant) in [
            ("Reason", "reason"),
            ("reasn", "reason"),
            ("amonut", "amount"),
            ("order_id", "orderId"),
            ("di", "id"),
            ("nte", "note"),
            ("tag", "tags"),
        ] {
            assert!(is_misspelt(key, meant), "{key}");
        }
        for (key, other) in [
            ("createdAt", "updatedAt"),
            ("minAmount", "maxAmount"),
            ("line2", "line1"),
            ("data", "date"),
            ("lat", "lng"),
            ("active", "inactive"),
            ("id", "to"),
            ("_", "-"),
        ] {
            assert!(!is_misspelt(key, other), "{key}");
        }
    }

    #[test]
    fn words_in_another_form_are_alike() {
        assert!(is_alike("approval_withdrawn", "Approval.Withdrawn"));
        assert!(!is_alike("Approval", "Approval.Withdrawn"));
        assert!(!is_alike(".", "_"));
    }
}
