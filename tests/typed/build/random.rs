//! Random definitions over one contract: each grows state by state, and a state that does not fit is
//! thrown away.

use std::{env, fmt::Write as _, fs, path::Path};

/// How many definitions there are, unless `STEPWRIGHT_RANDOM_FLOWS` says otherwise, and how many states
/// each may have.
const DEFINITIONS: u64 = 16;
const STATES: usize = 9;
/// How many states are tried for each that is wanted.
const TRIES: usize = 12;

const CONTRACT: &str = "src/flows/random.rs";
const READ: &[&str] = &[
    "$",
    "$.id",
    "$.n",
    "$.ratio",
    "$.ok",
    "$.note",
    "$.lines",
    "$.lines[0]",
    "$.lines[0].sku",
    "$.at",
    "$.mode",
    "$.any",
    "$.any.q",
    "$.x",
    "$.y",
    "$.y.z",
    "$.x.sku",
    "$.x.line",
    "$.x.line.quantity",
    "$.y.z.q",
    "$.y.k",
    "$$.State.Name",
    "$$.Execution.Input",
    "$$.Execution.Input.n",
];
const WRITE: &[&str] =
    &["$.x", "$.y", "$.y.z", "$.x.deep", "$.note", "$.id", "$.n", "$.lines", "$.any", "$.y.k.j", "$"];
const LITERALS: &[&str] = &[
    "1",
    "2.5",
    "\"t\"",
    "true",
    "null",
    "[1, \"a\"]",
    "{\"q\": 1}",
    "{\"sku\": \"s\", \"quantity\": 2}",
    "{\"z\": {\"q\": \"x\"}, \"k\": [null]}",
    "\"2024-01-01T00:00:00Z\"",
];
const TASKS: &[&str] = &["line", "total", "wrap", "flip", "name", "whole"];
const RULES: &[&str] = &[
    "\"NumericGreaterThan\": 1",
    "\"NumericEqualsPath\": \"$.n\"",
    "\"StringEquals\": \"t\"",
    "\"StringMatches\": \"*a*\"",
    "\"StringLessThanPath\": \"$.id\"",
    "\"BooleanEquals\": true",
    "\"IsPresent\": true",
    "\"IsNull\": false",
    "\"IsString\": true",
    "\"IsNumeric\": true",
    "\"TimestampLessThan\": \"2024-03-01T00:00:00Z\"",
    "\"IsTimestamp\": true",
];

