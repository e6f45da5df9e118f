//! What a state makes of several alternatives, as one: what each way out carries stays apart.

use super::{
    alternatives::{Alternative, joined, reduced},
    facts::{Before, Edge, StateFacts},
};
use crate::types::Ty;

/// What a state makes of each alternative that comes to it, as one.
pub(super) fn merged(arrived: &[Alternative], each: Vec<StateFacts>) -> StateFacts {
    let union = |of: &dyn Fn(&StateFacts) -> &Ty| Ty::union(each.iter().map(|facts| of(facts).clone()));
    // All have the same ways out, but for those that nothing comes to.
    let ways = each.iter().map(|facts| facts.edges.len()).max().unwrap_or_default();
    let edges = (0..ways).filter_map(|at| edge(each.iter().filter_map(|facts| facts.edges.get(at).cloned()).collect()));
    let variables = joined(arrived).map(|all| all.variables).unwrap_or_default();
    StateFacts {
        raw_input: union(&|facts| &facts.raw_input),
        variables,
        effective_input: union(&|facts| &facts.effective_input),
        apart: Vec::new(),
        argument: union(&|facts| &facts.argument),
        item: union(&|facts| &facts.item),
        result: union(&|facts| &facts.result),
        selected: union(&|facts| &facts.selected),
        placed: union(&|facts| &facts.placed),
        output: union(&|facts| &facts.output),
        edges: edges.collect(),
    }
}

/// One way out with what each alternative brings to it; `None` if there are none.
pub(super) fn edge(mut each: Vec<Edge>) -> Option<Edge> {
    if each.len() <= 1 {
        return each.pop();
    }
    let taken: Vec<&Edge> = each.iter().filter(|edge| !edge.ty.is_never()).collect();
    let (first, _) = match taken.split_first() {
        Some((first, [])) => return Some((*first).clone()),
        Some(split) => split,
        // Never taken.
        None => return each.into_iter().next(),
    };
    let mut apart = reduced(taken.iter().map(|edge| edge.joined()).collect());
    let all = joined(&apart)?;
    if apart.len() == 1 {
        apart.clear();
    }
    let before =
        taken.iter().skip(1).fold(first.before.variables.clone(), |all, edge| all.join(&edge.before.variables));
    let or = taken.iter().filter_map(|edge| edge.before.or.clone());
    Some(Edge {
        via: first.via,
        target: first.target,
        ty: all.document,
        variables: all.variables,
        apart,
        before: Before {
            document: Ty::union(taken.iter().map(|edge| edge.before.document.clone())),
            or: first.before.or.is_some().then(|| Ty::union(or)),
            variables: before,
        },
    })
}
