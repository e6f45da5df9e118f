//! What a build script says: the definition, its contract, and the name of the module.

use std::path::{Path, PathBuf};

use stepwright_compiler::diag::Level;

use crate::{
    cargo, compile,
    error::{Error, Report},
};

/// Begins the compilation of a definition, a path from the crate's manifest.
///
/// ```no_run
/// stepwright_build::workflow("workflows/order.asl.json").contract("src/order.rs").compile();
/// ```
#[must_use = "call `compile`"]
pub fn workflow(definition: impl Into<PathBuf>) -> Builder {
    Builder {
        definition: definition.into(),
        contracts: Vec::new(),
        module: None,
        crate_path: "::stepwright".to_owned(),
        manifest_dir: None,
        out_dir: None,
        levels: Vec::new(),
    }
}

/// The settings of one compilation.
#[derive(Clone, Debug)]
#[must_use = "call `compile`"]
pub struct Builder {
    pub(crate) definition: PathBuf,
    pub(crate) contracts: Vec<(PathBuf, Option<String>)>,
    pub(crate) module: Option<String>,
    pub(crate) crate_path: String,
    pub(crate) manifest_dir: Option<PathBuf>,
    pub(crate) out_dir: Option<PathBuf>,
    pub(crate) levels: Vec<(Level, String)>,
}

impl Builder {
    /// Adds a Rust source file with types or the tasks trait; other module files that it reaches are found
    /// from it. The generated module is to be included in the module of the tasks trait.
    pub fn contract(mut self, file: impl Into<PathBuf>) -> Self {
        self.contracts.push((file.into(), None));
        self
    }

    /// Adds a source file that stands at another place than its folder tells (`#[path]`): its module is
    /// `module`, such as `crate::order`.
    pub fn contract_in(mut self, file: impl Into<PathBuf>, module: impl Into<String>) -> Self {
        self.contracts.push((file.into(), Some(module.into())));
        self
    }

    /// Names the generated module, and its file. Without this it has the name of the definition's file in
    /// snake case: `order` for `workflows/order.asl.json`.
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.module = Some(name.into());
        self
    }

    /// The path of the `stepwright` crate, if yours has another name for it.
    pub fn crate_path(mut self, path: impl Into<String>) -> Self {
        self.crate_path = path.into();
        self
    }

    /// The folder that paths start from, instead of the crate's manifest.
    pub fn manifest_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.manifest_dir = Some(dir.into());
        self
    }

    /// The folder of the generated file, instead of cargo's `OUT_DIR`.
    pub fn out_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(dir.into());
        self
    }

    /// Makes the findings of a code errors, or, of `"warnings"`, all warnings but those of codes that are set
    /// themselves.
    pub fn deny(self, code: impl Into<String>) -> Self {
        self.level(Level::Deny, code)
    }

    /// Makes the findings of a code warnings, such as `"ASL0311"`. Only findings about data
    /// that flows can be less than errors; for others [`Builder::compile`] says why.
    pub fn warn(self, code: impl Into<String>) -> Self {
        self.level(Level::Warn, code)
    }

    /// Leaves the findings of a code out, within the same limits as [`Builder::warn`].
    pub fn allow(self, code: impl Into<String>) -> Self {
        self.level(Level::Allow, code)
    }

    fn level(mut self, level: Level, code: impl Into<String>) -> Self {
        self.levels.push((level, code.into()));
        self
    }

    /// Compiles, shows findings through cargo, and ends the build script if there are errors.
    pub fn compile(self) {
        let result = self.try_compile();
        let (files, findings) = match &result {
            Ok(report) => (&report.files, &report.warnings),
            Err(error) => (&error.files, &error.warnings),
        };
        for file in files {
            cargo::rerun(file);
        }
        for warning in findings {
            cargo::warning(warning);
        }
        if let Err(error) = &result {
            for text in &error.errors {
                cargo::error(text);
            }
            std::process::exit(1);
        }
    }

    /// Compiles without a word to cargo.
    ///
    /// # Errors
    /// What is wrong with the definition, its contract, or their files. For faults of the definition or the
    /// contract a skeleton of the module is written all the same.
    pub fn try_compile(&self) -> Result<Report, Error> {
        compile::compile(self)
    }

    /// The name of the generated module.
    pub(crate) fn name(&self) -> Result<String, String> {
        let name = match &self.module {
            Some(name) => name.clone(),
            None => stem(&self.definition),
        };
        if syn::parse_str::<syn::Ident>(&name).is_err() {
            return Err(format!("`{name}` is no name for a Rust module: give one with `.module(\"..\")`"));
        }
        Ok(name)
    }
}

/// The file's name up to its first dot, in snake case.
fn stem(definition: &Path) -> String {
    let name = definition.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let mut out = String::new();
    let mut lower = false;
    for c in stem.chars() {
        if !c.is_alphanumeric() {
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
            lower = false;
        } else {
            if c.is_uppercase() && lower {
                out.push('_');
            }
            out.extend(c.to_lowercase());
            lower = c.is_lowercase() || c.is_numeric();
        }
    }
    out.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::workflow;

    #[test]
    fn the_module_has_the_name_of_the_file() {
        for (file, name) in [
            ("workflows/order.asl.json", "order"),
            ("OrderFlow.json", "order_flow"),
            ("a/order-flow v2.asl.json", "order_flow_v2"),
            ("HTTPCheck.json", "httpcheck"),
        ] {
            assert_eq!(workflow(file).name().as_deref(), Ok(name));
        }
        assert_eq!(workflow("x.json").module("mine").name().as_deref(), Ok("mine"));
        for file in ["1st.json", "match.json", ".json", ".."] {
            assert!(workflow(file).name().unwrap_err().contains("`.module(\"..\")`"), "{file}");
        }
    }
}
