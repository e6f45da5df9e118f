//! The pages of the codes are held to the compiler: every wrong example raises its code and nothing else, every right
//! one raises nothing and compiles, and `codes/README.md` lists them all (`UPDATE_EXPECT=1` writes that anew).
//!
//! Under `Wrong` and `Right` stand a definition (`json`) and, where it is checked against one, a contract (`rust`). A
//! block that one of the two lacks is that of the other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
};

use stepwright_compiler::{
    Options, compile,
    diag::{
        Diagnostics,
        codes::{self, Page, SUBJECTS, service},
        human,
    },
    json::{self, Language},
    source::Sources,
    types::import::{Root, import},
};

/// Codes of which no example can stand on a page; each has a test below.
const TOO_LONG_FOR_A_PAGE: [&str; 2] = ["ASL0111", "ASL0112"];

/// Codes that are about JSONata, which is itself refused as long as it is not built.
const BESIDE_JSONATA: [&str; 2] = ["ASL0220", "ASL0221"];

/// Terminals are no wider.
const WIDTH: usize = 80;

const REQUIRED: [&str; 4] = ["What happened", "At run time", "Wrong", "Right"];
const OPTIONAL: &str = "Elsewhere";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("codes")
}

/// The sections of a page, in their order.
fn sections(page: &Page) -> Vec<(&str, &str)> {
    let parts = page.text.split("\n## ").skip(1);
    parts.map(|part| part.split_once('\n').unwrap_or_else(|| panic!("{}: an empty section", page.code))).collect()
}

/// The fenced blocks of a section, by language.
fn blocks(page: &Page, section: &str) -> BTreeMap<String, String> {
    let text = sections(page).into_iter().find(|(name, _)| *name == section).unwrap().1;
    let mut blocks = BTreeMap::new();
    let mut open: Option<(&str, String)> = None;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => open = Some((language, String::new())),
            (Some(_), Some("")) => {
                let (language, text) = open.take().unwrap();
                let before = blocks.insert(language.to_owned(), text);
                assert!(before.is_none(), "{}: two `{language}` blocks under {section}", page.code);
            }
            (Some((_, text)), _) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{}: a block is not closed", page.code);
    blocks
}

/// What compiling comes to: the findings as code and text, and whether it wrote Rust.
struct Compiled {
    codes: Vec<&'static str>,
    shown: String,
    rust: Option<proc_macro2::TokenStream>,
}

/// The language of a block, if it is one of definitions and there is a reader for it.
fn language(name: &str) -> Option<Language> {
    match name {
        "json" => Some(Language::Json),
        #[cfg(feature = "yaml")]
        "yaml" => Some(Language::Yaml),
        _ => None,
    }
}

/// Whether its examples are in YAML, and that is not built.
fn is_unread(page: &Page) -> bool {
    blocks(page, "Right").contains_key("yaml") && language("yaml").is_none()
}

/// Compiles as the fronts do.
fn run((language, definition): (Language, &str), contract: Option<&str>) -> Compiled {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let id = sources.add_text("flow.asl.json", definition);
    let node = json::read(&sources, id, language, &json::Pointer::default(), &mut diags).value();
    let contract = contract.map(|text| {
        let root = Root::File { path: "contract.rs".into(), module: None };
        import(&mut sources, &[root], &support::One(text), &mut diags)
    });
    let options = Options {
        name: "flow".to_owned(),
        runtime: "::stepwright".parse().unwrap(),
        text: definition.to_owned(),
        file: None,
    };
    let rust = node.and_then(|node| compile(&sources, &node, contract.as_ref(), &options, &mut diags));
    let found = diags.into_sorted();
    let shown: Vec<String> = found.iter().map(|found| human::render(found, &sources, false)).collect();
    Compiled { codes: found.iter().map(|found| found.code).collect(), shown: shown.join("\n\n"), rust }
}

fn example(page: &Page, section: &str, other: &str) -> Compiled {
    let (own, other) = (blocks(page, section), blocks(page, other));
    let block = |language: &str| own.get(language).or_else(|| other.get(language)).map(String::as_str);
    let definition = ["json", "yaml"].into_iter().find_map(|name| Some((language(name)?, block(name)?)));
    run(definition.unwrap_or_else(|| panic!("{}: no definition", page.code)), block("rust"))
}

#[test]
fn every_page_has_its_title_its_sections_and_its_place() {
    let all = codes::pages();
    for page in &all {
        let code = page.code;
        assert_eq!(page.text.lines().next(), Some(format!("# {code}: {}", page.title).as_str()));
        assert!(page.title.starts_with(|c: char| c.is_lowercase() || c == '`'), "{code}: a title begins in lower case");
        assert!(!page.title.ends_with('.'), "{code}: a title has no full stop");
        assert!(SUBJECTS.iter().any(|(hundred, _)| code[3..].starts_with(hundred)), "{code} has no subject");
        let names: Vec<&str> = sections(page).iter().map(|(name, _)| *name).collect();
        let elsewhere = names.last() == Some(&OPTIONAL);
        let required = &names[..names.len() - usize::from(elsewhere)];
        assert_eq!(required, REQUIRED, "{code}");
        let mut in_block = false;
        for line in page.text.lines() {
            in_block ^= line.starts_with("```");
            assert!(in_block || line.chars().count() <= WIDTH || line.starts_with('#'), "{code} is too wide: {line}");
        }
        assert_eq!(codes::page(code), Some(*page));
    }
    let declared: BTreeSet<_> = all.iter().map(|page| format!("{}.md", page.code)).collect();
    assert_eq!(declared.len(), all.len(), "a code is declared twice");
    let names = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let there: BTreeSet<_> = names.filter(|name| name != "README.md").collect();
    assert_eq!(there, declared);
    assert_eq!(codes::page("ASL0000"), None);
}

