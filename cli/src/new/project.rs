//! The files of a project, from its definition and the contract that is proposed for it.

use serde_json::{Map, Value};
use stepwright_compiler::propose::Proposal;

use super::{code, imports::declaration, name::Names, template::fill};

/// A project to be written.
pub(super) struct Project<'a> {
    pub names: &'a Names,
    /// The definition's path in the project.
    pub definition_path: &'a str,
    /// The definition's text.
    pub definition: &'a str,
    pub proposal: &'a Proposal,
    /// What its build script says of the levels of findings, call by call.
    pub levels: &'a [String],
    /// A checkout of Stepwright to depend on; `None`: the published crates.
    pub checkout: Option<&'a str>,
}

/// A file: its path in the project, and its text.
pub(super) type File = (String, String);

impl Project<'_> {
    /// All files.
    pub(super) fn files(&self) -> Vec<File> {
        let file = |path: &str, text: String| (path.to_owned(), text);
        let names = self.names;
        vec![
            file("Cargo.toml", self.manifest()),
            file(".gitignore", include_str!("../../templates/gitignore").to_owned()),
            file("README.md", self.readme()),
            file("build.rs", self.build()),
            file(self.definition_path, self.definition.to_owned()),
            file("input.json", pretty(&self.proposal.input_example)),
            file("src/lib.rs", fill(include_str!("../../templates/lib.rs"), &[("name", &names.package)])),
            file("src/contract.rs", self.proposal.source.clone()),
            file("src/tasks.rs", code::tasks(self.proposal)),
            file("src/main.rs", self.program()),
            file("tests/examples.json", pretty(&self.examples())),
            file("tests/workflow.rs", code::test(names, self.proposal)),
        ]
    }

    fn manifest(&self) -> String {
        let own = |folder: &str| match self.checkout {
            Some(checkout) => format!("{{ path = \"{}\" }}", toml(&format!("{checkout}/{folder}"))),
            None => format!("\"{}\"", env!("CARGO_PKG_VERSION")),
        };
        let mut dependencies = String::new();
        if self.proposal.uses_jiff {
            dependencies
                .push_str("jiff = { version = \"1\", default-features = false, features = [\"serde\", \"std\"] }\n");
        }
        dependencies.push_str("serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n");
        dependencies.push_str(&format!("stepwright = {}\n", own("runtime")));
        dependencies.push_str("tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n");
        let library = match self.names.follows() {
            true => String::new(),
            false => format!("\n[lib]\nname = \"{}\"\n", self.names.library),
        };
        let values = [
            ("name", self.names.package.as_str()),
            ("library", &library),
            ("dependencies", &dependencies),
            ("build", &own("build")),
        ];
        fill(include_str!("../../templates/manifest.toml"), &values)
    }

    fn build(&self) -> String {
        let module = match self.names.follows() {
            true => String::new(),
            false => format!("\n        .module(\"{}\")", self.names.workflow),
        };
        let levels: String = self.levels.iter().map(|call| format!("\n        {call}")).collect();
        let constant = constant("DEFINITION", self.definition_path);
        let values = [("constant", constant.as_str()), ("module", &module), ("levels", &levels)];
        fill(include_str!("../../templates/build.rs"), &values)
    }

    fn program(&self) -> String {
        let names = self.names;
        let mut uses = [
            format!("use {}::contract::{}::Workflow;", names.library, names.workflow),
            format!("use {}::tasks::Handlers;", names.library),
            declaration("stepwright", &["Engine".to_owned(), "store::SqliteStore".to_owned()]),
        ];
        uses.sort_by_key(|line| line.trim_start_matches("use ").split('{').next().unwrap_or_default().to_owned());
        let values = [("name", names.package.as_str()), ("workflow", &names.workflow), ("imports", &uses.join("\n"))];
        fill(include_str!("../../templates/main.rs"), &values)
    }

    fn readme(&self) -> String {
        let publish = match self.checkout {
            Some(_) => String::new(),
            None => format!("\n{}\n", super::UNPUBLISHED),
        };
        let values =
            [("name", self.names.package.as_str()), ("definition", self.definition_path), ("publish", &publish)];
        let text = fill(include_str!("../../templates/readme.md"), &values);
        format!("{}\n", text.trim_end())
    }

    /// The examples that the test answers with.
    fn examples(&self) -> Value {
        let tasks = self.proposal.tasks.iter().map(|task| (task.name.clone(), task.result_example.clone()));
        let input = ("input".to_owned(), self.proposal.input_example.clone());
        Value::Object(std::iter::once(input).chain(tasks).collect::<Map<_, _>>())
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// A constant, on two lines if it is too long for one.
fn constant(name: &str, text: &str) -> String {
    let line = format!("const {name}: &str = {text:?};");
    if line.len() <= 100 { line } else { format!("const {name}: &str =\n    {text:?};") }
}

/// A text as it stands between quotes in TOML.
fn toml(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use stepwright_compiler::{
        diag::Diagnostics,
        json,
        propose::{Options, propose},
        source::Sources,
    };

    use super::*;
    use crate::new::example;

    #[test]
    fn no_place_of_a_template_is_left() {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let source = sources.add_text("a", example::DEFINITION);
        let node = json::parse(&sources, source, &mut diagnostics).unwrap();
        let samples = [example::input()];
        let options = Options { samples: &samples, name: "a", module: Some("order") };
        let mut proposal = propose(&node, &options, &mut diagnostics).unwrap();
        example::complete(&mut proposal);
        for (package, checkout) in [("order", None), ("Order", Some("/a \"b\\"))] {
            let names = Names::of(package).unwrap();
            let definition = example::DEFINITION;
            let levels = [".warn(\"ASL0401\")".to_owned()];
            let project = Project {
                names: &names,
                definition_path: "a",
                definition,
                proposal: &proposal,
                levels: &levels,
                checkout,
            };
            let files = project.files();
            assert!(files.iter().all(|(_, text)| !text.contains("{{") && text.ends_with('\n')));
            let build = &files.iter().find(|(path, _)| path == "build.rs").unwrap().1;
            assert!(build.contains("\n        .warn(\"ASL0401\")\n        .contract("), "{build}");
            let manifest = &files[0].1;
            assert_eq!(manifest.contains("[lib]\nname = \"order\""), package == "Order", "{manifest}");
            assert_eq!(manifest.contains(r#"path = "/a \"b\\/runtime""#), checkout.is_some(), "{manifest}");
        }
    }
}
