//! Placeholders: what the recorder wrote for what changes from run to run, and what they stand for in a run of
//! ours.
//!
//! One name stands for one text all over a case, and where names are numbered, two numbers stand for two texts.

use std::collections::HashMap;

use serde_json::Value;

/// What placeholders have come to stand for so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bindings(HashMap<String, String>);

/// What the service fixes, each with its value here.
const FIXED: [(&str, &str); 2] = [("<partition>", "aws"), ("<region>", "us-east-1")];

impl Bindings {
    /// None but what is known before.
    pub(crate) fn fixed() -> Self {
        Bindings(FIXED.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    /// Whether a recorded text stands for one of ours.
    pub(crate) fn text(&mut self, recorded: &str, ours: &str) -> bool {
        let mut bound = self.0.clone();
        let matched = fits(&split(recorded), ours, &mut bound);
        if matched {
            self.0 = bound;
        }
        matched
    }
}

/// A recorded text, cut at its placeholders.
#[derive(Clone, Copy, Debug)]
enum Part<'a> {
    Text(&'a str),
    Hole(&'a str),
}

fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, from)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        let end = from.find('>').map_or(from.len(), |end| end + 1);
        let (hole, after) = from.split_at_checked(end).unwrap_or((from, ""));
        let name = hole.trim_start_matches('<').trim_end_matches('>');
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_-:".contains(c);
        parts.push(Part::Text(before));
        if hole.ends_with('>') && !name.is_empty() && name.chars().all(is_name) {
            parts.push(Part::Hole(hole));
            rest = after;
        } else {
            parts.push(Part::Text("<"));
            rest = from.get(1..).unwrap_or_default();
        }
    }
    parts.push(Part::Text(rest));
    parts
}

/// Whether a text is what the parts describe, each hole filled with the same text everywhere.
fn fits(parts: &[Part<'_>], text: &str, bound: &mut HashMap<String, String>) -> bool {
    let Some((part, rest)) = parts.split_first() else { return text.is_empty() };
    match *part {
        Part::Text(wanted) => text.strip_prefix(wanted).is_some_and(|text| fits(rest, text, bound)),
        Part::Hole(hole) => {
            // It may stand in the definition itself, or in an answer that is played back.
            if text.strip_prefix(hole).is_some_and(|after| fits(rest, after, bound)) {
                return true;
            }
            if let Some(known) = bound.get(hole).cloned() {
                return text.strip_prefix(known.as_str()).is_some_and(|text| fits(rest, text, bound));
            }
            let ends = text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]);
            for end in ends.filter(|end| *end > 0) {
                let Some((filling, after)) = text.split_at_checked(end) else { continue };
                if !admits(hole, filling) || is_taken(hole, filling, bound) {
                    continue;
                }
                let mut tried = bound.clone();
                tried.insert(hole.to_owned(), filling.to_owned());
                if fits(rest, after, &mut tried) {
                    *bound = tried;
                    return true;
                }
            }
            false
        }
    }
}

/// Whether another number of the same name stands for that text.
fn is_taken(hole: &str, filling: &str, bound: &HashMap<String, String>) -> bool {
    let Some((family, _)) = hole.split_once(':') else { return false };
    bound.iter().any(|(other, text)| {
        text == filling && other != hole && other.split_once(':').is_some_and(|(name, _)| name == family)
    })
}

/// Whether a placeholder of that name can stand for that text.
fn admits(hole: &str, text: &str) -> bool {
    let name = hole.trim_start_matches('<').trim_end_matches('>');
    let family = name.split(':').next().unwrap_or(name);
    let plain = |c: char| !c.is_whitespace() && !"\"'{}[]<>,".contains(c);
    // Two recordings of one thing may name it differently: in the input, and in the history.
    if let [Part::Text(""), Part::Hole(_), Part::Text("")] = split(text).as_slice()
        && family != "uuid"
    {
        return true;
    }
    match family {
        "uuid" => is_uuid(text),
        "json-input" => serde_json::from_str::<Value>(text).is_ok(),
        "start-time" | "entered-time" | "start-date" | "stop-date" => is_moment(text),
        _ if family.contains("account_id") => text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()),
        // Parts of ARNs, and what functions and roles are called.
        _ if family.contains("Part") || family.ends_with("name") => text.chars().all(|c| plain(c) && !":/".contains(c)),
        "resource" => text.chars().all(|c| plain(c) && c != ':'),
        _ => text.chars().all(plain),
    }
}