/// Compiles the definitions, and writes a module for each.
pub(crate) fn write(out: &Path) {
    println!("cargo::rerun-if-changed={CONTRACT}");
    let (mut modules, mut subjects) = (String::new(), String::new());
    println!("cargo::rerun-if-env-changed=STEPWRIGHT_RANDOM_FLOWS");
    let wanted = env::var("STEPWRIGHT_RANDOM_FLOWS").ok().and_then(|text| text.parse().ok());
    for seed in 0..wanted.unwrap_or(DEFINITIONS) {
        let name = format!("r{seed:02}");
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
        let mut states: Vec<Vec<String>> = Vec::new();
        for _ in 0..STATES * TRIES {
            if states.len() == STATES {
                break;
            }
            states.push(state(&mut dice, states.len()));
            if !compiles(out, &name, &states) {
                states.pop();
            }
        }
        assert!(states.len() > 2 && compiles(out, &name, &states), "no definition grows from seed {seed}");
        let flow = stepwright_build::workflow(file(out, &name)).module(&name);
        assert!(flow.out_dir(out.join("untyped")).try_compile().is_ok(), "{name} compiles only with its contract");
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
    let text = format!(
        "{modules}/// Both builds of every definition.\n#[must_use]\npub fn subjects() -> Vec<crate::Subject<Input>> {{ vec![{subjects}] }}\n"
    );
    if let Err(error) = fs::write(out.join("random.rs"), text) {
        panic!("cannot write the modules: {error}");
    }
}

fn file(out: &Path, name: &str) -> std::path::PathBuf {
    out.join(format!("{name}.asl.json"))
}

fn compiles(out: &Path, name: &str, states: &[Vec<String>]) -> bool {
    let text = definition(states);
    let flow = stepwright_build::workflow(file(out, name)).contract(CONTRACT).module(name).out_dir(out.join("typed"));
    fs::write(file(out, name), text).is_ok() && flow.try_compile().is_ok()
}

/// The definition; a target that is not there yet is the end. An alternative that is left out makes a
/// state a `Pass` of nothing, so that texts hold their targets as `@1` and `@2`: the next, and the one after.
fn definition(states: &[Vec<String>]) -> String {
    let name = |at: usize| if at < states.len() { format!("S{at}") } else { "End".to_owned() };
    let mut text = String::from("{\n  \"StartAt\": \"S0\",\n  \"States\": {\n");
    for (at, fields) in states.iter().enumerate() {
        let fields = fields.join(", ").replace("@1", &name(at + 1)).replace("@2", &name(at + 2));
        _ = writeln!(text, "    \"S{at}\": {{ {fields} }},");
    }
    text.push_str("    \"End\": { \"Type\": \"Succeed\" }\n  }\n}\n");
    text
}

/// The fields of a random state.
fn state(dice: &mut Dice, at: usize) -> Vec<String> {
    let mut out = Vec::new();
    let read = |dice: &mut Dice| dice.pick(READ);
    let kind = if at == 0 { 4 } else { dice.roll(10) };
    match kind {
        0..=1 => {
            let literal = dice.pick(LITERALS);
            out.push(format!("\"Type\": \"Pass\", \"Result\": {literal}, \"Next\": \"@1\""));
        }
        2..=3 => {
            let (a, b, c) = (read(dice), read(dice), dice.pick(LITERALS));
            out.push(format!(
                "\"Type\": \"Pass\", \"Parameters\": {{\"z.$\": \"{a}\", \"k\": {{\"sku.$\": \"{b}\"}}, \"c\": {c}}}, \"Next\": \"@1\""
            ));
        }
        4..=7 => {
            let task = dice.pick(TASKS);
            out.push(format!(
                "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:{task}\", \"Next\": \"@1\""
            ));
            if dice.roll(3) == 0 {
                let (a, b) = (read(dice), read(dice));
                let template = format!("{{\"sku.$\": \"{a}\", \"quantity.$\": \"{b}\", \"note\": null}}");
                out.push(format!("\"Parameters\": {template}"));
            }
            if dice.roll(3) == 0 {
                let path = dice.pick(&["\"$.error\"", "null", "\"$.y.z\"", "\"$.x\"", "\"$\""]);
                let target = dice.pick(&["@1", "@2", "End"]);
                out.push(format!(
                    "\"Catch\": [{{\"ErrorEquals\": [\"States.ALL\"], \"ResultPath\": {path}, \"Next\": \"{target}\"}}]"
                ));
            }
            if dice.roll(4) == 0 {
                out.push("\"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 2}]".to_owned());
            }
            if dice.roll(5) == 0 {
                let path = read(dice);
                out.push(format!("\"ResultSelector\": {{\"q.$\": \"$\", \"sku.$\": \"{path}\"}}"));
            }
        }
        8 => {
            let (path, rule) = (read(dice), dice.pick(RULES));
            out.push(format!(
                "\"Type\": \"Choice\", \"Choices\": [{{\"Variable\": \"{path}\", {rule}, \"Next\": \"@2\"}}], \"Default\": \"@1\""
            ));
        }
        _ => {
            let path = read(dice);
            out.push(format!("\"Type\": \"Wait\", \"SecondsPath\": \"{path}\", \"Next\": \"@1\""));
        }
    }
    let is_writer = kind < 8;
    if is_writer && dice.roll(10) > 0 {
        let path = dice.pick(WRITE);
        out.push(format!("\"ResultPath\": \"{path}\""));
    } else if is_writer {
        out.push("\"ResultPath\": null".to_owned());
    }
    if dice.roll(4) == 0 {
        out.push(format!("\"InputPath\": \"{}\"", read(dice)));
    }
    if dice.roll(12) == 0 {
        out.push(format!("\"OutputPath\": \"{}\"", read(dice)));
    }
    out
}

/// Random numbers that are the same in every build.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let at = usize::try_from(self.roll(list.len() as u64)).unwrap_or_default();
        list.get(at).copied().unwrap_or_default()
    }
}
