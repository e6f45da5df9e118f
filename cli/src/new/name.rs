//! Which names a project may have.

/// Names that cargo, or the language, has other uses for.
const TAKEN: [&str; 10] =
    ["alloc", "build", "core", "deps", "examples", "incremental", "proc-macro", "proc_macro", "std", "test"];
/// The crates that a project depends on: its own name would be taken for them.
const DEPENDENCIES: [&str; 7] =
    ["jiff", "serde", "serde_json", "stepwright", "stepwright-build", "stepwright_build", "tokio"];
/// Files that Windows does not let anyone have.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// The names of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// The package, as given.
    pub package: String,
    /// The library, as Rust writes it.
    pub library: String,
    /// The module of the compiled workflow, and the workflow's own name.
    pub workflow: String,
}

impl Names {
    /// The names that follow from the package's.
    ///
    /// # Errors
    /// It is no name that a package may have; the text says why.
    pub(super) fn of(package: &str) -> Result<Names, String> {
        let refused = |why: &str| Err(format!("`{package}` is no name for a package: {why}"));
        let mut chars = package.chars();
        match chars.next() {
            None => return refused("it is empty"),
            Some(first) if first.is_ascii_digit() => return refused("it begins with a digit"),
            Some(first) if !first.is_ascii_alphabetic() => return refused("it does not begin with a letter"),
            Some(_) => {}
        }
        if let Some(c) = chars.find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')) {
            return refused(&format!("{c:?} is none of letters, digits, `-` and `_`"));
        }
        if package.len() > 64 {
            return refused("it has more than 64 characters");
        }
        let library = package.replace('-', "_");
        let lower = package.to_lowercase();
        if TAKEN.contains(&lower.as_str()) {
            return refused("cargo has another use for it");
        }
        if DEPENDENCIES.contains(&lower.as_str()) {
            return refused("the project depends on a crate of that name");
        }
        if DEVICES.contains(&lower.as_str()) || is_port(&lower) {
            return refused("Windows has another use for it");
        }
        let workflow = snake(&library);
        if is_keyword(&library) || is_keyword(&workflow) {
            return refused("it is a keyword of Rust");
        }
        // Rust wants the names of libraries in small letters.
        let library = if package.chars().any(|c| c.is_ascii_uppercase()) { workflow.clone() } else { library };
        Ok(Names { package: package.to_owned(), library, workflow })
    }

    /// Whether cargo and the build script give library and module these names by themselves, from that of the package.
    pub(super) fn follows(&self) -> bool {
        !self.package.chars().any(|c| c.is_ascii_uppercase())
    }
}

/// `com1` to `com9`, and `lpt1` to `lpt9`.
fn is_port(name: &str) -> bool {
    let number = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
}

/// In small letters, with one `_` between words.
fn snake(name: &str) -> String {
    let mut out = String::new();
    let mut is_small = false;
    for c in name.chars() {
        if c == '_' {
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
            is_small = false;
            continue;
        }
        if c.is_uppercase() && is_small {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
        is_small = !c.is_uppercase();
    }
    out.trim_end_matches('_').to_owned()
}

fn is_keyword(name: &str) -> bool {
    const KEYWORDS: [&str; 53] = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
        "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
        "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while",
        "yield", "main",
    ];
    KEYWORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_that_a_package_may_have() {
        for (package, library, workflow, follows) in [
            ("order", "order", "order", true),
            ("order-flow", "order_flow", "order_flow", true),
            ("a--b_", "a__b_", "a_b", true),
            ("OrderFlow2", "order_flow2", "order_flow2", false),
        ] {
            let names = Names::of(package).unwrap();
            assert_eq!((names.library.as_str(), names.workflow.as_str()), (library, workflow));
            assert_eq!(names.follows(), follows, "{package}");
        }
    }

    #[test]
    fn names_that_it_may_not() {
        for (package, why) in [
            ("", "it is empty"),
            ("1st", "it begins with a digit"),
            ("-a", "it does not begin with a letter"),
            ("_a", "it does not begin with a letter"),
            ("a/b", "'/' is none of"),
            ("a b", "' ' is none of"),
            ("..", "it does not begin with a letter"),
            ("größe", "'ö' is none of"),
            ("test", "cargo has another use for it"),
            ("Test", "cargo has another use for it"),
            ("serde", "the project depends on"),
            ("stepwright-build", "the project depends on"),
            ("match", "it is a keyword"),
            ("Match", "it is a keyword"),
            ("nul", "Windows"),
            ("COM1", "Windows"),
            (&"a".repeat(65), "more than 64"),
        ] {
            let error = Names::of(package).unwrap_err();
            assert!(error.contains(why), "{package}: {error}");
        }
    }
}
