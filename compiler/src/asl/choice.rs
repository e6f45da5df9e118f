//! `Choice` states.

use super::{Reader, assign, fields, object::Object, rule, transition};
use crate::{
    expr::path::Usage,
    ir::{Choice, Rule},
};

const FIELDS: [&str; 8] =
    ["Assign", "Choices", "Comment", "Default", "InputPath", "OutputPath", "QueryLanguage", "Type"];

pub(super) fn read(object: &Object, reader: &mut Reader) -> Choice {
    fields::only(object, &FIELDS, reader);
    Choice {
        input_path: object.select("InputPath", Usage::Path, reader.diags),
        output_path: object.select("OutputPath", Usage::Path, reader.diags),
        rules: rules(object, reader),
        assign: assign::read(object, reader),
        default: object
            .text("Default", reader.diags)
            .map(|text| transition::target(text, &object.site.field("Default"), reader)),
    }
}

fn rules(object: &Object, reader: &mut Reader) -> Vec<Rule> {
    if object.require("Choices", reader.diags).is_none() {
        return Vec::new();
    }
    let entries = object.array("Choices", false, reader.diags).unwrap_or_default();
    let objects = reader.objects(entries, object, "Choices", "the rule");
    let rules = objects.into_iter().flatten().map(|object| {
        let condition = rule::condition(&object, rule::Level::Top, reader);
        Rule {
            span: object.span,
            condition,
            assign: assign::read(&object, reader),
            next: transition::next(&object, reader),
        }
    });
    rules.collect()
}
