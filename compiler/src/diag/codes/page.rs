//! The page of every code: what a finding means, what comes of it at run time, and a wrong and a right example.

use super::{contract, flow, json, path, structure, unbuilt};

/// A code and its page, which is Markdown with the sections `What happened`, `At run time`, `Wrong`, `Right` and,
/// where other tools refuse the same, `Elsewhere`.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// The code, `ASL` and four digits.
    pub code: &'static str,
    /// What is wrong, in one line: lower case, no full stop.
    pub title: &'static str,
    /// The page; its first line is `# CODE: TITLE`.
    pub text: &'static str,
}

/// A code and what it is about. Fronts that show titles and no pages do not carry the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// The code, `ASL` and four digits.
    pub code: &'static str,
    /// What is wrong, in one line: lower case, no full stop.
    pub title: &'static str,
}

/// Declares codes: for each a constant, which the title documents, and its page, which is `codes/CODE.md`. A code
/// without a page does not compile, and so there is none.
macro_rules! codes {
    ($($name:ident = $code:literal, $title:literal;)+) => {
        $(
            #[doc = concat!($code, ": ", $title, ".")]
            pub const $name: &str = $code;
        )+

        pub(super) const TITLES: &[super::page::Title] = &[$(super::page::Title { code: $code, title: $title },)+];

        pub(super) const PAGES: &[super::page::Page] = &[$(
            super::page::Page {
                code: $code,
                title: $title,
                text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/codes/", $code, ".md")),
            },
        )+];
    };
}
pub(super) use codes;

const PAGES: [&[Page]; 6] = [json::PAGES, structure::PAGES, path::PAGES, flow::PAGES, contract::PAGES, unbuilt::PAGES];

const TITLES: [&[Title]; 6] =
    [json::TITLES, structure::TITLES, path::TITLES, flow::TITLES, contract::TITLES, unbuilt::TITLES];

/// Every code with its title, in no order.
pub fn titles() -> impl Iterator<Item = Title> {
    TITLES.into_iter().flatten().copied()
}

/// What the hundreds are about: the first two digits, and a subject.
pub const SUBJECTS: [(&str, &str); 10] = [
    ("01", "JSON and sources"),
    ("02", "the structure of a definition: fields, values, transitions"),
    ("03", "paths, templates, variables and intrinsic functions"),
    ("04", "`ResultPath`"),
    ("05", "`Choice`"),
    ("06", "tasks: resources, arguments, errors, tokens"),
    ("07", "`Wait`, time-outs, `Fail`, the items of a `Map`"),
    ("08", "the workflow's own input and output"),
    ("09", "the contract"),
    ("10", "known, and not yet built"),
];

/// The page of a code; `None` if there is no such code. Case counts.
#[must_use]
pub fn page(code: &str) -> Option<&'static Page> {
    PAGES.into_iter().flatten().find(|page| page.code == code)
}

/// Every page, by code.
#[must_use]
pub fn pages() -> Vec<&'static Page> {
    let mut pages: Vec<_> = PAGES.into_iter().flatten().collect();
    pages.sort_by_key(|page| page.code);
    pages
}
