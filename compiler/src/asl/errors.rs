//! `ErrorEquals`, as retriers and catchers have it.

use super::{
    Reader,
    object::{self, Object},
};
use crate::{diag::codes::structure as codes, ir::Spanned};

const ALL: &str = "States.ALL";

/// Reads the names; `last` says whether the entry is the last of its list, `list` how that is called.
pub(super) fn read(object: &Object, list: &str, last: bool, reader: &mut Reader) -> Vec<Spanned<String>> {
    let site = object.site.field("ErrorEquals");
    if object.require("ErrorEquals", reader.diags).is_none() {
        return Vec::new();
    }
    let Some(items) = object.array("ErrorEquals", false, reader.diags) else { return Vec::new() };
    let mut names = Vec::new();
    for (at, node) in items.iter().enumerate() {
        let site = site.item(at);
        let Some(text) = object::text(node, &site, reader.diags) else { continue };
        if text.value == ALL && items.len() > 1 {
            let message = format!("`States.ALL` stands beside other names in {site}");
            let diagnostic = site.error(codes::STATES_ALL, text.span, message);
            reader.diags.push(diagnostic.help("it matches the others too: let it stand alone"));
        } else if text.value == ALL && !last {
            let message = format!("`States.ALL` in {site} stands before the last entry of `{list}`");
            let diagnostic =
                site.error(codes::STATES_ALL, text.span, message).label("the entries behind it are never asked");
            reader.diags.push(diagnostic.help(format!("move the entry to the end of `{list}`")));
        }
        names.push(Spanned { value: text.value.clone(), span: text.span });
    }
    names
}
