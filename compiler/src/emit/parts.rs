//! Values of large templates, part by part: what rustc takes for a body grows with the square of the ways out of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::Scoped;
use crate::lower::plan::Expr;

/// How many ways out of a body may have.
const EXITS: usize = 32;

impl Scoped<'_> {
    /// An object or an array of plain values, made in as many bodies as it needs; or any other value.
    pub(super) fn value_in_parts(&self, expr: &Expr) -> TokenStream {
        self.part(expr).1
    }

    /// A value, and how many ways out there are of the body that it is made in.
    fn part(&self, expr: &Expr) -> (usize, TokenStream) {
        match expr {
            Expr::Object(entries) => {
                let written = entries.iter().map(|(key, value)| {
                    let (exits, value) = self.part(value);
                    (exits, quote!((#key, #value)))
                });
                match split(written) {
                    Split::Whole(exits, entries) => (exits, quote!(rt::object([#(#entries),*]))),
                    Split::Parts(parts) => {
                        let made = quote!(#(rt::made(|| Ok(rt::entries([#(#parts),*])))?),*);
                        (parts.len(), quote!(rt::joined([#made])))
                    }
                }
            }
            Expr::Array(items) => match split(items.iter().map(|item| self.part(item))) {
                Split::Whole(exits, items) => (exits, quote!(rt::Value::Array(Vec::from([#(#items),*])))),
                Split::Parts(parts) => {
                    let made = quote!(#(rt::made(|| Ok(Vec::from([#(#parts),*])))?),*);
                    (parts.len(), quote!(rt::Value::Array(rt::concatenated([#made]))))
                }
            },
            other => (usize::from(other.may_fail()), self.expr(other)),
        }
    }
}

enum Split {
    /// They stay in the body around them, which has so many ways out more.
    Whole(usize, Vec<TokenStream>),
    /// Each part has a body of its own.
    Parts(Vec<Vec<TokenStream>>),
}

/// One body, or several of which none has too many ways out.
fn split(values: impl Iterator<Item = (usize, TokenStream)>) -> Split {
    let values: Vec<_> = values.collect();
    let all = values.iter().map(|(exits, _)| exits).sum();
    if all <= EXITS {
        return Split::Whole(all, values.into_iter().map(|(_, value)| value).collect());
    }
    let mut parts: Vec<Vec<TokenStream>> = Vec::new();
    let mut room = 0;
    for (exits, value) in values {
        match parts.last_mut() {
            Some(part) if exits <= room => part.push(value),
            _ => {
                parts.push(vec![value]);
                room = EXITS;
            }
        }
        room = room.saturating_sub(exits);
    }
    Split::Parts(parts)
}

#[cfg(test)]
mod tests {
    use super::{EXITS, Split, split};
    use quote::quote;

    fn parts(exits: &[usize]) -> Vec<usize> {
        match split(exits.iter().map(|exits| (*exits, quote!(x)))) {
            Split::Whole(_, values) => vec![values.len()],
            Split::Parts(parts) => parts.iter().map(Vec::len).collect(),
        }
    }

    #[test]
    fn a_body_has_its_share_of_the_ways_out() {
        assert_eq!(parts(&[]), [0]);
        assert_eq!(parts(&[1; EXITS]), [EXITS]);
        assert_eq!(parts(&[1; EXITS + 1]), [EXITS, 1]);
        assert_eq!(parts(&[1, EXITS, 0, 1]), [1, 2, 1], "what does not fail stands anywhere");
        assert_eq!(parts(&[1, 10 * EXITS, 1]), [1, 1, 1]);
    }
}
