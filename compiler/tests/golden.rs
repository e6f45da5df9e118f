//! Golden files: what is written for a definition and its contract, formatted, to the letter.
//!
//! `UPDATE_EXPECT=1 cargo test -p stepwright-compiler --test golden` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::{fs, path::Path};

use quote::quote;
use stepwright_compiler::{
    Options, compile,
    diag::{Diagnostics, human},
    json,
    source::Sources,
    types::import::{Loader, Root, import},
};

struct Disk;

impl Loader for Disk {
    fn load(&self, path: &Path) -> Result<String, String> {
        fs::read_to_string(path).map_err(|error| error.to_string())
    }
}

fn written(folder: &Path, name: &str) -> String {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let text = fs::read_to_string(folder.join(format!("{name}.asl.json"))).unwrap();
    let file = sources.add_text(format!("{name}.asl.json"), text.clone());
    let definition = json::parse(&sources, file, &mut diagnostics);
    let contract = folder.join(format!("{name}.contract.rs"));
    let contract = contract
        .exists()
        .then(|| import(&mut sources, &[Root::File { path: contract, module: None }], &Disk, &mut diagnostics));
    let options =
        Options { name: name.to_owned(), runtime: quote!(::stepwright), text, file: Some(format!("{name}.asl.json")) };
    let module = definition.and_then(|node| compile(&sources, &node, contract.as_ref(), &options, &mut diagnostics));
    let Some(module) = module else {
        let shown: Vec<_> = diagnostics.into_sorted().iter().map(|d| human::render(d, &sources, false)).collect();
        panic!("{name} does not compile:\n{}", shown.join("\n"));
    };
    let name = quote::format_ident!("{name}");
    let written = quote!(pub mod #name { #module });
    let file = syn::parse2(written.clone()).unwrap_or_else(|error| panic!("{name}: {error} in {written}"));
    prettyplease::unparse(&file)
}

#[test]
fn what_is_written_is_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".asl.json").map(str::to_owned))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let written = written(&folder, &name);
        let expected = folder.join(format!("{name}.rs"));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &written).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert!(written == expected, "{name}: what is written differs from tests/golden/{name}.rs");
    }
}
