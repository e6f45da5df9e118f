//! Which places a path, an intrinsic function or a payload template copies to a place of what it makes.

use crate::{
    check::flow::variables::Variables,
    expr::{Arg, ArgValue, Call, Intrinsic, Path, Root, Segment, Step, Template},
    types::{Ty, ty::Walk},
};

/// How many places one place is copied from: beyond that none of them is worth naming.
const PLACES: usize = 16;
/// How many calls inside one another are followed.
const DEPTH: usize = 16;

/// What paths start from.
#[derive(Clone, Copy)]
pub(crate) struct Types<'a> {
    /// `$`
    pub document: &'a Ty,
    /// `$name`
    pub variables: &'a Variables,
}

/// Places, each behind what its path starts from.
pub(crate) type Places = Vec<(Root, Vec<Step>)>;

impl Types<'_> {
    /// What is found at a place; of the context object nothing is asked.
    fn walk(&self, root: &Root, steps: &[Step]) -> Option<Walk> {
        match root {
            Root::Document => Some(self.document.walk(steps)),
            Root::Variable(name) => Some(self.variables.ty(name).walk(steps)),
            Root::Context => None,
        }
    }

    /// The steps to each item of a list at a place that may be told from the others, or to any of them.
    fn items(&self, root: &Root, steps: &[Step]) -> Vec<Step> {
        match self.walk(root, steps).as_ref().and_then(Walk::ty) {
            Some(Ty::Tuple(items)) => {
                (0..items.len().min(PLACES)).filter_map(|at| Some(Step::Index(i64::try_from(at).ok()?))).collect()
            }
            Some(Ty::Record(record)) => {
                record.fields.iter().take(PLACES).map(|field| Step::Key(field.name.to_string())).collect()
            }
            // Any item stands for all of them.
            _ => vec![Step::Index(0)],
        }
    }
}

/// The places that a template copies to a place; none if it makes what is there.
pub(crate) fn of_template(template: &Template, steps: &[Step], types: Types<'_>) -> Places {
    match (template, steps.split_first()) {
        (Template::Path(path), _) => of_path(path, steps, types),
        (Template::Call(call), _) => of_call(call, steps, types, 0),
        (Template::Object(fields, _), Some((Step::Key(key), rest))) => {
            let field = fields.iter().find(|field| field.name == *key);
            field.map_or_else(Vec::new, |field| of_template(&field.value, rest, types))
        }
        (Template::Array(items, _), Some((Step::Index(index), rest))) => {
            let item = usize::try_from(*index).ok().and_then(|index| items.get(index));
            item.map_or_else(Vec::new, |item| of_template(item, rest, types))
        }
        _ => Vec::new(),
    }
}

/// The places that a path copies to a place of what it finds.
pub(crate) fn of_path(path: &Path, steps: &[Step], types: Types<'_>) -> Places {
    let Some(tail) = &path.tail else {
        return vec![(path.root.clone(), path.steps.iter().chain(steps).cloned().collect())];
    };
    // Of what is found, one item is looked at.
    let (false, Some((Step::Index(_), rest))) = (tail.is_definite, steps.split_first()) else { return Vec::new() };
    behind_tail(path, &tail.segments, rest, types)
}

/// The places of what the segments behind a definite path find.
pub(crate) fn behind_tail(path: &Path, segments: &[Segment], rest: &[Step], types: Types<'_>) -> Places {
    let mut places = vec![path.steps.clone()];
    for segment in segments {
        let next = |at: &Vec<Step>| match segment {
            Segment::Step(step) => vec![step.clone()],
            Segment::Keys(keys) => keys.iter().cloned().map(Step::Key).collect(),
            Segment::Indices(indices) => indices.iter().copied().map(Step::Index).collect(),
            Segment::Wildcard | Segment::Slice(..) | Segment::Filter(_) => types.items(&path.root, at),
            Segment::Descent | Segment::Function(..) => Vec::new(),
        };
        places = places
            .iter()
            .flat_map(|at| next(at).into_iter().map(move |step| at.iter().cloned().chain([step]).collect::<Vec<_>>()))
            .take(PLACES)
            .collect();
    }
    places.into_iter().map(|at| (path.root.clone(), at.into_iter().chain(rest.iter().cloned()).collect())).collect()
}

/// The places that a path in any item of a list stands for; without a path the list is `$`.
pub(crate) fn of_any_item(path: Option<&Path>, steps: &[Step], types: Types<'_>) -> Places {
    let (root, list) = match path {
        None => (Root::Document, Vec::new()),
        Some(path) if path.tail.is_none() => (path.root.clone(), path.steps.clone()),
        Some(path) => return of_path(path, &item(0, steps), types),
    };
    let places = types.items(&root, &list).into_iter();
    places.map(|item| (root.clone(), list.iter().chain([&item]).chain(steps).cloned().collect())).collect()
}

/// Steps behind an item.
fn item(at: i64, steps: &[Step]) -> Vec<Step> {
    std::iter::once(Step::Index(at)).chain(steps.iter().cloned()).collect()
}

/// The places that a call copies to a place of what it brings.
fn of_call(call: &Call, steps: &[Step], types: Types<'_>, depth: usize) -> Places {
    if depth > DEPTH {
        return Vec::new();
    }
    let of = |arg: Option<&Arg>, steps: &[Step]| match arg.map(|arg| &arg.value) {
        Some(ArgValue::Path(path)) => of_path(path, steps, types),
        Some(ArgValue::Call(call)) => of_call(call, steps, types, depth + 1),
        _ => Vec::new(),
    };
    let of_items = |arg: Option<&Arg>, steps: &[Step]| match arg.map(|arg| &arg.value) {
        Some(ArgValue::Path(path)) => of_any_item(Some(path), steps, types),
        Some(ArgValue::Call(call)) => of_call(call, &item(0, steps), types, depth + 1),
        _ => Vec::new(),
    };
    let args = &call.args;
    match (call.function, steps) {
        (Intrinsic::Array, [Step::Index(index), rest @ ..]) => {
            usize::try_from(*index).map_or_else(|_| Vec::new(), |at| of(args.get(at), rest))
        }
        (Intrinsic::ArrayPartition, [Step::Index(_), Step::Index(_), rest @ ..])
        | (Intrinsic::ArrayUnique, [Step::Index(_), rest @ ..]) => of_items(args.first(), rest),
        (Intrinsic::ArrayGetItem, _) => match args.get(1).map(|arg| &arg.value) {
            Some(ArgValue::Number(at)) => match at.parse() {
                Ok(at) => of(args.first(), &item(at, steps)),
                Err(_) => Vec::new(),
            },
            _ => of_items(args.first(), steps),
        },
        (Intrinsic::JsonMerge, [Step::Key(_), ..]) => {
            // What the second has for sure hides what the first has.
            let key = of(args.get(1), steps.get(..1).unwrap_or_default());
            // Of the context object, nearly all is there for sure.
            let is_sure = |(root, at): &(Root, Vec<Step>)| types.walk(root, at).is_none_or(|walk| walk.is_sure());
            let mut places = of(args.get(1), steps);
            if key.is_empty() || !key.iter().all(is_sure) {
                places.extend(of(args.first(), steps));
            }
            places
        }
        _ => Vec::new(),
    }
}
