//! Has rustc check every module before the test program is built of them, so that one that it refuses is one
//! failed case and not a broken build.
//!
//! A crate of the modules is checked, without code being generated, in a target folder of its own. What is
//! checked once is checked again only when it or the runtime changes. What remains: a module that takes rustc
//! itself down, or that only fails when code is generated, still breaks the build.

use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::compile::{Compiled, Refusal};

/// Resolving, types, borrows: errors of a later stage are seen once those of the earlier are gone.
const ROUNDS: usize = 6;

/// Turns definitions whose modules rustc refuses into refused ones.
pub(crate) fn probe(definitions: &mut [Compiled], modules: &Path, out: &Path) {
    if env::var("STEPWRIGHT_CORPUS_PROBE").is_ok_and(|probe| probe == "0") {
        return;
    }
    for _ in 0..ROUNDS {
        let names = definitions.iter().filter(|definition| definition.result.is_ok()).map(|d| d.name.as_str());
        match check(names, modules, &out.join("probe")) {
            Ok(refused) if refused.is_empty() => return,
            Ok(refused) => {
                for definition in definitions.iter_mut() {
                    if let Some(errors) = refused.get(&definition.name) {
                        definition.result = Err(errors.iter().map(|e| Refusal::new("rustc", e.clone())).collect());
                    }
                }
            }
            Err(error) => {
                println!("cargo::warning=the modules were not checked one by one: {error}");
                return;
            }
        }
    }
}

/// The errors of each module that has some.
fn check<'a>(
    names: impl Iterator<Item = &'a str>,
    modules: &Path,
    folder: &Path,
) -> Result<BTreeMap<String, Vec<String>>, String> {
    let text = |error: io::Error| error.to_string();
    fs::create_dir_all(folder).map_err(text)?;
    let workspace = env::var_os("CARGO_MANIFEST_DIR").map(|manifest| PathBuf::from(manifest).join("../.."));
    let workspace = workspace.ok_or("cargo sets CARGO_MANIFEST_DIR")?.canonicalize().map_err(text)?;
    let manifest = folder.join("Cargo.toml");
    let runtime = workspace.join("runtime").display().to_string();
    update(
        &manifest,
        &format!(
            "[package]\nname = \"probe\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[lib]\npath = \"lib.rs\"\n\n\
             [dependencies]\nstepwright = {{ path = {runtime:?}, default-features = false }}\n\n\
             [profile.dev]\ndebug = false\n"
        ),
    )?;
    if !folder.join("Cargo.lock").exists() {
        fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).map_err(text)?;
    }
    let mut lib = String::from("#![allow(warnings)]\n");
    for name in names {
        let file = modules.join(format!("{name}.rs")).display().to_string();
        lib.push_str(&format!("#[path = {file:?}] mod {name};\n"));
    }
    update(&folder.join("lib.rs"), &lib)?;
    let cargo = env::var_os("CARGO").ok_or("cargo sets CARGO")?;
    let mut command = Command::new(cargo);
    command.args(["check", "--offline", "--quiet", "--message-format=json", "--lib", "--manifest-path"]).arg(&manifest);
    command.arg("--target-dir").arg(target(folder));
    // What is set for the crate that is being built is not meant for this one.
    for name in
        ["RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "CARGO_BUILD_TARGET"]
    {
        command.env_remove(name);
    }
    let checked = command.output().map_err(text)?;
    let refused = errors(&String::from_utf8_lossy(&checked.stdout));
    if refused.is_empty() && !checked.status.success() {
        let errors = String::from_utf8_lossy(&checked.stderr);
        return Err(errors.lines().next().unwrap_or("cargo check failed").to_owned());
    }
    Ok(refused)
}

/// Where the probe is built: once for the profile, and not once for each way that this crate is built.
fn target(folder: &Path) -> PathBuf {
    let built = |folder: &&Path| folder.file_name().is_some_and(|name| name == "build");
    let profile = folder.ancestors().find(built).and_then(Path::parent);
    profile.map_or_else(|| folder.join("target"), |profile| profile.join("conformance-probe"))
}

/// The errors in cargo's messages, by the module in whose file they stand.
fn errors(messages: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let Some(message) = message.get("message").filter(|message| message["level"] == "error") else { continue };
        let spans = message["spans"].as_array().into_iter().flatten();
        let files = spans.filter_map(|span| Path::new(span["file_name"].as_str()?).file_stem()?.to_str());
        if let Some(name) = files.last() {
            let shown = message["rendered"].as_str().or(message["message"].as_str()).unwrap_or_default();
            found.entry(name.to_owned()).or_default().push(shown.trim_end().to_owned());
        }
    }
    found
}

/// Writes a file unless it is like that already: what is newer is compiled again.
pub(crate) fn update(file: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}
