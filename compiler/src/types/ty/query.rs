//! What the tail of a path finds in a type: wildcards, slices, unions, `..`, filters and functions.

use std::rc::Rc;

use super::{
    Gap, GapKind, Ty, Walk,
    filter::{common_kinds, is_order, needs_both, taken},
};
use crate::expr::{Filter, FilterPath, FilterValue, PathFunction, Segment, Step, Tail};

/// How many types a look through everything below a value goes through.
const BELOW: usize = 2_000;
/// How many different types such a look tells apart.
const FOUND: usize = 64;

/// What a tail finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it brings: a list, unless the tail is definite.
    pub ty: Ty,
    /// The segment that finds nothing in any value, if one does.
    pub dead: Option<Dead>,
}

/// A segment that never finds anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dead {
    /// Which segment of the tail.
    pub segment: usize,
    /// The key that is missing, if it is one: it may stand in the condition of a filter.
    pub key: Option<String>,
    /// Whether it is a filter that asks for a value that is not among those that are known.
    pub is_by_value: bool,
    /// What the segment is applied to.
    pub at: Ty,
}

impl Ty {
    /// What a tail finds in a value of this type.
    #[must_use]
    pub fn find(&self, tail: &Tail) -> Found {
        self.find_seeing(tail, &mut |_, _| {})
    }

    /// The same; `see` is told of every filter, but for those behind `..`, and of what it is asked of.
    pub(crate) fn find_seeing(&self, tail: &Tail, see: &mut dyn FnMut(&Filter, &Ty)) -> Found {
        let nodes = run(self, &tail.segments, see);
        if let Some(dead) = nodes.dead {
            return Found { ty: Ty::Error, dead: Some(dead) };
        }
        let ends_in_function = matches!(tail.segments.last(), Some(Segment::Function(..)));
        let ty = match (tail.is_definite, ends_in_function) {
            (true, true) => nodes.ty,
            // A union of keys at the end makes one object, and functions over several places what they like.
            (true, false) | (false, true) => Ty::Any,
            (false, false) => Ty::List(Rc::new(nodes.ty)),
        };
        Found { ty, dead: None }
    }
}

/// The values that are found so far, as one type.
struct Nodes {
    ty: Ty,
    /// A list on the way is empty as far as is known: then nothing is told by finding nothing.
    is_vacant: bool,
    dead: Option<Dead>,
}

fn run(start: &Ty, segments: &[Segment], see: &mut dyn FnMut(&Filter, &Ty)) -> Nodes {
    let mut nodes = Nodes { ty: start.clone(), is_vacant: start.is_never(), dead: None };
    let mut rest = segments;
    while let Some((segment, after)) = rest.split_first() {
        let at = segments.len() - rest.len();
        rest = after;
        let mut next = Next { found: Vec::new(), is_vacant: false, key: None, is_refused: false };
        if let Segment::Filter(filter) = segment {
            see(filter, &filtered(&nodes.ty));
        }
        match (segment, after.split_first()) {
            (Segment::Descent, Some((following, after))) => {
                rest = after;
                next.below(&nodes.ty, following);
            }
            // A union of keys that ends a path makes an object of them.
            (Segment::Keys(keys), None) => {
                nodes.ty.members().iter().for_each(|ty| keys.iter().for_each(|key| next.key(ty, key)));
                if !next.found.is_empty() {
                    next.found.push(Ty::Any);
                }
            }
            (Segment::Function(function, _), _) => next.found.push(function_of(*function, &nodes.ty)),
            _ => nodes.ty.members().iter().for_each(|ty| next.take(ty, segment)),
        }
        nodes.is_vacant |= next.is_vacant;
        let ty = Ty::union(next.found).bounded();
        if ty.is_never() && !nodes.is_vacant {
            let key = next.key.filter(|_| !next.is_refused);
            let dead = Dead { segment: at, is_by_value: next.is_refused, key, at: nodes.ty.clone() };
            return Nodes { dead: Some(dead), ..nodes };
        }
        nodes.ty = ty;
    }
    nodes
}

/// What a filter is asked of: the items of lists, and objects as they are.
fn filtered(ty: &Ty) -> Ty {
    let objects = ty.members().iter().filter(|member| member.is_object()).cloned();
    Ty::union(objects.chain([ty.item()]))
}

