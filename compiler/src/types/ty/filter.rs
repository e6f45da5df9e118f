//! What the condition of a filter takes of a type, and what it leaves.

use serde_json::Value;

use super::{Class, Refine, Ty, leaf::is_timestamp, query::finds_nothing};
use crate::expr::{Filter, FilterOperator, FilterPath, FilterValue, Segment, Step};

/// Up to where every whole number is one of its own in every reader of JSON.
const EXACT: i128 = 1 << 53;
/// How many parts, or literals, a condition is looked at with.
const PARTS: usize = 256;

/// A comparison of a filter with something that it says itself.
pub(crate) struct Asked<'f> {
    /// The definite path from the element.
    pub steps: Vec<Step>,
    /// What the filter says: one of these, for the operators that are told of.
    pub literals: Vec<&'f Value>,
    /// Whether it asks for what is none of them.
    pub is_negated: bool,
}

impl FilterPath {
    /// The definite steps from the element, if it is a path of such.
    pub(crate) fn element_steps(&self) -> Option<Vec<Step>> {
        self.steps().filter(|_| self.is_element)
    }

    /// The definite steps from where it starts, if it is a path of such.
    pub(crate) fn steps(&self) -> Option<Vec<Step>> {
        let step = |segment: &Segment| match segment {
            Segment::Step(step) => Some(step.clone()),
            _ => None,
        };
        self.segments.iter().map(step).collect()
    }
}

impl Filter {
    /// The comparisons with literals, in the order in which they stand.
    pub(crate) fn asked(&self) -> Vec<Asked<'_>> {
        let mut found = Vec::new();
        let mut stack = vec![self];
        while let Some(filter) = stack.pop() {
            match filter {
                Filter::And(parts) | Filter::Or(parts) => stack.extend(parts.iter().rev()),
                Filter::Not(inner) => stack.push(inner),
                Filter::Compare(operator, left, right) => found.extend(asked(*operator, left, right)),
                Filter::Exists(_) | Filter::Matches(..) => {}
            }
        }
        found
    }
}

/// What a comparison asks, if it asks whether something is one of a few literals.
fn asked<'f>(operator: FilterOperator, left: &'f FilterValue, right: &'f FilterValue) -> Option<Asked<'f>> {
    let is_negated = match operator {
        FilterOperator::Equal | FilterOperator::TypeSafeEqual | FilterOperator::In => false,
        FilterOperator::NotEqual | FilterOperator::TypeSafeNotEqual | FilterOperator::NotIn => true,
        _ => return None,
    };
    let is_in = matches!(operator, FilterOperator::In | FilterOperator::NotIn);
    let (path, literals) = match (left, right) {
        // Texts in a list are read once more: only plain ones are what they look like.
        (FilterValue::Path(path), FilterValue::Literal(Value::Array(items))) if is_in => {
            let is_told = items.len() <= PARTS && items.iter().all(is_plain);
            (path, is_told.then(|| items.iter().collect())?)
        }
        (FilterValue::Path(path), FilterValue::Literal(literal))
        | (FilterValue::Literal(literal), FilterValue::Path(path))
            if !is_in =>
        {
            (path, vec![literal])
        }
        _ => return None,
    };
    Some(Asked { steps: path.element_steps()?, literals, is_negated })
}

fn is_plain(literal: &Value) -> bool {
    let plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | ':'));
    matches!(literal, Value::String(text) if plain(text) && !text.trim().is_empty())
}

