//! A proposal as Rust source, as rustfmt would leave it.

use std::fmt::Write as _;

use super::{
    types::{Def, Kind, Types, uncapital, variant},
    words,
};
use crate::{lower::names::Taken, types::import::rename::CASES};

/// The longest line.
const WIDTH: usize = 100;
/// The longest text between the parentheses of an attribute.
const ATTRIBUTE: usize = 70;

/// A task's method as it is written.
#[derive(Debug)]
pub(super) struct Written {
    pub name: String,
    pub docs: Vec<String>,
    pub resource: Option<String>,
    pub argument: Option<String>,
    pub result: String,
    pub has_reply: bool,
    /// The type of its errors.
    pub error: String,
}

/// An error enum.
#[derive(Debug)]
pub(super) struct Errors {
    pub name: String,
    pub doc: String,
    pub names: Vec<String>,
}

/// All that is written.
pub(super) struct Source<'a> {
    /// The paragraphs that it begins with.
    pub head: Vec<String>,
    pub types: &'a Types,
    pub errors: &'a [Errors],
    pub methods: &'a [Written],
    pub input: &'a str,
    pub output: &'a str,
    /// The module to be included.
    pub module: Option<&'a str>,
}

/// Writes the source.
pub(super) fn render(source: &Source<'_>) -> String {
    let mut items: Vec<String> = source.types.defs.iter().map(definition).collect();
    items.extend(source.errors.iter().map(errors));
    items.push(tasks(source));
    if let Some(module) = source.module {
        items.push(format!(
            "// The compiled workflow: `{module}::Workflow`.\nstepwright::include_workflow!({module:?});\n"
        ));
    }
    let mut out = String::new();
    for (at, paragraph) in source.head.iter().enumerate() {
        out.push_str(if at > 0 { "//!\n" } else { "" });
        for line in wrap(paragraph, WIDTH - 4) {
            let _ = writeln!(out, "//! {line}");
        }
    }
    out.push('\n');
    out.push_str(&imports(source));
    out.push_str(&items.join("\n"));
    out
}

/// The imports that the text needs.
fn imports(source: &Source<'_>) -> String {
    let mut out = String::new();
    if is_named(source, "BTreeMap") {
        out.push_str("use std::collections::BTreeMap;\n\n");
    }
    let has_defs = !source.types.defs.is_empty();
    let mut lines: Vec<String> = Vec::new();
    if has_defs {
        lines.push("use serde::{Deserialize, Serialize};".to_owned());
    }
    if is_named(source, "Value") {
        lines.push("use serde_json::Value;".to_owned());
    }
    let fails = source.methods.iter().any(|method| method.error == "TaskFailure");
    match (!source.errors.is_empty(), fails) {
        (true, true) => lines.push("use stepwright::{TaskError, TaskFailure};".to_owned()),
        (true, false) => lines.push("use stepwright::TaskError;".to_owned()),
        (false, true) => lines.push("use stepwright::TaskFailure;".to_owned()),
        (false, false) => {}
    }
    for line in &lines {
        let _ = writeln!(out, "{line}");
    }
    if !lines.is_empty() {
        out.push('\n');
    }
    out
}

/// Whether some item names a type. What the attribute of the trait names is not seen by rustc.
fn is_named(source: &Source<'_>, name: &str) -> bool {
    let has = |ty: &str| words_of(ty).any(|word| word == name);
    let fields = |def: &Def| match &def.kind {
        Kind::Struct { fields, rest, .. } => {
            (rest.is_some() && has("BTreeMap<String, Value>")) || fields.iter().any(|field| has(&field.ty))
        }
        Kind::Enum(_) => false,
    };
    let in_method = |method: &Written| method.argument.iter().chain([&method.result]).any(|ty| has(ty));
    source.types.defs.iter().any(fields) || source.methods.iter().any(in_method)
}