/// What one segment finds.
struct Next {
    found: Vec<Ty>,
    is_vacant: bool,
    key: Option<String>,
    /// Whether a filter takes nothing of some type for the values that it has.
    is_refused: bool,
}

impl Next {
    fn take(&mut self, ty: &Ty, segment: &Segment) {
        if ty.is_unknown() || matches!(ty, Ty::Opaque(_)) {
            return self.found.push(Ty::Any);
        }
        match segment {
            Segment::Step(Step::Key(key)) => self.key(ty, key),
            Segment::Keys(keys) => keys.iter().for_each(|key| self.key(ty, key)),
            Segment::Step(Step::Index(index)) => self.index(ty, *index),
            Segment::Indices(indices) => indices.iter().for_each(|index| self.index(ty, *index)),
            Segment::Wildcard => self.children(ty),
            Segment::Slice(..) => {
                if ty.is_list() {
                    self.children(ty);
                }
            }
            // What follows it is applied to everything below; by itself it finds what it is applied to.
            Segment::Descent => self.found.push(ty.clone()),
            Segment::Filter(filter) if ty.is_list() => self.filtered(&ty.item(), filter),
            Segment::Filter(filter) if ty.is_object() => self.filtered(ty, filter),
            Segment::Filter(_) => {}
            Segment::Function(function, _) => self.found.push(function_of(*function, ty)),
        }
    }

    /// What a segment finds in everything below a value, the value itself included.
    fn below(&mut self, ty: &Ty, segment: &Segment) {
        let mut left = BELOW;
        let mut stack = vec![ty];
        let mut all: Vec<Ty> = Vec::new();
        while let Some(ty) = stack.pop() {
            left = left.saturating_sub(1);
            if left == 0 || all.len() > FOUND {
                self.found = vec![Ty::Any];
                return;
            }
            match ty {
                Ty::Union(members) => {
                    stack.extend(members.iter().rev());
                    continue;
                }
                Ty::List(item) | Ty::Map(item) => stack.push(item),
                Ty::Items(items) => stack.push(&items.item),
                Ty::Tuple(items) => stack.extend(items.iter().rev()),
                Ty::Record(record) => {
                    stack.extend(record.fields.iter().map(|field| &field.ty).chain(&record.rest).rev());
                }
                _ => {}
            }
            self.take(ty, segment);
            for found in self.found.drain(..) {
                if !all.contains(&found) {
                    all.push(found);
                }
            }
        }
        self.found = all;
    }

    fn filtered(&mut self, ty: &Ty, filter: &Filter) {
        self.is_vacant |= ty.is_never();
        if let Some(taken) = taken(filter, ty) {
            return self.found.push(taken);
        }
        for member in ty.members() {
            match never_holds(filter, member) {
                Some(key) => self.key = self.key.take().or(key),
                None => self.is_refused = true,
            }
        }
    }

    fn key(&mut self, ty: &Ty, key: &str) {
        match ty {
            Ty::Record(record) => match (record.get(key), &record.rest) {
                (Some(field), _) => self.found.push(field.ty.clone()),
                (None, Some(rest)) => self.found.push(rest.clone()),
                (None, None) => self.key = Some(key.to_owned()),
            },
            Ty::Map(value) => self.found.push((**value).clone()),
            _ if ty.is_unknown() || matches!(ty, Ty::Opaque(_)) => self.found.push(Ty::Any),
            _ => self.key = self.key.take().or_else(|| Some(key.to_owned())),
        }
    }

    fn index(&mut self, ty: &Ty, index: i64) {
        match ty {
            Ty::List(_) => self.children(ty),
            _ if ty.is_list() => match ty.item_at(index) {
                Some(item) => self.found.push(item.clone()),
                // Only what is inside a list is found. One that is written without items tells nothing.
                None => self.is_vacant |= matches!(ty, Ty::Tuple(items) if items.is_empty()),
            },
            _ => {}
        }
    }

    fn children(&mut self, ty: &Ty) {
        let before = self.found.len();
        match ty {
            Ty::List(item) => self.found.push((**item).clone()),
            Ty::Items(items) => self.found.push(items.item.clone()),
            Ty::Tuple(items) => self.found.extend(items.iter().cloned()),
            Ty::Map(value) => self.found.push((**value).clone()),
            Ty::Record(record) => {
                self.found.extend(record.fields.iter().map(|field| &field.ty).chain(&record.rest).cloned());
            }
            _ => return,
        }
        self.is_vacant |= self.found.iter().skip(before).all(Ty::is_never);
    }
}

