//! What a filter asks for that no item has a yes to.

use super::{FILTERS, in_filter, near_key};
use crate::{
    check::{
        blame::Want,
        flow::{compare::no_variant, template::Scope},
        origin::{self, Fault, Origin, Types, behind_tail},
        reads::{Read, lie},
        report::Report,
        rules::{choice_variants, paths},
        scene::{Here, Scene},
        words,
    },
    diag::{Diagnostic, codes::flow as codes},
    expr::{Filter, FilterPath, FilterValue, Path, Root, Segment, Step},
    types::{
        Ty,
        ty::{Class, Failing, GapKind, Vain, Walk, vain},
    },
};

/// A filter of a path, and what it is asked of.
pub(super) struct Asked<'p> {
    /// The segments of the tail before it, and its own.
    pub upto: &'p [Segment],
    /// Its condition.
    pub filter: &'p Filter,
    /// An item.
    pub item: Ty,
}

/// Where a path is read, and what it starts from.
pub(super) struct Reading<'a> {
    pub scene: &'a Scene<'a>,
    pub here: &'a Here<'a>,
    pub read: &'a Read<'a>,
    pub scope: Scope<'a>,
}

impl Reading<'_> {
    /// Where the data lies that a filter looks at in its items.
    fn lies(&self, asked: &Asked<'_>, steps: &[Step]) -> Vec<Origin> {
        let Reading { here, read, scope, .. } = self;
        if words::selects_input(here, read).is_some() {
            return Vec::new();
        }
        let types = Types { document: scope.root_of(read.path), variables: scope.variables };
        let places = behind_tail(read.path, asked.upto, steps, types);
        places.into_iter().flat_map(|(_, steps)| lie(here, read, steps)).collect()
    }

    /// What `$` is in a filter, if that is sure.
    fn document(&self) -> Option<&Ty> {
        let Reading { read, scope, .. } = self;
        (read.path.root == Root::Document && scope.or.is_none()).then(|| scope.root_of(read.path))
    }

    /// Raises the literals that what they are compared with is never; tells whether there is one.
    pub(super) fn misses(&self, filters: &[Asked<'_>], report: &mut Report) -> bool {
        let Reading { scene, here, read, .. } = self;
        let mut is_any = false;
        for asked in filters.iter().take(FILTERS) {
            for one in asked.filter.asked() {
                let walk = asked.item.walk(&one.steps);
                let texts = one.literals.iter().filter_map(|literal| literal.as_str());
                let place = words::steps_after("@".to_owned(), one.steps.iter());
                for miss in texts.filter_map(|text| no_variant(scene.world, text, walk.ty()?)) {
                    is_any = true;
                    let found = choice_variants::finding(scene, here, &miss, &place, read.path.span);
                    let Some(finding) = found else { continue };
                    let bad =
                        |walk: &Walk| walk.ty().is_some_and(|ty| no_variant(scene.world, &miss.literal, ty).is_some());
                    let lies = self.lies(asked, &one.steps);
                    let (finding, blame) = origin::explain(scene, here, &Fault::of(&lies, Want::There, &bad), finding);
                    let passed = asked.upto.split_last().map_or(&[][..], |(_, passed)| passed);
                    let finding = in_filter(scene, here, read, (passed, asked.filter), finding);
                    let note = format!("the filter of `{}` asks for it", read.path.text);
                    let lacked = blame.lacked.map(|lacked| lacked.text(&miss.literal));
                    let what = format!("`{}`", read.path.text);
                    report.lacking(finding.in_field(&read.field).note(note), lacked, &what);
                }
            }
        }
        is_any
    }

    /// Raises what has no yes where the path as a whole may find something as far as its items tell.
    pub(super) fn vain(&self, filters: &[Asked<'_>], report: &mut Report) {
        for asked in filters.iter().take(FILTERS).filter(|asked| self.is_known(asked)) {
            let (found, is_dead) = vain(asked.filter, &asked.item, self.document());
            for one in found {
                self.raise(asked, &one, is_dead, report);
            }
        }
    }

    /// Why a filter takes nothing, if it compares what cannot be put in order.
    pub(super) fn reason(&self, asked: &Asked<'_>) -> Option<String> {
        let (found, _) = vain(asked.filter, &asked.item, self.document());
        found.iter().find_map(|one| match one.why {
            Failing::Mixed(other) => Some(mixed(asked, one.path, other)),
            _ => None,
        })
    }

    fn is_known(&self, asked: &Asked<'_>) -> bool {
        self.scene.world.contract.is_some() && !asked.item.is_never() && !asked.item.is_unknown()
    }

    fn raise(&self, asked: &Asked<'_>, vain: &Vain<'_>, is_dead: bool, report: &mut Report) {
        let Reading { scene, here, read, .. } = self;
        let (path, name) = (read.path, &here.state.name);
        let what = match &vain.why {
            Failing::Nothing(Some(key)) => format!("there is no `{key}`"),
            Failing::Nothing(None) => format!("`{}` finds nothing", written(vain.path)),
            Failing::Nowhere(_) => format!("there is no `{}`", written(vain.path)),
            Failing::Mixed(other) => mixed(asked, vain.path, other),
        };
        let message = match is_dead {
            true => format!("path `{}` in state `{name}` never finds anything: {what}", path.text),
            false => format!("a part of the filter of `{}` in state `{name}` never holds: {what}", path.text),
        };
        let finding = scene.finding(here, codes::QUERY_FINDS_NOTHING, path.span, message).in_field(&read.field);
        let steps = vain.path.steps().unwrap_or_default();
        let (finding, lies, want): (Diagnostic, _, _) = match &vain.why {
            Failing::Nowhere(gap) => {
                let other = Path { steps: steps.clone(), tail: None, text: written(vain.path), ..path.clone() };
                let at = format!("`{}` is {}", words::prefix(&other, gap.step), gap.at.brief());
                let finding = finding.label(at);
                let lies = match gap.kind {
                    GapKind::Absent => lie(here, read, steps),
                    _ => lie(here, read, steps.get(..gap.step).unwrap_or_default().to_vec()),
                };
                let help = words::did_you_mean(scene.world, &other, gap);
                (help.into_iter().fold(finding, Diagnostic::help), lies, paths::want(gap))
            }
            Failing::Nothing(key) => {
                let finding = finding.label(format!("an item is {}", asked.item.brief()));
                let near = key.as_deref().and_then(|key| near_key(&asked.item, key));
                let help = near.map(|near| format!("did you mean `{near}`?"));
                let finding = help.into_iter().fold(finding, Diagnostic::help);
                (finding, self.lies(asked, &steps), Want::There)
            }
            Failing::Mixed(_) => {
                let finding = finding.label(format!("an item is {}", asked.item.brief()));
                (finding, self.lies(asked, &steps), Want::Type("of one kind".to_owned()))
            }
        };
        let was = match &vain.why {
            Failing::Mixed(_) => kinds(asked.item.walk(&vain.path.steps().unwrap_or_default()).ty()),
            _ => (false, false),
        };
        let bad = |walk: &Walk| match &vain.why {
            Failing::Mixed(_) => walk.ty().is_some_and(|ty| kinds(Some(ty)) == was),
            _ => walk.ty().is_none(),
        };
        let (finding, blame) = origin::explain(scene, here, &Fault::of(&lies, want, &bad), finding);
        let finding = words::assigned(scene, here, path, finding);
        report.caused(here, finding, blame, &format!("`{}`", path.text));
    }
}

/// Whether a type may be a number, and whether a text.
fn kinds(ty: Option<&Ty>) -> (bool, bool) {
    ty.map_or((true, true), |ty| (ty.may_be(Class::Numeric), ty.may_be(Class::String)))
}

/// What cannot be put in order, in words.
fn mixed(asked: &Asked<'_>, path: &FilterPath, other: &FilterValue) -> String {
    let is = |path: &FilterPath| {
        let walk = path.steps().map(|steps| asked.item.walk(&steps));
        walk.as_ref().and_then(|walk| walk.ty()).map_or_else(|| "something else".to_owned(), |ty| ty.in_message())
    };
    let with = match other {
        FilterValue::Literal(literal) if literal.is_string() => "a text".to_owned(),
        FilterValue::Literal(literal) if literal.is_number() => "a number".to_owned(),
        FilterValue::Literal(literal) => format!("`{literal}`"),
        FilterValue::Path(path) => format!("`{}`, which is {}", written(path), is(path)),
    };
    format!("`{}` is {}, and that is neither greater nor less than {with}", written(path), is(path))
}

/// A path of a filter as people write it.
fn written(path: &FilterPath) -> String {
    let start = if path.is_element { "@" } else { "$" };
    match path.steps() {
        Some(steps) => words::steps_after(start.to_owned(), steps.iter()),
        None => format!("{start}…"),
    }
}