fn words_of(ty: &str) -> impl Iterator<Item = &str> {
    ty.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// A type in the attribute of the trait: by its full path, if no item makes it be imported.
fn in_attribute(source: &Source<'_>, ty: &str) -> String {
    let mut out = ty.to_owned();
    for (name, path) in [("Value", "serde_json::Value"), ("BTreeMap", "std::collections::BTreeMap")] {
        if !is_named(source, name) && words_of(ty).any(|word| word == name) {
            out = out.replace(name, path);
        }
    }
    out
}

fn doc(out: &mut String, indent: &str, text: &str) {
    for line in wrap(text, WIDTH - indent.len() - 4) {
        let _ = writeln!(out, "{indent}/// {line}");
    }
}

/// Breaks text at blanks; a word that is too long stays whole.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// `#[name(args)]`, broken as rustfmt breaks it.
fn attribute(out: &mut String, indent: &str, name: &str, args: &str) {
    if args.chars().count() > ATTRIBUTE {
        let _ = writeln!(out, "{indent}#[{name}(\n{indent}    {args}\n{indent})]");
    } else {
        let _ = writeln!(out, "{indent}#[{name}({args})]");
    }
}

fn docs(def: &Def) -> String {
    let docs: Vec<String> =
        def.docs.iter().enumerate().map(|(at, doc)| if at > 0 { uncapital(doc) } else { doc.clone() }).collect();
    words::list(&docs, usize::MAX).unwrap_or_default()
}

fn definition(def: &Def) -> String {
    let mut out = String::new();
    doc(&mut out, "", &format!("{}.", docs(def)));
    match &def.kind {
        Kind::Struct { record, fields, rest } => {
            for note in &record.notes.0 {
                out.push_str("///\n");
                doc(&mut out, "", note);
            }
            out.push_str("#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n");
            let keys: Vec<(&str, &str)> =
                fields.iter().zip(&record.fields).map(|(a, b)| (a.ident.as_str(), b.key.as_str())).collect();
            let case = CASES.iter().find(|(_, case)| keys.iter().all(|(ident, key)| case.field(ident) == *key));
            let is_plain = keys.iter().all(|(ident, key)| ident == key);
            if let Some((name, _)) = case.filter(|_| !is_plain) {
                attribute(&mut out, "", "serde", &format!("rename_all = {name:?}"));
            }
            let _ = writeln!(out, "pub struct {} {{", def.name);
            for (written, field) in fields.iter().zip(&record.fields) {
                if !field.doc.0.is_empty() {
                    doc(&mut out, "    ", &field.doc.0);
                }
                if case.is_none() && written.ident != field.key {
                    attribute(&mut out, "    ", "serde", &format!("rename = {:?}", field.key));
                }
                if field.may_be_absent {
                    out.push_str("    #[serde(default, skip_serializing_if = \"Option::is_none\")]\n");
                }
                let _ = writeln!(out, "    pub {}: {},", written.ident, written.ty);
            }
            if let Some(rest) = rest {
                out.push_str("    /// What else there is.\n    #[serde(flatten)]\n");
                let _ = writeln!(out, "    pub {rest}: BTreeMap<String, Value>,");
            }
            out.push_str("}\n");
        }
        Kind::Enum(variants) => {
            out.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]\n");
            let case = CASES.iter().find(|(_, case)| variants.iter().all(|(ident, text)| case.variant(ident) == *text));
            let is_plain = variants.iter().all(|(ident, text)| ident == text);
            if let Some((name, _)) = case.filter(|_| !is_plain) {
                attribute(&mut out, "", "serde", &format!("rename_all = {name:?}"));
            }
            let _ = writeln!(out, "pub enum {} {{", def.name);
            for (ident, text) in variants {
                if case.is_none() && ident != text {
                    attribute(&mut out, "    ", "serde", &format!("rename = {text:?}"));
                }
                let _ = writeln!(out, "    {ident},");
            }
            out.push_str("}\n");
        }
    }
    out
}

fn errors(errors: &Errors) -> String {
    let mut out = String::new();
    doc(&mut out, "", &errors.doc);
    out.push_str("#[derive(Debug, TaskError)]\n");
    let _ = writeln!(out, "pub enum {} {{", errors.name);
    let mut taken = Taken::from_iter(["Other"]);
    let mut is_some_short = false;
    for name in &errors.names {
        let ident = taken.free(variant(name));
        if ident != *name {
            attribute(&mut out, "    ", "task_error", &format!("name = {name:?}"));
        }
        is_some_short |= ident == *name;
        let _ = writeln!(out, "    {ident}(String),");
    }
    out.push_str("    /// Any other error, by its name.\n    #[task_error(other)]\n");
    // rustfmt breaks all variants where some stand on one line with their attributes, and some do not.
    out.push_str(if is_some_short {
        "    Other {\n        name: String,\n        cause: String,\n    },\n}\n"
    } else {
        "    Other { name: String, cause: String },\n}\n"
    });
    out
}

