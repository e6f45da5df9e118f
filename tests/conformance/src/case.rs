//! One case as the corpus has it.

use std::{fs, path::Path};

use serde_json::Value;

use crate::CaseRow;

/// A definition, an input, and what the service made of them.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name in the corpus.
    pub id: String,
    /// The folder it stands in.
    pub folder: String,
    /// The whole case.
    pub json: Value,
    /// Why it can only be compared in part: the kinds that the corpus lists it under.
    pub unfair: Vec<String>,
}

impl Case {
    /// Reads a case.
    ///
    /// # Errors
    /// Its file is not as the build script found it.
    pub fn read(row: &CaseRow, root: &str) -> Result<Case, String> {
        let file: Value = json(Path::new(row.file))?;
        let json = match row.index {
            Some(index) => file.get(index).cloned().ok_or("the file has fewer cases than when it was compiled")?,
            None => file,
        };
        let id = json.get("id").and_then(Value::as_str).ok_or("it has no `id`")?.to_owned();
        let unfair = Path::new(root).join("unfair.json");
        let unfair = if unfair.exists() { self::json(&unfair)? } else { Value::Null };
        let unfair = unfair.as_array().into_iter().flatten().filter(|entry| entry["id"] == id.as_str());
        let unfair = unfair.filter_map(|entry| entry["kind"].as_str().map(str::to_owned)).collect();
        Ok(Case { id, folder: row.folder.to_owned(), json, unfair })
    }

    /// A member of what was recorded.
    #[must_use]
    pub fn expected(&self, member: &str) -> Option<&Value> {
        self.json.get("expect")?.get(member).filter(|value| !value.is_null())
    }

    /// A member that is a text.
    #[must_use]
    pub fn text(&self, member: &str) -> &str {
        self.json.get(member).and_then(Value::as_str).unwrap_or_default()
    }

    /// A member that is a list.
    #[must_use]
    pub fn list(&self, member: &str) -> &[Value] {
        self.json.get(member).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether it stands in the list of unfair cases under that kind.
    #[must_use]
    pub fn is_unfair(&self, kind: &str) -> bool {
        self.unfair.iter().any(|listed| listed == kind)
    }

    /// Whether it was recorded before a day.
    #[must_use]
    pub fn is_before(&self, day: &str) -> bool {
        self.json.pointer("/source/validated_date").and_then(Value::as_str).is_some_and(|date| date < day)
    }

    /// Whether it shows what only an express execution that nobody waits for has in its context object.
    #[must_use]
    pub fn is_asynchronous(&self) -> bool {
        let shows = |output: &Value| output.to_string().contains("\"RedriveCount\"");
        self.is_express() && self.expected("end_event").is_some() && self.expected("output").is_some_and(shows)
    }

    /// Whether its executions are express ones.
    #[must_use]
    pub fn is_express(&self) -> bool {
        self.text("type") == "EXPRESS"
    }

    /// The first part of its name, or the folder if names have no parts there.
    #[must_use]
    pub fn group(&self) -> &str {
        if self.folder == "real-world" {
            return &self.folder;
        }
        self.id.split('.').next().unwrap_or(&self.id)
    }
}

fn json(file: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}
