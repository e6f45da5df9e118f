//! Writes the right example of every diagnostic code's page as a module: a page shows nothing that rustc refuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{env, fmt::Write as _, fs, path::Path};

use stepwright_compiler::{
    diag::{Diagnostics, codes},
    json::{self, Language, Pointer},
    source::Sources,
};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut out = String::new();
    for page in codes::pages() {
        let block = |language| block(page.text, "Right", language).or_else(|| block(page.text, "Wrong", language));
        let definition = match (block("json"), block("yaml")) {
            (Some(json), _) => json.to_owned(),
            (None, Some(yaml)) => as_json(yaml),
            (None, None) => panic!("{} has no definition", page.code),
        };
        let contract = block("rust").unwrap_or_default();
        let (name, title) = (page.code.to_lowercase(), page.title);
        write!(
            out,
            "/// {title}\n#[allow(missing_docs)]\npub mod {name} {{\n\
             stepwright::workflow! {{ pub mod flow;\n{contract}\ndefinition = {definition} }}\n}}\n"
        )
        .unwrap();
    }
    fs::write(Path::new(&env::var_os("OUT_DIR").unwrap()).join("pages.rs"), out).unwrap();
}

/// A definition in YAML as the macro takes it.
fn as_json(yaml: &str) -> String {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let id = sources.add_text("flow.asl.yaml", yaml);
    json::read(&sources, id, Language::Yaml, &Pointer::default(), &mut diags).value().unwrap().to_value().to_string()
}

/// The block in a language that stands in a section of a page.
fn block<'a>(page: &'a str, section: &str, language: &str) -> Option<&'a str> {
    let section = page.split("\n## ").find_map(|part| part.strip_prefix(section))?;
    let (_, rest) = section.split_once(&format!("```{language}\n"))?;
    rest.split_once("```").map(|(text, _)| text)
}
