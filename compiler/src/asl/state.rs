//! What all states share: `Type`, `QueryLanguage`, and which reader comes next.

use super::{
    Reader, choice, fail, fields, jsonata, map,
    object::{Language, Object},
    parallel, pass, succeed, task, wait,
};
use crate::{
    diag::codes::{structure as codes, unbuilt},
    ir::{Kind, StateId},
};

const TYPES: [&str; 8] = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"];

/// Reads a state; [`Kind::Unknown`] if its type or its language is not known or not built.
pub(super) fn read(object: &mut Object, id: StateId, reader: &mut Reader) -> Kind {
    object.language = language(object, reader);
    let Some(language) = object.language else { return Kind::Unknown };
    if object.require("Type", reader.diags).is_none() {
        if let Some(member) = object.misspelt("Type") {
            fields::refuse(object, member, ["Type"].into_iter(), reader);
        }
        return Kind::Unknown;
    }
    let Some(ty) = object.word("Type", &TYPES, reader.diags) else { return Kind::Unknown };
    let name = object.site.state.clone().unwrap_or_default();
    object.what = format!("the `{}` state `{name}`", ty.value);
    if language == Language::Jsonata {
        jsonata::read(object, &ty.value, reader);
        return Kind::Unknown;
    }
    match ty.value.as_str() {
        "Task" => Kind::Task(Box::new(task::read(object, reader))),
        "Pass" => Kind::Pass(Box::new(pass::read(object, reader))),
        "Choice" => Kind::Choice(Box::new(choice::read(object, reader))),
        "Wait" => Kind::Wait(Box::new(wait::read(object, reader))),
        "Succeed" => Kind::Succeed(succeed::read(object, reader)),
        "Fail" => Kind::Fail(fail::read(object, reader)),
        "Parallel" => Kind::Parallel(Box::new(parallel::read(object, id, reader))),
        "Map" => Kind::Map(Box::new(map::read(object, id, reader))),
        _ => Kind::Unknown,
    }
}

/// The language of a state: its own, else the machine's, whatever the states around it say. `None` if it is
/// not known, or not allowed here. A machine that is in JSONata has said so itself.
fn language(object: &Object, reader: &mut Reader) -> Option<Language> {
    let machine = if reader.is_jsonpath { Language::JsonPath } else { Language::Jsonata };
    if object.get("QueryLanguage").is_none() {
        return Some(machine);
    }
    let text = object.word("QueryLanguage", &["JSONPath", "JSONata"], reader.diags)?;
    let site = object.site.field("QueryLanguage");
    match (text.value == "JSONPath", reader.is_jsonpath) {
        (true, true) => Some(Language::JsonPath),
        (true, false) => {
            let message = format!("{site} is JSONPath, and the whole definition is in JSONata");
            reader.diags.push(
                site.error(codes::QUERY_LANGUAGE_MIX, text.span, message)
                    .help("set `JSONata` in single states instead, and leave the definition in JSONPath"),
            );
            None
        }
        (false, true) => {
            let message = format!("{site} is JSONata, which is not yet built");
            reader.diags.push(site.error(unbuilt::JSONATA, text.span, message).help("JSONPath is built"));
            Some(Language::Jsonata)
        }
        (false, false) => Some(Language::Jsonata),
    }
}
