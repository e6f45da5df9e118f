//! One case as the corpus has it.

use std::{collections::HashMap, fs, path::Path};

use serde_json::Value;

use crate::{CaseRow, Kind, definition};

/// A definition, an input, and what became of them.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name in the corpus.
    pub id: String,
    /// The folder it stands in.
    pub folder: String,
    /// What it is held to.
    pub kind: Kind,
    /// The whole case.
    pub json: Value,
    /// Why it can only be compared in part: the kinds that the corpus lists it under.
    pub unfair: Vec<String>,
}

/// The kinds under which the corpus lists cases that can only be compared in part, by the cases' names.
#[derive(Clone, Debug, Default)]
pub struct Unfair(HashMap<String, Vec<String>>);

impl Unfair {
    /// Reads the list of a corpus; without one, none is unfair.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(root: &str) -> Result<Unfair, String> {
        let file = Path::new(root).join("unfair.json");
        let mut list = Unfair::default();
        if file.exists() {
            for entry in parse(&text(&file)?)?.as_array().into_iter().flatten() {
                if let (Some(id), Some(kind)) = (entry["id"].as_str(), entry["kind"].as_str()) {
                    list.0.entry(id.to_owned()).or_default().push(kind.to_owned());
                }
            }
        }
        Ok(list)
    }

    /// Cases of the executions are listed by their names alone, others with their folders.
    fn of(&self, folder: &str, id: &str) -> Vec<String> {
        let with_folder = self.0.get(&format!("{folder}/{id}"));
        with_folder.or_else(|| self.0.get(id)).cloned().unwrap_or_default()
    }
}

impl Case {
    /// Reads a case.
    ///
    /// # Errors
    /// Its file is not as the build script found it.
    pub fn read(row: &CaseRow, unfair: &Unfair) -> Result<Case, String> {
        let file = Path::new(row.file);
        let content = text(file)?;
        let fewer = "the file has fewer cases than when it was compiled";
        let json = match row.index {
            Some(index) if file.extension().is_some_and(|end| end == "jsonl") => {
                parse(content.lines().filter(|line| !line.trim().is_empty()).nth(index).ok_or(fewer)?)?
            }
            Some(index) => parse(&content)?.get(index).cloned().ok_or(fewer)?,
            None => parse(&content)?,
        };
        let case = Case::new(row.folder, row.kind, json, unfair)?;
        if definition::digest(&case.setup().definition) != row.digest {
            return Err("its definition is not the one that this program was built with".to_owned());
        }
        Ok(case)
    }

    /// A case of a folder.
    ///
    /// # Errors
    /// It has no name.
    pub fn new(folder: &str, kind: Kind, json: Value, unfair: &Unfair) -> Result<Case, String> {
        let id = json.get("id").and_then(Value::as_str).ok_or("it has no `id`")?.to_owned();
        let unfair = unfair.of(folder, &id);
        Ok(Case { id, folder: folder.to_owned(), kind, json, unfair })
    }

    /// The execution that it stands for.
    #[must_use]
    pub fn setup(&self) -> definition::Setup {
        definition::setup(self.kind, &self.json)
    }

    /// Its query language: `JSONPath`, `JSONata` or `mixed`.
    #[must_use]
    pub fn language(&self) -> &'static str {
        definition::language(&self.json)
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

    /// What the table shows it under: the first part of its name where executions were recorded, else the folder.
    #[must_use]
    pub fn group(&self) -> String {
        match self.kind {
            Kind::Recorded => format!("{}/{}", self.folder, self.id.split('.').next().unwrap_or(&self.id)),
            _ => self.folder.clone(),
        }
    }
}

fn text(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn parse(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}
