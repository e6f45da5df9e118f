//! Intrinsic functions: which there are. Calls are recognised and not yet built.

use crate::{
    diag::{
        Diagnostics, Site,
        codes::{path, unbuilt},
        near,
    },
    json::Text,
};

/// The functions, without `States.`.
const FUNCTIONS: [&str; 18] = [
    "Array",
    "ArrayContains",
    "ArrayGetItem",
    "ArrayLength",
    "ArrayPartition",
    "ArrayRange",
    "ArrayUnique",
    "Base64Decode",
    "Base64Encode",
    "Format",
    "Hash",
    "JsonMerge",
    "JsonToString",
    "MathAdd",
    "MathRandom",
    "StringSplit",
    "StringToJson",
    "UUID",
];

/// Refuses a text that starts with `States.`: not yet built where functions may stand, else wrong.
pub(super) fn refuse(text: &Text, allowed: bool, site: &Site, diags: &mut Diagnostics) {
    let rest = text.value.strip_prefix("States.").unwrap_or_default();
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let name = rest.get(..length).unwrap_or_default();
    let span = text.part(0, "States.".len() + length);
    let call = rest.get(length..).unwrap_or_default().trim_start();
    if !allowed {
        let message = format!("{site} is not a path: intrinsic functions cannot stand here");
        diags.push(
            site.error(path::INTRINSIC, span, message).help("call it in `Parameters`, under a key that ends in `.$`"),
        );
    } else if !FUNCTIONS.contains(&name) {
        let diagnostic =
            site.error(path::INTRINSIC, span, format!("{site}: there is no intrinsic function `States.{name}`"));
        diags.push(match near(name, FUNCTIONS) {
            Some(meant) => diagnostic.help(format!("did you mean `States.{meant}`?")),
            None => diagnostic,
        });
    } else if !call.starts_with('(') || !call.trim_end().ends_with(')') {
        let message = format!("{site}: the call of `States.{name}` has no arguments in parentheses");
        diags.push(site.error(path::INTRINSIC, text.span, message).help(format!("write `States.{name}(..)`")));
    } else {
        let message = format!("the intrinsic function `States.{name}` in {site} is not yet built");
        diags.push(site.error(unbuilt::INTRINSIC, span, message));
    }
}
