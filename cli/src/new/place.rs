//! Where a project is written: a new folder, or an empty one; all of it, or nothing.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::project::File;
use crate::terminal::unwritten;

/// Writes all files into a folder. What was made is taken away again if one cannot be written.
///
/// # Errors
/// The folder is there and not empty, or something cannot be written; the text says what.
pub(super) fn write(folder: &Path, files: &[File]) -> Result<(), String> {
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(format!("the folder `{}` is there, and it is not empty", folder.display()));
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(format!("cannot write into `{}`: {}", folder.display(), unwritten(&error))),
    }
    let mut made = Made::default();
    let result = files.iter().try_for_each(|(path, text)| made.file(&folder.join(path), text));
    if result.is_err() {
        made.undo();
    }
    result
}

/// What has been made so far.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    fn file(&mut self, path: &Path, text: &str) -> Result<(), String> {
        let trouble = |error: io::Error| format!("cannot write `{}`: {}", path.display(), unwritten(&error));
        if let Some(parent) = path.parent() {
            self.folder(parent).map_err(trouble)?;
        }
        // Nothing that is there is written over.
        let mut file = fs::File::create_new(path).map_err(trouble)?;
        self.files.push(path.to_owned());
        io::Write::write_all(&mut file, text.as_bytes()).map_err(trouble)
    }

    fn folder(&mut self, path: &Path) -> io::Result<()> {
        let missing: Vec<&Path> =
            path.ancestors().take_while(|at| !at.as_os_str().is_empty() && !at.exists()).collect();
        for at in missing.into_iter().rev() {
            fs::create_dir(at)?;
            self.folders.push(at.to_owned());
        }
        Ok(())
    }

    /// Takes away what was made. What cannot be taken away stays: the error that led here is the one to be told.
    fn undo(self) {
        for file in self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.into_iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> File {
        (path.to_owned(), "text".to_owned())
    }

    #[test]
    fn all_or_nothing() {
        let base = std::env::temp_dir().join(format!("stepwright-new-{}", std::process::id()));
        fs::create_dir(&base).unwrap();
        let folder = base.join("a").join("b");
        write(&folder, &[file("x"), file("src/y")]).unwrap();
        assert_eq!(fs::read_to_string(folder.join("src/y")).unwrap(), "text");
        assert!(write(&folder, &[file("z")]).unwrap_err().contains("it is not empty"));
        assert!(!folder.join("z").exists());

        // `x` cannot be a folder and a file.
        let other = base.join("c");
        assert!(write(&other, &[file("src/y"), file("x"), file("x/z")]).unwrap_err().contains("x/z"));
        assert!(!other.exists());
        // A folder that was there stays, as empty as it was.
        fs::create_dir(&other).unwrap();
        assert!(write(&other, &[file("x"), file("x/z")]).is_err());
        assert_eq!(fs::read_dir(&other).unwrap().count(), 0);
        assert!(write(&folder.join("x"), &[file("y")]).unwrap_err().contains("cannot write into"));
        fs::remove_dir_all(&base).unwrap();
    }
}
