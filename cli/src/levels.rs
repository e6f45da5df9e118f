//! How bad findings are, as the flags of a command say: `--deny`, `--warn` and `--allow`.

use stepwright_compiler::diag::{Level, Levels};

use crate::outcome::Failure;

/// The flags.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Flags {
    /// Make the findings of a code errors, or with `warnings` all warnings whose code is not set itself.
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,
    /// Make the findings of a code warnings; only findings about data that flows can be less than errors.
    #[arg(long, value_name = "CODE")]
    warn: Vec<String>,
    /// Leave the findings of a code out, within the same limits.
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
}

impl Flags {
    /// Each code and what is said of it, as it is written; several may stand behind one flag.
    fn codes(&self) -> impl Iterator<Item = (Level, &str)> {
        [(Level::Deny, &self.deny), (Level::Warn, &self.warn), (Level::Allow, &self.allow)].into_iter().flat_map(
            |(level, codes)| codes.iter().flat_map(|codes| codes.split(',')).map(move |code| (level, code.trim())),
        )
    }

    /// The levels. The order of the flags does not count, so that a code may stand under one of them only.
    ///
    /// # Errors
    /// There is no such code, it cannot have that level, or it stands under two flags.
    pub(crate) fn read(&self) -> Result<Levels, Failure> {
        let mut levels = Levels::new();
        for (level, code) in self.codes() {
            let before = levels.get(code);
            levels.set(level, code).map_err(|refusal| Failure(format!("--{}: {refusal}", level.as_str())))?;
            if let Some(before) = before.filter(|before| *before != level) {
                let (before, level) = (before.as_str(), level.as_str());
                return Err(Failure(format!("`{code}` stands under both `--{before}` and `--{level}`")));
            }
        }
        Ok(levels)
    }

    /// The same as calls of `stepwright_build`'s builder, each once: `.warn("ASL0311")`.
    pub(crate) fn calls(&self) -> Vec<String> {
        let mut calls: Vec<String> = Vec::new();
        for (level, code) in self.codes() {
            let code = if code == "warnings" { code.to_owned() } else { code.to_ascii_uppercase() };
            let call = format!(".{}({code:?})", level.as_str());
            if !calls.contains(&call) {
                calls.push(call);
            }
        }
        calls
    }
}

#[cfg(test)]
mod tests {
    use super::Flags;

    #[test]
    fn a_build_script_says_the_same() {
        let list = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        let flags = Flags { deny: list(&["warnings"]), warn: list(&["asl0311, ASL0401", "ASL0311"]), allow: list(&[]) };
        flags.read().unwrap();
        assert_eq!(flags.calls(), [".deny(\"warnings\")", ".warn(\"ASL0311\")", ".warn(\"ASL0401\")"]);
        assert!(Flags::default().calls().is_empty());
    }
}