/// The key that is missing for a condition to hold for any value of a type, if one is. The condition's paths
/// that start at the document are taken to find something.
fn never_holds(filter: &Filter, ty: &Ty) -> Option<Option<String>> {
    match filter {
        Filter::And(parts) => parts.iter().find_map(|part| never_holds(part, ty)),
        Filter::Or(parts) => {
            let all: Option<Vec<_>> = parts.iter().map(|part| never_holds(part, ty)).collect();
            all.map(|keys| keys.into_iter().flatten().next())
        }
        Filter::Not(_) => None,
        Filter::Exists(path) => finds_nothing(path, ty),
        Filter::Matches(value, _) => side(value, ty),
        Filter::Compare(operator, left, right) if needs_both(*operator) => side(left, ty).or_else(|| side(right, ty)),
        Filter::Compare(..) => None,
    }
}

fn side(value: &FilterValue, ty: &Ty) -> Option<Option<String>> {
    match value {
        FilterValue::Literal(_) => None,
        FilterValue::Path(path) => finds_nothing(path, ty),
    }
}

pub(super) fn finds_nothing(path: &FilterPath, ty: &Ty) -> Option<Option<String>> {
    if !path.is_element {
        return None;
    }
    run(ty, &path.segments, &mut |_, _| {}).dead.map(|dead| dead.key)
}

/// A comparison, or another question, of a filter that has no yes.
pub(crate) struct Vain<'f> {
    /// The path of the filter that it fails for.
    pub path: &'f FilterPath,
    /// Why it fails.
    pub why: Failing<'f>,
}

/// Why a question of a filter has no yes.
pub(crate) enum Failing<'f> {
    /// Its path finds nothing; with the key that is missing, if it is one.
    Nothing(Option<String>),
    /// Its path starts at the document, and leads nowhere there.
    Nowhere(Gap),
    /// A number and a text, or what is neither, are put in order: with what the path's value is compared.
    Mixed(&'f FilterValue),
}

/// The questions of a filter that no item of a type has a yes to, and whether the filter takes nothing for them.
/// Nothing is told of what stands behind `!`.
pub(crate) fn vain<'f>(filter: &'f Filter, ty: &Ty, document: Option<&Ty>) -> (Vec<Vain<'f>>, bool) {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| vain(part, ty, document)).collect();
            let mut fails = parts.iter().map(|(_, fails)| *fails);
            let fails = if matches!(filter, Filter::And(_)) { fails.any(|one| one) } else { fails.all(|one| one) };
            (parts.into_iter().flat_map(|(found, _)| found).collect(), fails)
        }
        Filter::Not(_) => (Vec::new(), false),
        Filter::Exists(path) => of_paths([path], ty, None),
        Filter::Matches(FilterValue::Path(path), _) => of_paths([path], ty, document),
        Filter::Compare(operator, left, right) if needs_both(*operator) => {
            let path = |value: &'f FilterValue| if let FilterValue::Path(path) = value { Some(path) } else { None };
            let nothing = of_paths([left, right].into_iter().filter_map(path), ty, document);
            let mixed = || {
                let sides = is_order(*operator) && common_kinds(ty, left, right) == (false, false);
                let (path, other) = path(left).map(|path| (path, right)).or_else(|| Some((path(right)?, left)))?;
                sides.then_some(Vain { path, why: Failing::Mixed(other) })
            };
            if nothing.1 { nothing } else { mixed().map_or((Vec::new(), false), |mixed| (vec![mixed], true)) }
        }
        Filter::Matches(..) | Filter::Compare(..) => (Vec::new(), false),
    }
}

/// Those of some paths that find nothing.
fn of_paths<'f>(
    paths: impl IntoIterator<Item = &'f FilterPath>,
    ty: &Ty,
    document: Option<&Ty>,
) -> (Vec<Vain<'f>>, bool) {
    let why = |path: &FilterPath| match path.is_element {
        true => finds_nothing(path, ty).map(Failing::Nothing),
        false => match document?.walk(&path.steps()?) {
            Walk::Lost(gap) if gap.kind != GapKind::Opaque => Some(Failing::Nowhere(gap)),
            _ => None,
        },
    };
    let found: Vec<_> = paths.into_iter().filter_map(|path| Some(Vain { path, why: why(path)? })).collect();
    let fails = !found.is_empty();
    (found, fails)
}

