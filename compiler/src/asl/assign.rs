//! `Assign`: the names of variables, and what they become.

use super::{
    Reader,
    object::{Object, wrong_type},
};
use crate::{
    diag::{Diagnostics, Site, codes::structure as codes},
    expr::{Template, template},
    ir::{Assign, Assigned},
    json::Member,
};

/// How many characters a name may have.
const MAX_NAME: usize = 80;

/// Reads `Assign`. Names are read though values be at fault, so that nobody misses the variables.
pub(super) fn read(object: &Object, reader: &mut Reader) -> Option<Assign> {
    let node = object.get("Assign")?;
    let site = object.site.field("Assign");
    let Some(members) = node.as_object() else {
        reader.diags.push(wrong_type(&site, node, "an object"));
        return None;
    };
    for member in members {
        check(member, &site, reader.diags);
    }
    let fields = match template::parse(node, &site, reader.diags) {
        Some(Template::Object(fields, _)) => fields
            .into_iter()
            .map(|f| Assigned { name: f.name, key: f.key.value, key_span: f.key.span, value: f.value })
            .collect(),
        _ => members.iter().map(literal).collect(),
    };
    super::looks::no_dollar(node, &site, reader.diags);
    Some(Assign { fields, span: node.span })
}

fn literal(member: &Member) -> Assigned {
    let key = &member.key;
    Assigned {
        name: bare(&key.value).to_owned(),
        key: key.value.clone(),
        key_span: key.span,
        value: Template::Literal(member.value.clone()),
    }
}

fn bare(key: &str) -> &str {
    key.strip_suffix(".$").unwrap_or(key)
}

/// Says what is wrong with a name.
fn check(member: &Member, site: &Site, diags: &mut Diagnostics) {
    let name = bare(&member.key.value);
    let site = site.field(&member.key.value);
    let length = name.chars().count();
    let (what, help) = if name == "states" {
        ("the variable `states` is reserved".to_owned(), "choose another name")
    } else if length > MAX_NAME {
        (format!("the name of a variable has {length} characters, and may have {MAX_NAME}"), "choose a shorter name")
    } else if name.starts_with('$') {
        (format!("the key `{name}` starts with `$`"), "write the name alone: the `$` stands where it is read")
    } else if name.contains(['.', '[']) {
        (format!("the key `{name}` is a path"), "assign the whole variable: parts of one cannot be assigned")
    } else if !is_identifier(name) {
        (format!("the key `{name}` is no name of a variable"), "names are a letter, then letters, digits and `_`")
    } else {
        return;
    };
    diags.push(site.error(codes::VARIABLE_NAME, member.key.span, format!("{what}: {site}")).help(help));
}

/// Whether a name is an identifier as Unicode defines them.
fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(unicode_ident::is_xid_start) && chars.all(unicode_ident::is_xid_continue)
}

#[cfg(test)]
mod tests {
    use super::is_identifier;

    #[test]
    fn identifiers() {
        for name in ["a", "A1", "straße", "名前", "a_b", "e\u{301}"] {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "1a", "_a", "a-b", "a b", "a$", "\u{301}e"] {
            assert!(!is_identifier(name), "{name}");
        }
    }
}
