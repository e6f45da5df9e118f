//! Compiles every definition twice: with its contract, and without one.
#![allow(clippy::panic, reason = "a build script says what is wrong by panicking")]

mod random;

use std::{env, fs, path::PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=flows");
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else { panic!("cargo sets OUT_DIR") };
    let Ok(entries) = fs::read_dir("flows") else { panic!("the folder `flows` is gone") };
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".asl.json")?.to_owned()))
        .collect();
    names.sort();
    for name in names {
        // Both have the same name, so that their ARNs and context objects are the same.
        let flow = || stepwright_build::workflow(format!("flows/{name}.asl.json")).module(&name);
        flow().contract(format!("src/flows/{name}.rs")).out_dir(out.join("typed")).compile();
        flow().out_dir(out.join("untyped")).compile();
    }
    random::write(&out);
}
