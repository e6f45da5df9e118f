//! What all states share: `Type`, `QueryLanguage`, and which reader comes next.

use super::{Reader, choice, fail, fields, object::Object, pass, succeed, task, transition, wait};
use crate::{
    diag::codes::{structure as codes, unbuilt},
    ir::Kind,
};

const TYPES: [&str; 8] = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"];

/// Reads a state; [`Kind::Unknown`] if its type or its language is not known or not built.
pub(super) fn read(object: &mut Object, jsonpath: bool, reader: &mut Reader) -> Kind {
    if !language(object, jsonpath, reader) {
        return Kind::Unknown;
    }
    if object.require("Type", reader.diags).is_none() {
        if let Some(member) = object.misspelt("Type") {
            fields::refuse(object, member, ["Type"].into_iter(), reader);
        }
        return Kind::Unknown;
    }
    let Some(ty) = object.word("Type", &TYPES, reader.diags) else { return Kind::Unknown };
    let name = object.site.state.clone().unwrap_or_default();
    object.what = format!("the `{}` state `{name}`", ty.value);
    match ty.value.as_str() {
        "Task" => Kind::Task(Box::new(task::read(object, reader))),
        "Pass" => Kind::Pass(Box::new(pass::read(object, reader))),
        "Choice" => Kind::Choice(Box::new(choice::read(object, reader))),
        "Wait" => Kind::Wait(Box::new(wait::read(object, reader))),
        "Succeed" => Kind::Succeed(succeed::read(object, reader)),
        "Fail" => Kind::Fail(fail::read(object, reader)),
        other => {
            let site = object.site.field("Type");
            let message = format!("`{other}` states are not yet built: state `{name}`");
            reader.diags.push(site.error(unbuilt::STATE_TYPE, ty.span, message));
            transition::next_or_end(object, reader);
            Kind::Unknown
        }
    }
}

/// Whether the state is in JSONPath, which is what can be read. A machine that is not has said so itself.
fn language(object: &Object, jsonpath: bool, reader: &mut Reader) -> bool {
    if object.get("QueryLanguage").is_none() {
        return jsonpath;
    }
    let Some(text) = object.word("QueryLanguage", &["JSONPath", "JSONata"], reader.diags) else { return false };
    let site = object.site.field("QueryLanguage");
    match (text.value == "JSONPath", jsonpath) {
        (true, false) => {
            let message = format!("{site} is JSONPath, and the whole definition is in JSONata");
            reader.diags.push(
                site.error(codes::QUERY_LANGUAGE_MIX, text.span, message)
                    .help("set `JSONata` in single states instead, and leave the definition in JSONPath"),
            );
        }
        (false, true) => {
            let message = format!("{site} is JSONata, which is not yet built");
            reader.diags.push(site.error(unbuilt::JSONATA, text.span, message).help("JSONPath is built"));
        }
        _ => {}
    }
    jsonpath && text.value == "JSONPath"
}
