//! What a state costs rustc: builds generated workflows of 10 and of 210 states and prints the difference
//! a state, with a contract and without, debug and release, nothing incremental; then what of a build is the macro's.
//!
//! `cargo run -p benches --bin compile-time`. The smaller build takes the contract's own derives and what
//! every crate costs with it, so the difference is what the states cost rustc. What a build script generates is not
//! generated again then; `workflow!` runs with every build of its crate, and takes that much longer.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

const FEW: usize = 10;
const MANY: usize = 210;
const ROUNDS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let folder = env::temp_dir().join(format!("stepwright-compile-time-{}", std::process::id()));
    let result = measure(&root, &folder);
    fs::remove_dir_all(&folder)?;
    result
}

fn measure(root: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    println!("{:<10} {:<8} {:>10} {:>10} {:>12}", "build", "profile", "10 states", "210 states", "ms a state");
    let mut scripts = Vec::new();
    for front in [Front::Untyped, Front::Typed] {
        for release in [false, true] {
            let few = build(root, folder, FEW, front, release)?;
            let many = build(root, folder, MANY, front, release)?;
            let each = (many.as_secs_f64() - few.as_secs_f64()) * 1_000.0 / (MANY - FEW) as f64;
            println!(
                "{:<10} {:<8} {:>8.2} s {:>8.2} s {each:>12.1}",
                if front == Front::Typed { "typed" } else { "untyped" },
                if release { "release" } else { "debug" },
                few.as_secs_f64(),
                many.as_secs_f64(),
            );
            scripts.push((front, release, [few, many]));
        }
    }
    println!("\n{:<10} {:<8} {:>18} {:>18}", "macro", "profile", "10 states", "210 states");
    for (_, release, generated) in scripts.into_iter().filter(|(front, ..)| *front == Front::Typed) {
        let [few, many] = [(FEW, generated[0]), (MANY, generated[1])].map(|(states, generated)| {
            let whole = build(root, folder, states, Front::Macro, release)?.as_secs_f64();
            let own = (whole - generated.as_secs_f64()).max(0.0);
            Ok::<_, Box<dyn Error>>(format!("{own:.2} of {whole:.2} s {:>2.0}%", own * 100.0 / whole))
        });
        let (few, many) = (few?, many?);
        let profile = if release { "release" } else { "debug" };
        println!("{:<10} {profile:<8} {:>18} {:>18}", "typed", few, many);
    }
    Ok(())
}

/// How a workflow gets into its crate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Front {
    /// By a build script, without a contract.
    Untyped,
    /// By a build script.
    Typed,
    /// By `workflow!`.
    Macro,
}

/// The least of several builds of the crate alone, its dependencies built before.
fn build(root: &Path, folder: &Path, states: usize, front: Front, release: bool) -> Result<Duration, Box<dyn Error>> {
    write(root, folder, states, front)?;
    let library = folder.join("src/lib.rs");
    let run = || -> Result<Duration, Box<dyn Error>> {
        let text = fs::read_to_string(&library)?;
        fs::write(&library, text)?;
        let begin = Instant::now();
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["build", "--quiet"]).args(release.then_some("--release")).current_dir(folder);
        cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", target(root));
        let status = cargo.status()?;
        if status.success() { Ok(begin.elapsed()) } else { Err("the generated crate does not build".into()) }
    };
    run()?;
    let mut least = Duration::MAX;
    for _ in 0..ROUNDS {
        least = least.min(run()?);
    }
    Ok(least)
}

fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from).join("compile-time")
}

/// A crate with one workflow.
fn write(root: &Path, folder: &Path, states: usize, front: Front) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder.join("src"))?;
    let (runtime, build) = (root.join("runtime"), root.join("build"));
    let manifest = format!(
        "[package]\nname = \"compile-time\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\
         stepwright = {{ path = {runtime:?} }}\n\n[build-dependencies]\nstepwright-build = {{ path = {build:?} }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let contract = include_str!("../contract.rs");
    let contract = contract.split("stepwright::workflow!").next().unwrap_or(contract);
    let brought = match front {
        Front::Untyped | Front::Typed => "stepwright::include_workflow!(\"flow\");",
        Front::Macro => {
            "stepwright::workflow! { #![allow(ASL0402)] pub mod flow; contract = \"src/contract.rs\"; definition = \"flow.asl.json\"; }"
        }
    };
    fs::write(folder.join("src/contract.rs"), format!("{contract}\n{brought}\n"))?;
    let library = if front == Front::Untyped { brought } else { "pub mod contract;" };
    fs::write(folder.join("src/lib.rs"), format!("{library}\n"))?;
    let script = match front {
        Front::Untyped => "stepwright_build::workflow(\"flow.asl.json\").compile();",
        Front::Typed => {
            "stepwright_build::workflow(\"flow.asl.json\").contract(\"src/contract.rs\").allow(\"ASL0402\").compile();"
        }
        Front::Macro => "",
    };
    fs::write(folder.join("build.rs"), format!("fn main() {{ {script} }}\n"))?;
    fs::write(folder.join("flow.asl.json"), definition(states)?)?;
    Ok(())
}

/// Tasks, Passes, Choices and Waits in turn, with retriers and catchers, over the benchmarks' document.
fn definition(states: usize) -> Result<String, std::fmt::Error> {
    let last = states - 1;
    let mut text = String::from("{ \"StartAt\": \"S0\", \"States\": {\n");
    for at in 0..last {
        let (next, slot) = (at + 1, at % 7);
        write!(text, "\"S{at}\": ")?;
        match at % 5 {
            0 => write!(
                text,
                r#"{{ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:note", "ResultPath": "$.n{slot}",
                   "Retry": [{{ "ErrorEquals": ["States.Timeout"] }}], "TimeoutSeconds": 9,
                   "Catch": [{{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "S{last}" }}], "Next": "S{next}" }}"#
            )?,
            1 => write!(
                text,
                r#"{{ "Type": "Pass", "Result": {{ "at": {at}, "by": "t" }}, "ResultPath": "$.p{slot}", "Next": "S{next}" }}"#
            )?,
            2 => write!(
                text,
                r#"{{ "Type": "Choice", "Choices": [{{ "And": [{{ "Variable": "$.total", "NumericGreaterThan": {at} }},
                   {{ "Variable": "$.id", "StringEquals": "x" }}], "Next": "S{last}" }}], "Default": "S{next}" }}"#
            )?,
            3 => write!(text, r#"{{ "Type": "Wait", "Seconds": 1, "Next": "S{next}" }}"#)?,
            _ => write!(
                text,
                r#"{{ "Type": "Pass", "Parameters": {{ "who.$": "$.customer.name", "sku.$": "$.items[0].sku" }},
                   "ResultPath": "$.q{slot}", "Next": "S{next}" }}"#
            )?,
        }
        text.push_str(",\n");
    }
    writeln!(text, r#""S{last}": {{ "Type": "Pass", "Parameters": {{ "id.$": "$.id" }}, "End": true }} }} }}"#)?;
    Ok(text)
}