fn is_uuid(text: &str) -> bool {
    let is_group =
        |(group, length): (&str, usize)| group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('-').count() == 5 && text.split('-').zip([8, 4, 4, 4, 12]).all(is_group)
}

/// Whether a text looks like a moment, perhaps one that no calendar has.
pub(crate) fn is_moment(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.splitn(3, '-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(first), Some(second), Some(third)) => {
            let rest = |c: char| c.is_ascii_digit() || " :.+-TZtz".contains(c);
            digits(first)
                && digits(second)
                && third.starts_with(|c: char| c.is_ascii_digit())
                && third.chars().all(rest)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bindings, is_moment};

    const ONE: &str = "0d4a9f36-77b0-4a32-9a01-6d6d5f8e0001";
    const TWO: &str = "0d4a9f36-77b0-4a32-9a01-6d6d5f8e0002";

    /// Whether each recorded text stands for the one of ours beside it.
    fn all(pairs: &[(&str, &str)]) -> bool {
        let mut bindings = Bindings::fixed();
        pairs.iter().all(|(recorded, ours)| bindings.text(recorded, ours))
    }

    #[test]
    fn a_name_stands_for_one_text() {
        assert!(all(&[("<uuid:1>", ONE), ("x <uuid:1>", &format!("x {ONE}"))]));
        assert!(!all(&[("<uuid:1>", ONE), ("<uuid:1>", TWO)]));
        assert!(!all(&[("<uuid:1>", ONE), ("<uuid:2>", ONE)]), "two numbers are two texts");
        assert!(!all(&[("<uuid:1>", ""), ("<uuid:1>", "")]));
        assert!(!all(&[("<uuid:1>", "some text")]));
        assert!(!all(&[("a < b", "a < c")]));
    }

    #[test]
    fn parts_of_arns() {
        assert!(all(&[("arn:<partition>:<region>:<ArnPart_0idx>", "arn:aws:us-east-1:y")]));
        assert!(!all(&[("arn:<partition>:<ArnPart_0idx>", "arn:aws-cn:x")]));
        assert!(!all(&[("arn:<ArnPart_0idx>", "arn:x:y")]), "a part has no colon");
        assert!(all(&[("<ArnPart_0idx>:<ExecArnPart_0idx>", "a:b"), ("<ExecArnPart_0idx>", "b")]));
        assert!(!all(&[("<ArnPart_0idx>:<ExecArnPart_0idx>", "a:b"), ("<ExecArnPart_0idx>", "a")]));
    }

    #[test]
    fn a_name_may_stand_for_itself() {
        assert!(all(&[("<uuid:1> of <name>", "<uuid:1> of it")]));
        assert!(all(&[("<uuid:1>", "<uuid:1>"), ("<uuid:1>", ONE)]), "an answer is played back as it was recorded");
        assert!(!all(&[("<uuid:1>", "<uuid:2>")]));
        assert!(all(&[("<resource:1>", "<ArnPart_0idx>"), ("<resource:1>", "<ArnPart_0idx>")]));
        assert!(!all(&[("<resource:1>", "<ArnPart_0idx>"), ("<resource:1>", "<ArnPart_1idx>")]));
    }

    #[test]
    fn moments() {
        assert!(is_moment("2024-01-02T03:04:05.678Z") && is_moment("05-12-2016T21:29:29Z"));
        assert!(!is_moment("2024-01") && !is_moment("a-b-c") && !is_moment("2024-01-02~"));
    }
}