/// What remains of a type where a filter holds, or where it does not: all that can be so, and perhaps more.
fn part(filter: &Filter, ty: &Ty, holds: bool) -> Ty {
    match (filter, holds) {
        (Filter::And(parts) | Filter::Or(parts), _) if parts.len() > PARTS => ty.clone(),
        // All of it is so: what one part leaves is asked of the next.
        (Filter::And(parts), true) | (Filter::Or(parts), false) => {
            let left = |ty: Ty, one| if ty.is_never() { ty } else { part(one, &ty, holds) };
            parts.iter().fold(ty.clone(), left)
        }
        (Filter::And(parts), false) | (Filter::Or(parts), true) => {
            Ty::union(ty.members().iter().flat_map(|member| any(parts, member, holds)))
        }
        (Filter::Not(inner), _) => part(inner, ty, !holds),
        (Filter::Exists(path), true) => there(path, ty),
        (Filter::Exists(path), false) => match path.element_steps() {
            Some(steps) => ty.refine(&steps, &Refine::Absent),
            None => ty.clone(),
        },
        (Filter::Matches(value, _), true) => side(value, ty),
        (Filter::Compare(operator, left, right), _) => match asked(*operator, left, right) {
            Some(asked) => compared(ty, &asked, asked.is_negated != holds),
            None if holds && is_order(*operator) => Ty::union(ty.members().iter().map(|one| ordered(one, left, right))),
            None if holds && needs_both(*operator) => side(right, &side(left, ty)),
            None => ty.clone(),
        },
        (Filter::Matches(..), false) => ty.clone(),
    }
}

/// What remains of a type that is no union where any of some parts is so: of one that stays whole, no more is asked.
fn any(parts: &[Filter], ty: &Ty, holds: bool) -> Vec<Ty> {
    let mut found = Vec::new();
    for one in parts {
        let left = part(one, ty, holds);
        if left == *ty {
            return vec![left];
        }
        if !left.is_never() {
            found.push(left);
        }
    }
    found
}

/// Whether an operator asks which of two values is the greater one.
pub(super) fn is_order(operator: FilterOperator) -> bool {
    use FilterOperator::{Greater, GreaterOrEqual, Less, LessOrEqual};
    matches!(operator, Less | LessOrEqual | Greater | GreaterOrEqual)
}

/// Whether one side of a comparison may be a number, and whether it may be a text.
fn kinds(value: &FilterValue, ty: &Ty) -> (bool, bool) {
    let path = match value {
        FilterValue::Literal(literal) => return (literal.is_number(), literal.is_string()),
        FilterValue::Path(path) => path,
    };
    let walk = path.element_steps().map(|steps| ty.walk(&steps));
    let found = walk.as_ref().and_then(|walk| walk.ty());
    found.map_or((true, true), |ty| (ty.may_be(Class::Numeric), ty.may_be(Class::String)))
}

/// In which kinds two sides can be put in order: only numbers with numbers, and texts with texts.
pub(super) fn common_kinds(ty: &Ty, left: &FilterValue, right: &FilterValue) -> (bool, bool) {
    let (left, right) = (kinds(left, ty), kinds(right, ty));
    (left.0 && right.0, left.1 && right.1)
}

/// What remains of a type that is no union where one side of a comparison is the greater one.
fn ordered(ty: &Ty, left: &FilterValue, right: &FilterValue) -> Ty {
    let (numbers, texts) = common_kinds(ty, left, right);
    if !numbers && !texts {
        return Ty::Never;
    }
    let kept = |ty: &Ty| {
        let kinds = [(numbers, Class::Numeric), (texts, Class::String)];
        Ty::union(kinds.into_iter().filter(|(is_kept, _)| *is_kept).map(|(_, class)| ty.only(class)))
    };
    [left, right].into_iter().fold(ty.clone(), |ty, value| match value {
        FilterValue::Path(path) => match path.element_steps() {
            Some(steps) => ty.refine(&steps, &Refine::Value(&kept)),
            None => side(value, &ty),
        },
        FilterValue::Literal(_) => ty,
    })
}

/// Whether an operator holds only where both its sides are there.
pub(super) fn needs_both(operator: FilterOperator) -> bool {
    matches!(
        operator,
        FilterOperator::Equal
            | FilterOperator::TypeSafeEqual
            | FilterOperator::Less
            | FilterOperator::LessOrEqual
            | FilterOperator::Greater
            | FilterOperator::GreaterOrEqual
            | FilterOperator::In
            | FilterOperator::Contains
            | FilterOperator::AnyOf
    )
}

