//! What generated documentation says; text of the definition never becomes markup, a link or a test.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    direction::turns,
    emit::Options,
    ir::{Kind, Machine, Next, State, StateId, Work},
    lower::plan::Plan,
};

/// Text of the definition as Markdown that shows just that text, on one line.
#[must_use]
pub fn text(text: &str) -> String {
    let mut out = String::new();
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_control() || c.is_whitespace() || turns(c) {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        } else {
            if c.is_ascii_punctuation() && may_mean(c, before, chars.peek().copied()) {
                out.push('\\');
            }
            out.push(c);
        }
        before = Some(c);
    }
    out.trim_end().to_owned()
}

/// Whether Markdown may see more than itself in a sign, by the characters on both sides. The rest is left as it is, for
/// people who read the documentation in the source.
fn may_mean(sign: char, before: Option<char>, after: Option<char>) -> bool {
    let is_within_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    let is_numbered = before.is_some_and(|before| before.is_ascii_digit());
    match sign {
        '$' | '%' | '(' | ',' | '/' | ';' | '?' | '@' => false,
        // `1.` begins a list, and three dots are made one.
        '.' => !is_within_word && (is_numbered || before == Some('.') || after == Some('.')),
        ':' | '_' | '-' | '+' | '=' => !is_within_word,
        // So does `1)`.
        ')' => is_numbered,
        _ => true,
    }
}

/// Documentation of an item: one attribute a line, as a person would write it.
#[must_use]
pub fn outer(text: &str) -> TokenStream {
    let lines = text.lines().map(spaced);
    quote!(#(#[doc = #lines])*)
}

/// Documentation of the module it stands in.
#[must_use]
pub fn inner(text: &str) -> TokenStream {
    let lines = text.lines().map(spaced);
    quote!(#(#![doc = #lines])*)
}

fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}

/// Where a state leads: each target once, with what leads there.
#[must_use]
pub fn transitions(state: &State, machine: &Machine) -> Vec<(StateId, String)> {
    let mut out: Vec<(StateId, String)> = Vec::new();
    let mut add = |next: &Next, label: String| {
        if let Next::State(id, _) = next
            && machine.state(*id).is_some()
        {
            out.push((*id, label));
        }
    };
    match &state.kind {
        Kind::Task(task) => of_work(&task.work, &mut add),
        Kind::Parallel(parallel) => of_work(&parallel.work, &mut add),
        Kind::Map(map) => of_work(&map.work, &mut add),
        Kind::Pass(pass) => add(&pass.next, String::new()),
        Kind::Wait(wait) => add(&wait.next, String::new()),
        Kind::Choice(choice) => {
            for (at, rule) in choice.rules.iter().enumerate() {
                add(&rule.next, format!("rule {}", at + 1));
            }
            if let Some(default) = &choice.default {
                add(default, "default".to_owned());
            }
        }
        Kind::Succeed(_) | Kind::Fail(_) | Kind::Unknown => {}
    }
    out
}

fn of_work(work: &Work, add: &mut impl FnMut(&Next, String)) {
    add(&work.next, String::new());
    for catcher in &work.catch {
        let errors: Vec<&str> = catcher.errors.iter().map(|error| error.value.as_str()).collect();
        add(&catcher.next, format!("catch {}", errors.join(", ")));
    }
}

/// The documentation of a state: what it is, and where it stands.
#[must_use]
pub fn state(state: &State, line: u32, file: Option<&str>) -> String {
    let mut out = format!("{}: a `{}` state", text(&state.name), state.kind.name());
    if line > 0 {
        out.push_str(&format!(", line {line}"));
        if let Some(file) = file {
            out.push_str(&format!(" of {}", text(file)));
        }
    }
    out.push('.');
    with_comment(out, state.comment.as_deref())
}

/// The documentation of what users register.
#[must_use]
pub fn workflow(name: &str) -> String {
    format!("The workflow {}, to be registered with an engine.", text(name))
}

/// The documentation of the module: what it is and its comment.
#[must_use]
pub fn head(machine: &Machine, name: &str, file: Option<&str>) -> String {
    let mut out = format!("The workflow {}", text(name));
    if let Some(file) = file {
        out.push_str(&format!(", from {}", text(file)));
    }
    out.push('.');
    with_comment(out, machine.comment.as_deref())
}

/// `Comment` as a paragraph of its own.
fn with_comment(mut out: String, comment: Option<&str>) -> String {
    if let Some(comment) = comment.filter(|comment| !comment.trim().is_empty()) {
        out.push_str("\n\n");
        out.push_str(&text(comment));
    }
    out
}

/// The picture of the workflow. It is made when documentation is, and costs nothing otherwise.
#[must_use]
pub fn picture(options: &Options) -> TokenStream {
    let (runtime, name, definition) = (&options.runtime, &options.name, &options.text);
    quote!(#![cfg_attr(doc, doc = #runtime::__private::picture!(#name, #definition))])
}

/// Every state with where it leads.
#[must_use]
pub fn table(machine: &Machine, plan: &Plan) -> String {
    let mut out = "| state | type | leads to |\n|---|---|---|\n".to_owned();
    for state_plan in &plan.states {
        let Some(state) = machine.state(state_plan.id) else { continue };
        let next: Vec<String> = transitions(state, machine)
            .into_iter()
            .filter_map(|(id, label)| {
                let name = text(&machine.state(id)?.name);
                Some(if label.is_empty() { name } else { format!("{name} ({})", text(&label)) })
            })
            .collect();
        let next = if next.is_empty() { "the end".to_owned() } else { next.join(", ") };
        out.push_str(&format!("| {} | {} | {next} |\n", text(&state.name), state.kind.name()));
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_is_never_markup() {
        assert_eq!(super::text("a <b> [c](d)\n```rust\n  x"), r"a \<b\> \[c\](d) \`\`\`rust x");
        assert_eq!(super::text("    indented\r\n"), "indented");
        assert_eq!(super::text("a\u{202e}b"), "a b");
        assert_eq!(super::text("http://x"), r"http\://x");
        assert_eq!(super::text("1. a 2) b - c _d_ ... --"), r"1\. a 2\) b \- c \_d\_ \.\.\. \-\-");
    }

    #[test]
    fn words_and_paths_stand_as_they_are() {
        for text in ["order-flow.asl.json", "workflows/order_flow.json", "$.a_b.c", "Paid? (maybe)", "a:b+c=d, 5%; x@y"]
        {
            assert_eq!(super::text(text), text);
        }
    }
}