/// What a function makes of a value.
fn function_of(function: PathFunction, ty: &Ty) -> Ty {
    let sized = |ty: &Ty| ty.is_list() || ty.is_object() || matches!(ty, Ty::String | Ty::Timestamp | Ty::Enum(..));
    match function {
        PathFunction::Length | PathFunction::Size if !ty.is_never() && ty.members().iter().all(sized) => {
            Ty::Int(0, i128::from(i64::MAX))
        }
        PathFunction::Length | PathFunction::Size | PathFunction::Append => Ty::Any,
        PathFunction::Min | PathFunction::Max | PathFunction::Avg | PathFunction::Stddev | PathFunction::Sum => {
            Ty::Float
        }
        PathFunction::Keys => Ty::List(Rc::new(Ty::String)),
        PathFunction::Concat => Ty::String,
        PathFunction::First | PathFunction::Last | PathFunction::Index => match ty.item() {
            Ty::Never => Ty::Any,
            item => item,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::FilterOperator;

    fn key(name: &str) -> Segment {
        Segment::Step(Step::Key(name.to_owned()))
    }

    fn found(ty: &Ty, segments: Vec<Segment>) -> String {
        let found = ty.find(&Tail { segments, is_definite: false });
        match found.dead {
            Some(dead) => format!("dead at {}: {:?} in {}", dead.segment, dead.key, dead.at),
            None => found.ty.to_string(),
        }
    }

    fn orders() -> Ty {
        let item = Ty::record([("sku", Ty::String), ("price", Ty::Float)]);
        Ty::record([("items", Ty::List(Rc::new(item))), ("note", Ty::Null), ("more", Ty::Tuple([].into()))])
    }

    #[test]
    fn keys_of_items_are_lists() {
        let items = Ty::List(Rc::new(Ty::record([("sku", Ty::String)])));
        assert_eq!(found(&items, vec![Segment::Wildcard, key("sku")]), "string[]");
        assert_eq!(found(&items, vec![Segment::Slice(Some(1), None)]), "{ sku: string }[]");
        assert_eq!(found(&items, vec![Segment::Wildcard, key("skuu")]), "dead at 1: Some(\"skuu\") in { sku: string }");
        assert_eq!(found(&Ty::Any, vec![Segment::Wildcard, key("x")]), "any[]");
    }

    #[test]
    fn a_look_below_finds_a_key_at_any_depth() {
        assert_eq!(found(&orders(), vec![Segment::Descent, key("price")]), "number[]");
        assert!(found(&orders(), vec![Segment::Descent, key("prize")]).starts_with("dead at 0: Some(\"prize\")"));
    }

    #[test]
    fn an_empty_list_tells_nothing() {
        let empty = Ty::Tuple([].into());
        assert_eq!(found(&empty, vec![Segment::Wildcard, key("x")]), "never[]");
    }

    #[test]
    fn a_filter_that_asks_for_a_missing_key_is_dead() {
        let path = |name: &str| FilterPath { is_element: true, segments: vec![key(name)] };
        let literal = || FilterValue::Literal(serde_json::Value::from(1));
        let compare = |operator, name| {
            Segment::Filter(Box::new(Filter::Compare(operator, FilterValue::Path(path(name)), literal())))
        };
        let items = Ty::List(Rc::new(Ty::record([("n", Ty::Float)])));
        assert_eq!(found(&items, vec![compare(FilterOperator::Less, "n")]), "{ n: number }[]");
        assert!(found(&items, vec![compare(FilterOperator::Less, "m")]).starts_with("dead at 0: Some(\"m\")"));
        assert_eq!(found(&items, vec![compare(FilterOperator::NotEqual, "m")]), "{ n: number }[]");
    }

    #[test]
    fn functions_have_a_type_of_their_own() {
        let tail = Tail { segments: vec![Segment::Function(PathFunction::Length, Vec::new())], is_definite: true };
        assert_eq!(Ty::List(Rc::new(Ty::Null)).find(&tail).ty, Ty::Int(0, i128::from(i64::MAX)));
        assert_eq!(Ty::Any.find(&tail).ty, Ty::Any);
    }
}
