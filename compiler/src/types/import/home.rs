//! Where a source file stands in its crate, by the usual layout of folders.

use std::path::{Component, Path, PathBuf};

use super::module::Home;

impl Home {
    /// The place of a child module.
    pub(super) fn child(&self, name: &str) -> Home {
        let mut path = self.path.clone();
        path.push(name.to_owned());
        Home { dir: self.dir.clone(), path }
    }
}

/// The place that the user gives: `crate::orders::contract`.
pub(super) fn given(file: &Path, module: &str) -> Home {
    let path: Vec<String> = module
        .split("::")
        .map(str::trim)
        .filter(|part| !part.is_empty() && *part != "crate")
        .map(str::to_owned)
        .collect();
    if let Some(inferred) = inferred(file)
        && inferred.path == path
    {
        return inferred;
    }
    // A file elsewhere under `#[path]`: its crate's root is where `src` is, else as far up as it is deep.
    let dir = source_folder(file).map(|(dir, _)| dir).unwrap_or_else(|| {
        let up = if owns_folder_by_name(file) { path.len() } else { path.len().saturating_sub(1) };
        file.parent().unwrap_or(Path::new("")).ancestors().nth(up).map(Path::to_path_buf).unwrap_or_default()
    });
    Home { dir, path }
}

/// The place of a file below a folder `src`; `None` elsewhere.
pub(super) fn inferred(file: &Path) -> Option<Home> {
    let (dir, below) = source_folder(file)?;
    let below: Vec<&str> = below.iter().map(String::as_str).collect();
    let (dir, below) = match below.as_slice() {
        ["bin", file] => return file.ends_with(".rs").then(|| Home { dir: dir.join("bin"), path: Vec::new() }),
        ["bin", name, rest @ ..] => (dir.join("bin").join(name), rest.to_vec()),
        _ => (dir, below),
    };
    let (last, folders) = below.split_last()?;
    let stem = last.strip_suffix(".rs")?;
    let mut path: Vec<String> = folders.iter().map(|part| (*part).to_owned()).collect();
    match (stem, folders.is_empty()) {
        ("lib" | "main", true) | ("mod", false) => {}
        _ => path.push(stem.to_owned()),
    }
    Some(Home { dir, path })
}

/// The innermost folder `src` of a path, and the parts below it.
fn source_folder(file: &Path) -> Option<(PathBuf, Vec<String>)> {
    let parts: Vec<Component<'_>> = file.components().collect();
    let at = parts.iter().rposition(|part| part.as_os_str() == "src")?;
    let (above, below) = parts.split_at(at + 1);
    let below = below.iter().map(|part| part.as_os_str().to_str().map(str::to_owned)).collect::<Option<Vec<_>>>()?;
    Some((above.iter().collect(), below))
}

/// Whether the modules that a file declares stand beside it; `None` if that is not known.
pub(super) fn owns_folder(file: &Path, home: Option<&Home>) -> Option<bool> {
    match home {
        _ if owns_folder_by_name(file) => Some(true),
        Some(home) => Some(home.path.is_empty()),
        None => None,
    }
}

fn owns_folder_by_name(file: &Path) -> bool {
    file.file_name().and_then(|name| name.to_str()).is_some_and(|name| ["mod.rs", "lib.rs", "main.rs"].contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_tell_their_module() {
        for (file, dir, path) in [
            ("src/lib.rs", "src", ""),
            ("/a/src/order.rs", "/a/src", "order"),
            ("src/a/mod.rs", "src", "a"),
            ("src/a/b.rs", "src", "a::b"),
            ("src/bin/x.rs", "src/bin", ""),
            ("src/bin/x/main.rs", "src/bin/x", ""),
            ("src/bin/x/y.rs", "src/bin/x", "y"),
        ] {
            let home = inferred(Path::new(file)).unwrap();
            assert_eq!((home.dir.as_path(), home.path.join("::")), (Path::new(dir), path.to_owned()), "{file}");
        }
        assert!(inferred(Path::new("contract.rs")).is_none());
    }

    #[test]
    fn a_given_module_finds_its_root() {
        let home = given(Path::new("elsewhere/a/b.rs"), "crate::a::b");
        assert_eq!((home.dir.as_path(), home.path.len()), (Path::new("elsewhere"), 2));
        let home = given(Path::new("gen/src/x.rs"), "crate::y");
        assert_eq!((home.dir.as_path(), home.path.join("::")), (Path::new("gen/src"), "y".to_owned()));
    }
}
