//! Random definitions over one contract. They are made from the types that each state finds: the checker
//! has to take every one of them.

mod calls;
mod contract;
mod dice;
mod env;
mod paths;
mod rules;
mod scope;
mod states;
mod tails;
mod templates;
mod ty;

use std::{env::var, fmt::Write as _, fs, path::Path};

use scope::Grower;
use serde_json::{Map, Value};

/// How many definitions there are, unless `STEPWRIGHT_RANDOM_FLOWS` says otherwise.
const DEFINITIONS: u64 = 14;
/// How many states the top level has, and how many all scopes have together.
const TOP: usize = 8;
const STATES: usize = 20;

const CONTRACT: &str = "src/flows/random.rs";

/// Compiles the definitions, and writes a module for each.
pub(crate) fn write(out: &Path) {
    println!("cargo::rerun-if-changed={CONTRACT}");
    println!("cargo::rerun-if-env-changed=STEPWRIGHT_RANDOM_FLOWS");
    let wanted = var("STEPWRIGHT_RANDOM_FLOWS").ok().and_then(|text| text.parse().ok());
    let (mut modules, mut subjects, mut refused) = (String::new(), String::new(), String::new());
    for seed in 0..wanted.unwrap_or(DEFINITIONS) {
        let name = format!("r{seed:02}");
        let file = out.join(format!("{name}.asl.json"));
        let text = serde_json::to_string_pretty(&definition(seed)).unwrap_or_default();
        if let Err(error) = fs::write(&file, text) {
            panic!("cannot write a definition: {error}");
        }
        // Both have the same name, so that their ARNs and context objects are the same.
        let flow = || stepwright_build::workflow(&file).module(&name);
        let typed = flow().contract(CONTRACT).out_dir(out.join("typed")).try_compile();
        let untyped = flow().out_dir(out.join("untyped")).try_compile();
        for (build, result) in [("typed", typed), ("untyped", untyped)] {
            if let Err(error) = result {
                _ = writeln!(refused, "{build} {}:\n{error}", file.display());
            }
        }
        // Writing to a string does not fail.
        _ = write!(
            modules,
            "#[allow(clippy::all, clippy::pedantic, missing_docs, unreachable_pub, dead_code)]\n\
             mod typed_{name} {{ use super::*; include!(concat!(env!(\"OUT_DIR\"), \"/typed/{name}.rs\")); }}\n\
             #[allow(clippy::all, clippy::pedantic, missing_docs, unreachable_pub, dead_code)]\n\
             mod untyped_{name} {{ include!(concat!(env!(\"OUT_DIR\"), \"/untyped/{name}.rs\")); }}\n"
        );
        _ = writeln!(
            subjects,
            "subject(\"{name}\", |builder, handlers| builder.register(typed_{name}::{name}::Workflow, handlers), \
             |builder, handlers| builder.register(untyped_{name}::{name}::Workflow, untyped_tasks(handlers))),"
        );
    }
    assert!(refused.is_empty(), "definitions that fit their contract are refused:\n{refused}");
    let text = format!(
        "{modules}/// Both builds of every definition.\n#[must_use]\npub fn subjects() -> Vec<crate::Subject<Input>> {{ vec![{subjects}] }}\n"
    );
    if let Err(error) = fs::write(out.join("random.rs"), text) {
        panic!("cannot write the modules: {error}");
    }
}

/// The definition of a seed.
fn definition(seed: u64) -> Value {
    let mut grower = Grower::new(seed, STATES);
    let grown = grower.scope(contract::input(), env::Vars::new(), 0, TOP);
    let mut fields = Map::new();
    fields.extend(grown.fields);
    fields.into()
}