/// What remains where a path finds something.
fn there(path: &FilterPath, ty: &Ty) -> Ty {
    match path.element_steps() {
        Some(steps) => ty.refine(&steps, &Refine::Value(&Ty::clone)),
        None if finds_nothing(path, ty).is_some() => Ty::Never,
        None => ty.clone(),
    }
}

/// What remains where one side of a comparison is there.
fn side(value: &FilterValue, ty: &Ty) -> Ty {
    match value {
        FilterValue::Path(path) => there(path, ty),
        FilterValue::Literal(_) => ty.clone(),
    }
}

/// What remains where a place is one of some literals, or where it is none of them or is not there.
fn compared(ty: &Ty, asked: &Asked<'_>, is: bool) -> Ty {
    let what = |ty: &Ty| {
        let (yes, no) = equal(ty, &asked.literals);
        if is { yes } else { no }
    };
    if is {
        return ty.refine(&asked.steps, &Refine::Value(&what));
    }
    Ty::union(ty.members().iter().map(|member| {
        let there = member.refine(&asked.steps, &Refine::Value(&what));
        let absent = member.refine(&asked.steps, &Refine::Absent);
        match (there.is_never(), absent.is_never()) {
            (true, _) => absent,
            (false, true) => there,
            // Told apart by whether the place is there, records would double with each place that is asked about.
            (false, false) => member.clone(),
        }
    }))
}

/// What of a value's type is one of some literals, and what is none of them.
fn equal(ty: &Ty, literals: &[&Value]) -> (Ty, Ty) {
    let (mut yes, mut no) = (Vec::new(), ty.clone());
    for literal in literals {
        let (mut is, mut is_not) = (Vec::new(), Vec::new());
        for member in no.members() {
            let (holds, fails) = equal_to(member, literal);
            is.push(holds);
            is_not.push(fails);
        }
        yes.extend(is);
        no = Ty::union(is_not);
    }
    (Ty::union(yes), no)
}

/// The same for one type and one literal. Numbers and their texts are equal to a filter.
fn equal_to(ty: &Ty, literal: &Value) -> (Ty, Ty) {
    let both = || (ty.clone(), ty.clone());
    let never = || (Ty::Never, ty.clone());
    match (literal, ty) {
        (_, Ty::Any | Ty::Error | Ty::Opaque(_)) => both(),
        (Value::String(text), Ty::Enum(..)) => ty.partition(|value| value == text),
        (Value::String(text), Ty::String) => (Ty::literals([text.as_str()]), Ty::String),
        (Value::String(text), Ty::Timestamp) if !is_timestamp(text) => never(),
        (Value::String(text), Ty::Int(..) | Ty::Float) if text.parse::<f64>().is_err() => never(),
        (Value::String(_) | Value::Number(_), Ty::Null | Ty::Bool(_)) => never(),
        (Value::Number(number), Ty::Int(low, high)) => match number.as_i64().map(i128::from) {
            Some(value) if value.abs() > EXACT => both(),
            Some(value) if (*low..=*high).contains(&value) => (Ty::Int(value, value), ty.clone()),
            Some(_) => never(),
            None => both(),
        },
        (Value::Bool(value), Ty::Bool(known)) => match known {
            None => (Ty::Bool(Some(*value)), Ty::Bool(Some(!value))),
            Some(known) if known == value => (ty.clone(), Ty::Never),
            Some(_) => never(),
        },
        (Value::Bool(_), _) if is_scalar(ty) => never(),
        (Value::Null, Ty::Null) => (Ty::Null, Ty::Never),
        (Value::Null, _) if is_scalar(ty) => never(),
        _ => both(),
    }
}