fn tasks(source: &Source<'_>) -> String {
    let mut out = String::new();
    let text = match source.methods {
        [] => "The definition calls no task.",
        _ => "The tasks. A method may take `cx: stepwright::TaskContext` before its argument.",
    };
    doc(&mut out, "", text);
    let (input, output) = (in_attribute(source, source.input), in_attribute(source, source.output));
    let ends = format!("input = {input}, output = {output}");
    attribute(&mut out, "", "stepwright::tasks", &ends);
    if source.methods.is_empty() {
        out.push_str("pub trait Tasks {}\n");
        return out;
    }
    out.push_str("pub trait Tasks {\n");
    for (at, method) in source.methods.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        method.docs.iter().for_each(|line| doc(&mut out, "    ", line));
        if let Some(resource) = &method.resource {
            // A string by itself is never broken.
            let _ = writeln!(out, "    #[resource({resource:?})]");
        }
        if method.has_reply {
            attribute(&mut out, "    ", "reply", &method.result);
        }
        let _ = writeln!(out, "{}", Signature::of(method).render("    ", ";"));
    }
    out.push_str("}\n");
    out
}

/// The head of a method.
pub(super) struct Signature<'a> {
    pub name: &'a str,
    pub parameter: &'a str,
    pub argument: Option<&'a str>,
    pub result: &'a str,
    pub error: &'a str,
}

impl<'a> Signature<'a> {
    fn of(method: &'a Written) -> Self {
        Signature {
            name: &method.name,
            parameter: "input",
            argument: method.argument.as_deref(),
            result: if method.has_reply { "()" } else { &method.result },
            error: &method.error,
        }
    }

    /// `async fn charge_card(&self, input: Order) -> Result<Receipt, ChargeCardError>`, broken if it is too long to
    /// stand on a line with what `ends` it.
    pub(super) fn render(&self, indent: &str, ends: &str) -> String {
        let returns = format!("Result<{}, {}>", self.result, self.error);
        let argument = self.argument.map(|ty| format!("{}: {ty}", self.parameter));
        let parts: Vec<&str> = ["&self"].into_iter().chain(argument.as_deref()).collect();
        let head = format!("{indent}async fn {}({})", self.name, parts.join(", "));
        let line = format!("{head} -> {returns}");
        // rustfmt has a way of its own where a single character is too many.
        match WIDTH.checked_sub(line.chars().count()) {
            Some(2..) => format!("{line}{ends}"),
            Some(1) if ends == ";" => format!("{head}\n{indent}-> {returns}{ends}"),
            _ => {
                let broken: String = parts.iter().map(|part| format!("\n{indent}    {part},")).collect();
                format!("{indent}async fn {}({broken}\n{indent}) -> {returns}{ends}", self.name)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_signatures_are_broken() {
        let method = |name: &str| Written {
            name: name.to_owned(),
            docs: Vec::new(),
            resource: None,
            argument: Some("Order".to_owned()),
            result: "Receipt".to_owned(),
            has_reply: false,
            error: "ChargeError".to_owned(),
        };
        assert_eq!(
            Signature::of(&method("charge")).render("    ", ";"),
            "    async fn charge(&self, input: Order) -> Result<Receipt, ChargeError>;"
        );
        let long = "x".repeat(60);
        let expected = format!("async fn {long}(\n    &self,\n    input: Order,\n) -> Result<Receipt, ChargeError> {{");
        assert_eq!(Signature::of(&method(&long)).render("", " {"), expected);
    }

    #[test]
    fn comments_are_wrapped() {
        assert_eq!(wrap("a bb  ccc dddddd", 6), ["a bb", "ccc", "dddddd"]);
    }
}
