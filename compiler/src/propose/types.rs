//! The type definitions of a proposal: forms get names, and forms that are the same get one.

use super::form::{Form, Record};
use crate::lower::names::{Taken, snake_or, upper_camel};

/// Names that mean something else where the definitions stand.
const RESERVED: [&str; 22] = [
    "BTreeMap",
    "Box",
    "Clone",
    "Debug",
    "Default",
    "Deserialize",
    "Err",
    "Error",
    "Map",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Serialize",
    "Some",
    "String",
    "TaskError",
    "TaskFailure",
    "Tasks",
    "Value",
    "Vec",
];
/// How many places a comment names that have one type.
const PLACES: usize = 4;

/// How many characters of a name become an identifier.
const LONGEST: usize = 40;

/// A type definition.
#[derive(Debug)]
pub(super) struct Def {
    pub name: String,
    /// What it stands for, each a sentence.
    pub docs: Vec<String>,
    pub kind: Kind,
}

/// What a type definition is.
#[derive(Debug)]
pub(super) enum Kind {
    /// A struct, with an identifier and a type for each of its fields.
    Struct { record: Record, fields: Vec<Written>, rest: Option<String> },
    /// An enum, with an identifier for each of its strings.
    Enum(Vec<(String, String)>),
}

/// A field as Rust has it.
#[derive(Debug)]
pub(super) struct Written {
    pub ident: String,
    pub ty: String,
}

/// What a form is called where it has to have a name.
#[derive(Clone, Debug)]
pub(super) struct Called {
    /// The name that suits it.
    pub name: String,
    /// The name where that is taken.
    pub longer: String,
    /// What it is: a sentence without its full stop.
    pub doc: String,
}

/// The type definitions so far.
#[derive(Debug)]
pub(super) struct Types {
    pub defs: Vec<Def>,
    taken: Taken,
}

impl Types {
    pub(super) fn new() -> Types {
        Types { defs: Vec::new(), taken: RESERVED.iter().copied().collect() }
    }

    /// Takes a name for something else.
    pub(super) fn take(&mut self, name: String) -> String {
        self.taken.free(name)
    }

    /// The Rust type of a form.
    pub(super) fn rust(&mut self, form: &Form, called: &Called) -> String {
        match form {
            Form::Value => "Value".to_owned(),
            Form::Bool => "bool".to_owned(),
            Form::Int => "i64".to_owned(),
            Form::Float => "f64".to_owned(),
            Form::String => "String".to_owned(),
            Form::Timestamp => "jiff::Timestamp".to_owned(),
            Form::List(item) => {
                let item = self.rust(item, &called.item());
                format!("Vec<{item}>")
            }
            Form::Map(value) => {
                let value = self.rust(value, &called.value());
                format!("BTreeMap<String, {value}>")
            }
            Form::Option(inner) => {
                let inner = self.rust(inner, called);
                format!("Option<{inner}>")
            }
            Form::Enum(variants) => self.enumeration(variants, called),
            Form::Record(record) => match attribute(record) {
                Some(name) => self.structure(record, &Called { longer: name.clone(), name, ..called.clone() }),
                None => self.structure(record, called),
            },
        }
    }

    fn enumeration(&mut self, variants: &[String], called: &Called) -> String {
        let same = |def: &Def| match &def.kind {
            Kind::Enum(known) => known.iter().map(|(_, text)| text).eq(variants),
            Kind::Struct { .. } => false,
        };
        if let Some(known) = self.known(called, same) {
            return known;
        }
        let name = self.name(called);
        let mut taken = Taken::default();
        let variants = variants.iter().map(|text| (taken.free(variant(text)), text.clone())).collect();
        self.defs.push(Def { name: name.clone(), docs: vec![called.doc.clone()], kind: Kind::Enum(variants) });
        name
    }

    fn structure(&mut self, record: &Record, called: &Called) -> String {
        let same = |def: &Def| match &def.kind {
            Kind::Struct { record: known, .. } => known == record && is_one(record, def, called),
            Kind::Enum(_) => false,
        };
        if let Some(known) = self.known(called, same) {
            return known;
        }
        let name = self.name(called);
        let at = self.defs.len();
        // What stands in it comes after it.
        let kind = Kind::Struct { record: record.clone(), fields: Vec::new(), rest: None };
        self.defs.push(Def { name: name.clone(), docs: vec![called.doc.clone()], kind });
        let mut taken = Taken::default();
        let mut written = Vec::with_capacity(record.fields.len());
        for field in &record.fields {
            let ident = taken.free(self::field(&field.key));
            let ty = self.rust(&field.form, &called_field(&name, &field.key));
            let ty = if field.may_be_absent && !ty.starts_with("Option<") { format!("Option<{ty}>") } else { ty };
            written.push(Written { ident, ty });
        }
        let keeps = record.has_rest.then(|| taken.free("rest".to_owned()));
        if let Some(Def { kind: Kind::Struct { fields, rest, .. }, .. }) = self.defs.get_mut(at) {
            *fields = written;
            *rest = keeps;
        }
        name
    }

    fn known(&mut self, called: &Called, same: impl Fn(&Def) -> bool) -> Option<String> {
        let known = self.defs.iter_mut().find(|def| same(def))?;
        if known.docs.len() < PLACES && !known.docs.contains(&called.doc) {
            known.docs.push(called.doc.clone());
        }
        Some(known.name.clone())
    }

