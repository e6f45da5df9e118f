//! Where in what a state builds its token stands.

use crate::{
    check::token,
    expr::{Path, Step, Template},
    ir::template_paths,
    source::Span,
};

/// A place in a template that holds the token.
pub(super) struct Held {
    /// The keys that lead to the token itself, as far as they are known.
    pub keys: Vec<String>,
    /// The path that brings it.
    pub span: Span,
    /// The field of that.
    pub field: String,
}

/// Goes as deep as the template nests.
pub(super) fn held(template: &Template, keys: &mut Vec<String>, at: &str, found: &mut Vec<Held>) {
    match template {
        Template::Path(path) if token::holds(path) => {
            let keys = keys.iter().cloned().chain(below(path)).collect();
            found.push(Held { keys, span: path.span, field: at.to_owned() });
        }
        Template::Call(call) => {
            let mut holds_it = false;
            template_paths(template, &mut |path| holds_it |= token::holds(path));
            if holds_it {
                found.push(Held { keys: keys.clone(), span: call.span, field: at.to_owned() });
            }
        }
        Template::Object(fields, _) => {
            for field in fields {
                keys.push(field.name.clone());
                held(&field.value, keys, &format!("{at}.{}", field.key.value), found);
                keys.pop();
            }
        }
        Template::Array(items, _) => {
            for (index, item) in items.iter().enumerate() {
                keys.push(format!("[{index}]"));
                held(item, keys, &format!("{at}[{index}]"), found);
                keys.pop();
            }
        }
        Template::Path(_) | Template::Literal(_) => {}
    }
}

/// The keys of the token in what a path brings.
fn below(path: &Path) -> Vec<String> {
    let rest = token::PLACE.get(path.steps.len()..).unwrap_or_default();
    let is_above = path.tail.is_none() && path.steps.iter().all(|step| matches!(step, Step::Key(_)));
    rest.iter().filter(|_| is_above).map(|key| (*key).to_owned()).collect()
}