#[test]
fn pages_name_the_code_of_the_service_where_it_has_one() {
    for page in codes::pages() {
        let elsewhere = sections(page).into_iter().find(|(name, _)| *name == OPTIONAL).map(|(_, text)| text);
        let aws = elsewhere.and_then(|text| text.lines().find_map(|line| line.strip_prefix("- AWS: `")));
        let named = aws.and_then(|line| line.split('`').next());
        assert_eq!(named, service::code(page.code), "{}", page.code);
    }
}

#[test]
fn wrong_examples_raise_their_code_and_no_other() {
    let mut wrong = String::new();
    let mut tried = 0;
    for page in codes::pages() {
        if TOO_LONG_FOR_A_PAGE.contains(&page.code) {
            assert!(blocks(page, "Wrong").is_empty(), "{} has an example: take it from the list", page.code);
            continue;
        }
        assert!(!blocks(page, "Wrong").is_empty(), "{} has no example", page.code);
        if is_unread(page) {
            continue;
        }
        let mut compiled = example(page, "Wrong", "Right");
        if BESIDE_JSONATA.contains(&page.code) {
            let before = compiled.codes.len();
            compiled.codes.retain(|code| *code != codes::unbuilt::JSONATA);
            assert!(compiled.codes.len() < before, "{} stands alone: take it from the list", page.code);
        }
        if compiled.codes.is_empty() || compiled.codes.iter().any(|code| *code != page.code) {
            wrong.push_str(&format!("{} raises {:?}:\n{}\n\n", page.code, compiled.codes, compiled.shown));
        }
        tried += 1;
    }
    println!("{tried} examples");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn right_examples_raise_nothing_and_compile() {
    let mut wrong = String::new();
    for page in codes::pages().into_iter().filter(|page| !is_unread(page)) {
        let compiled = example(page, "Right", "Wrong");
        if !compiled.codes.is_empty() {
            wrong.push_str(&format!("{}:\n{}\n", page.code, compiled.shown));
            continue;
        }
        let rust = compiled.rust.unwrap_or_else(|| panic!("{}: nothing was written", page.code));
        let file = syn::parse2::<syn::File>(rust).unwrap_or_else(|error| panic!("{}: {error}", page.code));
        assert!(!file.items.is_empty(), "{}", page.code);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The definition of a page with blanks behind it, so that it has so many bytes.
fn filled(code: &str, bytes: usize) -> String {
    let text = &blocks(codes::page(code).unwrap(), "Right")["json"];
    format!("{text}{}", " ".repeat(bytes - text.len()))
}

#[test]
fn a_source_is_too_large_above_sixteen_mebibytes() {
    let code = codes::json::TOO_LARGE;
    assert_eq!(run((Language::Json, &filled(code, (16 << 20) + 1)), None).codes, [code]);
    assert!(!run((Language::Json, &filled(code, 16 << 20)), None).codes.contains(&code));
}

#[test]
fn a_source_is_over_the_limit_of_the_service_above_one_mebibyte() {
    let code = codes::json::OVER_LIMIT;
    // JSON is JSON, whatever the file is called.
    for language in [Language::Json, Language::Yaml] {
        assert_eq!(run((language, &filled(code, (1 << 20) + 1)), None).codes, [code]);
        assert!(run((language, &filled(code, 1 << 20)), None).codes.is_empty());
    }
}

#[test]
fn the_index_lists_every_code() {
    let mut index = "\
# Diagnostic codes

Every finding has a code, and every code a page: what happened, what comes of it at run time, a wrong and a right
example. `stepwright explain ASL0312` prints one in a terminal. The examples are compiled by the tests: the wrong one
raises this code and nothing else, the right one nothing. A block that one of the two leaves out is that of the other.

The last column is the code under which AWS Step Functions reports the same when a definition is created. Where it is
empty, AWS takes the definition, or the fault lies in the contract.
"
    .to_owned();
    for (hundred, subject) in SUBJECTS {
        index.push_str(&format!("\n## {hundred}xx: {subject}\n\n| code | what is wrong | AWS |\n|---|---|---|\n"));
        for page in codes::pages().into_iter().filter(|page| page.code[3..].starts_with(hundred)) {
            let aws = service::code(page.code).map(|code| format!("`{code}`")).unwrap_or_default();
            index.push_str(&format!("| [{0}]({0}.md) | {1} | {aws} |\n", page.code, page.title));
        }
    }
    let path = folder().join("README.md");
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, index).unwrap();
        return;
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, index, "UPDATE_EXPECT=1 writes it anew");
}