    fn name(&mut self, called: &Called) -> String {
        let name = if self.taken.contains(&called.name) { &called.longer } else { &called.name };
        self.taken.free(name.clone())
    }
}

impl Called {
    /// A name that stands for itself.
    pub(super) fn root(name: &str, doc: String) -> Called {
        Called { name: name.to_owned(), longer: name.to_owned(), doc }
    }

    fn item(&self) -> Called {
        let doc = format!("An item of {}", uncapital(&self.doc));
        Called { name: singular(&self.name), longer: format!("{}Item", self.longer), doc }
    }

    fn value(&self) -> Called {
        let doc = format!("A value of {}", uncapital(&self.doc));
        Called { name: format!("{}Value", self.name), longer: format!("{}Value", self.longer), doc }
    }
}

/// Whether two structs that have the same fields are one: what has a single field of the same name need not be.
fn is_one(record: &Record, def: &Def, called: &Called) -> bool {
    record.fields.len() > 1
        || def.name == called.name
        || record.of.0.as_ref() == Some(&def.name)
        || attribute(record).is_some()
}

/// The values of DynamoDB stand in objects of one key, `{"S": "text"}`: those are one type wherever they stand.
fn attribute(record: &Record) -> Option<String> {
    const KEYS: [&str; 10] = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"];
    match record.fields.as_slice() {
        [only] if KEYS.contains(&only.key.as_str()) => Some(format!("Attribute{}", type_name(&only.key))),
        _ => None,
    }
}

fn called_field(parent: &str, key: &str) -> Called {
    let name = type_name(key);
    let doc = format!("`{}` of `{parent}`", super::words::code(key));
    Called { longer: format!("{parent}{name}"), name, doc }
}

/// With a small letter at its beginning.
pub(super) fn uncapital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The name of a type, from a key or the name of a method.
pub(super) fn type_name(name: &str) -> String {
    camel(name, "Type")
}

/// The name of a variant.
pub(super) fn variant(text: &str) -> String {
    camel(text, "Variant")
}

/// The identifier of a field.
fn field(key: &str) -> String {
    snake_or(&spelt(key), "field")
}

/// What is written in capitals only is no acronym.
fn camel(name: &str, prefix: &str) -> String {
    let is_loud = !name.chars().any(char::is_lowercase);
    if is_loud { upper_camel(&spelt(&name.to_lowercase()), prefix) } else { upper_camel(&spelt(name), prefix) }
}

/// A name with a blank where an acronym ends: `minPOAmount`, `min PO Amount`. What is very long is cut.
fn spelt(name: &str) -> String {
    let chars: Vec<char> = name.chars().take(LONGEST).collect();
    let mut out = String::new();
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(at + 1).filter(|after| after.is_lowercase());
        // `IDs` is one word.
        let is_plural = after == Some(&'s') && !chars.get(at + 2).is_some_and(|c| c.is_lowercase());
        if c.is_uppercase() && before.is_some_and(|c| c.is_uppercase()) && after.is_some() && !is_plural {
            out.push(' ');
        }
        out.push(*c);
    }
    out
}

/// `Items`: `Item`; `Addresses`: `Address`; `Entries`: `Entry`.
fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if name.ends_with(ending) {
            return name.strip_suffix("es").unwrap_or(name).to_owned();
        }
    }
    match name.strip_suffix('s') {
        Some(stem) if !["s", "u", "i", "a"].iter().any(|end| stem.ends_with(end)) && stem.len() > 1 => stem.to_owned(),
        _ => format!("{name}Item"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let singulars = ["Items", "Addresses", "Entries", "Boxes", "Status", "Data", "S", "News"].map(singular);
        assert_eq!(singulars, ["Item", "Address", "Entry", "Box", "StatusItem", "DataItem", "SItem", "New"]);
        let names = ["order", "SUCCEEDED", "ORDER_ID", "HTTPCall", "1st", "type", "self", "注文"].map(type_name);
        assert_eq!(names, ["Order", "Succeeded", "OrderId", "HTTPCall", "Type1st", "Type", "Self_", "注文"]);
        assert_eq!(
            ["minPOAmount", "orderIDs", "S3Key", "type"].map(field),
            ["min_po_amount", "order_ids", "s3_key", "type_"]
        );
    }

    #[test]
    fn the_same_form_is_one_type() {
        use super::super::form::{Aside, Field};
        let field =
            |key: &str, form: Form| Field { key: key.to_owned(), form, may_be_absent: false, doc: Aside::default() };
        let pair = || {
            Form::Record(Record { fields: vec![field("a", Form::Int), field("b", Form::String)], ..Record::default() })
        };
        let whole = Form::Record(Record {
            fields: vec![field("one", pair()), field("pairs", Form::List(Box::new(pair())))],
            ..Record::default()
        });
        let mut types = Types::new();
        assert_eq!(types.rust(&whole, &Called::root("Input", "The input".to_owned())), "Input");
        let names: Vec<&str> = types.defs.iter().map(|def| def.name.as_str()).collect();
        assert_eq!(names, ["Input", "One"]);
        let Kind::Struct { fields, .. } = &types.defs[0].kind else { panic!() };
        assert_eq!(fields.iter().map(|field| field.ty.as_str()).collect::<Vec<_>>(), ["One", "Vec<One>"]);
        assert_eq!(types.defs[1].docs, ["`one` of `Input`", "An item of `pairs` of `Input`"]);
    }
}