fn is_scalar(ty: &Ty) -> bool {
    [Class::Null, Class::Boolean, Class::Numeric, Class::String].into_iter().any(|class| ty.is_all(class))
}

/// What a filter takes of a type; `None` if nothing.
pub(super) fn taken(filter: &Filter, ty: &Ty) -> Option<Ty> {
    let taken = part(filter, ty, true);
    (!taken.is_never()).then_some(taken)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::types::{Record, RecordField};

    fn path(name: &str) -> FilterPath {
        FilterPath { is_element: true, segments: vec![Segment::Step(Step::Key(name.to_owned()))] }
    }

    fn is(operator: FilterOperator, name: &str, literal: Value) -> Filter {
        Filter::Compare(operator, FilterValue::Path(path(name)), FilterValue::Literal(literal))
    }

    fn kind(operator: FilterOperator, literal: &str) -> Filter {
        is(operator, "kind", literal.into())
    }

    fn pays() -> Ty {
        let of = |kind: &str, field: &str| Ty::record([("kind", Ty::literals([kind])), (field, Ty::Float)]);
        Ty::union([of("card", "number"), of("cash", "amount"), of("gift", "code")])
    }

    fn shown(filter: &Filter, ty: &Ty) -> String {
        part(filter, ty, true).to_string()
    }

    #[test]
    fn a_tag_tells_records_apart() {
        use FilterOperator::{Equal, In, NotEqual};
        assert_eq!(shown(&kind(Equal, "card"), &pays()), r#"{ kind: "card", number: number }"#);
        assert_eq!(
            shown(&kind(NotEqual, "card"), &pays()),
            r#"{ kind: "cash", amount: number } | { kind: "gift", code: number }"#
        );
        let either = Filter::Or(vec![kind(Equal, "card"), kind(Equal, "gift")]);
        let neither = Filter::Not(Box::new(either.clone()));
        assert_eq!(shown(&neither, &pays()), r#"{ kind: "cash", amount: number }"#);
        assert_eq!(shown(&is(In, "kind", serde_json::json!(["card", "gift"])), &pays()), shown(&either, &pays()));
        assert_eq!(
            shown(&Filter::And(vec![either, kind(NotEqual, "gift")]), &pays()),
            shown(&kind(Equal, "card"), &pays())
        );
        assert_eq!(taken(&kind(Equal, "crad"), &pays()), None);
    }

    #[test]
    fn what_is_not_there_is_unequal() {
        let field = RecordField::maybe("kind", Ty::literals(["a", "b"]));
        let ty = Ty::Record(Rc::new(Record { fields: vec![field], ..Record::default() }));
        assert_eq!(shown(&kind(FilterOperator::Equal, "a"), &ty), r#"{ kind: "a" }"#);
        assert_eq!(shown(&kind(FilterOperator::NotEqual, "a"), &ty), r#"{ kind?: "a" | "b" }"#);
        assert_eq!(shown(&Filter::Not(Box::new(Filter::Exists(path("kind")))), &ty), "{}");
    }

    #[test]
    fn a_number_is_equal_to_its_text() {
        let of = |ty: Ty| Ty::record([("n", ty)]);
        let ask = |literal: Value, ty: Ty| shown(&is(FilterOperator::Equal, "n", literal), &of(ty));
        assert_eq!(ask("1".into(), Ty::Int(0, 9)), "{ n: integer }");
        assert_eq!(ask("one".into(), Ty::Int(0, 9)), "never");
        assert_eq!(ask(1.into(), Ty::String), "{ n: string }");
        assert_eq!(ask(10.into(), Ty::Int(0, 9)), "never");
        assert_eq!(ask(Value::Null, Ty::Null.join(&Ty::String)), "{ n: null }");
        assert_eq!(ask(true.into(), Ty::Bool(None)), "{ n: true }");
        assert_eq!(ask("x".into(), Ty::Any), "{ n: any }");
    }
}
